package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are profiled in one pass, whoever knows nothing of them. */
class ProfileTest {
  private static final int MANY = 60_000;

  @TempDir Path folder;

  private Project project;

  @BeforeEach
  void files() {
    project = Project.at(folder);
    Folders.write(
        folder.resolve("in/customers.csv"),
        "id,name,born\n1,Jane Roe,1980-05-01\n2,John Doe,n/a\n3,Li <b>,\n");
    Folders.write(
        folder.resolve("in/orders.csv"),
        "order_no,line,customer_id,amount\nA-1,1,1,2.50\nA-1,2,1,3.00\nA-2,1,3,x\nA-2,2,9,4.00\n"
            + IntStream.range(3, 30)
                .mapToObj(i -> "A-" + i + ",1,2," + Math.min(i, 20) + ".25\n")
                .collect(Collectors.joining()));
  }

  private JsonNode json(String... arguments) throws IOException {
    Project.Result result = project.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  private static JsonNode column(JsonNode profile, int source, String name) {
    for (JsonNode column : profile.path("sources").path(source).path("columns")) {
      if (column.path("name").asText().equals(name)) {
        return column;
      }
    }
    throw new AssertionError("no column " + name);
  }

  @Test
  void aTableShowsWhatColumnsHold() {
    Project.Result shown = project.run("profile", "in");
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "customers.csv: 3 records of one file",
            "id integer 0 all 1 1 3 9",
            "born date 2 1 10 1980-05-01 1980-05-01 9+-9+-9+",
            "Records have different values of id in the file.",
            "amount decimal but 1 0 22 1..5 2.50 20.25 20.25, 10.25 9+.9+",
            "Of the first records no two have the same order_no, line.",
            "75% of orders.customer_id are in customers.id");
  }

  @Test
  void figuresAreThoseOfAllRecords() throws IOException {
    String records =
        IntStream.range(0, MANY)
            .mapToObj(i -> i + "," + i % 7 + "," + (i % 10 == 0 ? "" : i % 100) + "\n")
            .collect(Collectors.joining());
    Folders.write(folder.resolve("large.csv"), "n,weekday,percent\n" + records);
    JsonNode profile = json("profile", "large.csv", "--json");
    JsonNode n = column(profile, 0, "n");
    assertThat(n.path("records").asLong()).isEqualTo(MANY);
    assertThat(n.path("is_exact").asBoolean()).isFalse();
    assertThat(n.path("different").asLong()).isBetween(MANY * 98L / 100, MANY * 102L / 100);
    assertThat(n.path("unique_files").asLong()).isEqualTo(1);
    assertThat(n.path("least").asText()).isEqualTo("0");
    assertThat(n.path("greatest").asText()).isEqualTo(String.valueOf(MANY - 1));
    long bars = 0;
    for (JsonNode bar : n.path("histogram")) {
      assertThat(bar.path("records").asLong()).isBetween(MANY / 20 * 8L / 10, MANY / 20 * 12L / 10);
      bars += bar.path("records").asLong();
    }
    assertThat(bars).isBetween(MANY - 20L, MANY + 20L);
    JsonNode weekday = column(profile, 0, "weekday");
    assertThat(weekday.path("different").asLong()).isEqualTo(7);
    assertThat(weekday.path("is_exact").asBoolean()).isTrue();
    assertThat(weekday.path("common").path(0).path("value").asText()).isEqualTo("0");
    assertThat(weekday.path("common").path(0).path("records").asLong()).isEqualTo(MANY / 7 + 1);
    assertThat(column(profile, 0, "percent").path("without_value").asLong()).isEqualTo(MANY / 10);
  }

  @Test
  void thePageStandsByItself() {
    assertThat(project.run("profile", "in", "--to", "page.html").out())
        .isEqualTo("Wrote page.html.\n");
    String page = Folders.read(folder.resolve("page.html"));
    assertThat(page)
        .contains("<svg", "<title>19.3625 to 20.25: 10", "Li &lt;b&gt;", "75 %")
        .doesNotContain("http://", "https://", "<script", "<link", "<b>");
  }

  @Test
  void ofAnAreaNothingPersonalIsShown() {
    Folders.write(
        folder.resolve("db/people/people.yaml"),
        """
        subject: people
        sources:
          customers:
            path: customers.csv
            columns:
              id:   {type: integer, required: true}
              name: {type: string, max_length: 20, pii: hash}
              born: {type: date}
        dimensions:
          dim_customer: {from: customers, natural_key: [id], attributes: [name, born]}
        facts: {}
        """);
    Project.Result shown =
        project.run("profile", "people", "--batch-date", "2025-06-01", "--input", "in");
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("name is personal: nothing is shown.", "born")
        .doesNotContain("Jane");
  }

  @Test
  void whatCannotBeProfiledIsNamed() {
    assertThat(project.run("profile", "in", "--input", "in").err())
        .contains("--input is for the batch of an area. Name the area and its --batch-date");
    assertThat(project.run("profile", "a", "b", "--batch-date", "2025-06-01").err())
        .contains("With --batch-date one area is profiled, and a, b were named.");
    assertThat(project.run("profile", "in", "--to", "none/page.html").err())
        .contains("none/page.html cannot be written");
  }
}
