package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan opens the files, so that what is wrong with all of them is known at once. */
class PlanTest {
  private static final String SPEC =
      """
      subject: shop
      input: input
      sources:
        goods:
          path: goods*.csv
          columns:
            good:   {type: integer, required: true}
            colour: {type: string, max_length: 20, one_of: [red, blue]}
        clients:
          path: clients.csv
          columns:
            client: {type: integer, required: true}
            mail:   {type: string, pii: hash, pattern: ".*@.*"}
        sales:
          path: sales.jsonl
          where: price is not null
          columns:
            sale:  {type: integer, required: true}
            price: {type: decimal, precision: 9, scale: 2}
          rules:
            is_paid: {check: price > 0, on_invalid: warn}
      dimensions:
        dim_good: {from: goods, natural_key: [good], attributes: [colour]}
        dim_client: {from: clients, natural_key: [client], attributes: [mail]}
        dim_sale: {from: sales, natural_key: [sale], attributes: [price]}
      facts: {}
      """;

  private Project project;

  @BeforeEach
  void write() {
    project = Project.generated("shop", SPEC, Folders.temporary("plan"));
    write("goods1.csv", "good,color\n1,red\n");
    write("goods2.csv", "good,colour\n1,red\nx,green\ny,red\n");
    write("goods3.csv", "good;colour\n1;red\n");
    write("clients.csv", "client,mail\n1,ann@host.example\n2,secret\n");
    write(
        "sales.jsonl",
        "{\"sale\": 1, \"price\": -2}\n{\"sale\": 2}\n{\"sale\": 3, \"price\": 1}\n");
  }

  private void write(String file, String text) {
    Folders.write(project.folder().resolve("input").resolve(file), text);
  }

  @Test
  void saysWhatIsWrongWithAllSourcesAtOnce() {
    Project.Result plan = project.run("plan", "shop", "--batch-date", "2025-06-01");
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("find in goods (of the first 3 records 2 would be quarantined)\n")
        .containsPattern("goods1.csv.*colour")
        .containsPattern("goods3.csv.*';'")
        .contains("  2 records: type good: \"x\" is not an integer")
        .contains("  1 record: one_of colour: \"green\" ")
        .contains("find in clients (of the first 2 records 1 would be quarantined)\n")
        .contains("  1 record: pattern mail: ")
        .doesNotContain("secret")
        .contains("find in sales (of the first 3 records 0 would be quarantined)\n")
        .contains("  1 record: is_paid: does not hold: price > 0\n");
    assertThat(Db.count(project.url(), "shop.dim_good")).isOne();
  }

  @Test
  void fileThatEndsTooEarlyIsAProblemOfItsSource() throws Exception {
    write("sales.jsonl", "{\"sale\": 1, \"price\": 2}\n{\"sale\": 2, ");
    Project.Result plan = project.run("plan", "shop", "--batch-date", "2025-06-01", "--json");
    JsonNode first = new ObjectMapper().readTree(plan.out()).path("first_records");
    assertThat(first.path("sales").path("problems").get(0).asText()).contains("sales.jsonl");
    assertThat(first.path("goods").path("found").path("kept_out").asLong()).isEqualTo(2);
  }

  @Test
  void nothingIsFoundInGoodFiles() {
    Folders.delete(project.folder().resolve("input"));
    write("goods1.csv", "good,colour\n1,red\n");
    write("clients.csv", "client,mail\n1,ann@host.example\n");
    write("sales.jsonl", "{\"sale\": 1, \"price\": 2}\n");
    assertThat(project.run("plan", "shop", "--batch-date", "2025-06-01").out())
        .doesNotContain("find in");
  }
}
