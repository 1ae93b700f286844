package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A user's own cases. */
@Tag("slow")
class TestVerbTest {
  private static final String SPEC =
      """
      subject: shop
      input: input/{batch_date}
      sources:
        goods:
          path: goods.csv
          columns:
            good:   {type: integer, required: true}
            colour: {type: string, max_length: 20}
            price:  {type: decimal, precision: 9, scale: 2}
      dimensions:
        dim_good:
          from: goods
          natural_key: [good]
          attributes: [colour, price]
          history: type2
          tracked: [price]
      facts: {}
      """;

  private Project project;

  @BeforeEach
  void writeCase() {
    project = Project.generated("shop", SPEC, Folders.temporary("cases"));
    write("prices/input/2025-06-01/goods.csv", "good,colour,price\n1,,1.50\n2,\"a \"\"b\"\"\",2\n");
    write("prices/input/2025-06-03/goods.csv", "good,colour,price\n1,red,1.70\nx,red,3\n");
  }

  private void write(String file, String text) {
    Folders.write(project.folder().resolve("db/shop/tests").resolve(file), text);
  }

  private String read(String file) {
    return Folders.read(project.folder().resolve("db/shop/tests").resolve(file));
  }

  @Test
  void whatIsWrittenIsExpectedFromThenOn() {
    Project.Result written = project.run("test", "shop", "--write");
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(written.out()).isEqualTo("prices: wrote dim_good, quarantine, counts\n");
    assertThat(read("prices/expected/dim_good.csv"))
        .startsWith("good_key,good_durable_key,good,colour,price,valid_from,valid_to,is_current\n")
        .contains("..,1,red,1.50,2025-06-01,2025-06-03,false\n")
        .contains("..,1,red,1.70,2025-06-03,9999-12-31,true\n")
        .contains("..,2,\"a \"\"b\"\"\",2.00,2025-06-01,9999-12-31,true\n");
    assertThat(read("prices/expected/quarantine.csv"))
        .isEqualTo(
            "batch_date,source,rule,column,value,raw\n2025-06-03,goods,type,good,x,\"x,red,3\"\n");
    assertThat(read("prices/expected/counts.csv")).contains("2025-06-03,goods,2,1,1,0,0\n");

    Project.Result again = project.run("test", "shop");
    assertThat(again.out()).isEqualTo("prices: as expected\n");
    assertThat(again.exitCode()).isZero();
    assertThat(Db.count(project.url(), "shop.dim_good")).as("the warehouse is as it was").isOne();
    assertThat(Folders.list(project.folder())).noneMatch(file -> file.startsWith("quarantine/"));
  }

  @Test
  void saysWhichRowsDiffer() {
    write("prices/expected/dim_good.csv", "good,price,is_current\n1,1.50,true\n2,2.00,true\n");
    write("prices/expected/counts.csv", "source,loaded\ngoods,2\ngoods,1\n");
    Project.Result result = project.run("test", "shop", "prices");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            prices: differs
              dim_good
                - 1,1.50,true
                + 1,1.50,false
                + 1,1.70,true
            """);
  }

  @Test
  void loadsInTheOrderThatTheCaseSays() {
    write("prices/order.txt", "2025-06-03\n2025-06-01\n2025-06-03\n");
    write(
        "prices/expected/counts.csv",
        "batch_date,read\n2025-06-01,2\n2025-06-03,2\n2025-06-03,2\n");
    Project.Result result = project.run("test", "shop");
    assertThat(result.out()).isEqualTo("prices: as expected\n");
  }

  @Test
  void saysWhatIsWrongWithACase() {
    assertThat(project.run("test", "shop", "price").err())
        .contains("There is no case 'price'. Did you mean 'prices'? Cases: prices.");
    write("prices/expected/dim_goods.csv", "good\n");
    assertThat(project.run("test", "shop").out())
        .contains(
            "dim_goods.csv: there is no table or query 'dim_goods'. Did you mean 'dim_good'?");
    Folders.delete(project.folder().resolve("db/shop/tests/prices/expected"));
    write("prices/expected/dim_good.csv", "good,color\n");
    assertThat(project.run("test", "shop").out())
        .contains("dim_good has no column 'color'. Did you mean 'colour'?");
    write("prices/order.txt", "1 June\n");
    assertThat(project.run("test", "shop").err()).contains("'1 June' in ").contains("order.txt");
    Folders.delete(project.folder().resolve("db/shop/tests/prices"));
    assertThat(project.run("test", "shop").err())
        .contains("There is no case to test. Make a folder db/shop/tests/<name>/input/");
    write("empty/input/goods.csv", "good,colour,price\n");
    assertThat(project.run("test", "shop").err())
        .contains("Case empty does not say which batches to load");
  }

  @Test
  void valuesAreComparedAsTheyAre() {
    write(
        "prices/input/2025-06-01/goods.csv",
        "good,colour,price\n1,\"  red \",1\n2,\"a\r\nb\",2\n3,,3\n");
    Folders.delete(project.folder().resolve("db/shop/tests/prices/input/2025-06-03"));
    assertThat(project.run("test", "shop", "--write").exitCode()).isZero();
    assertThat(project.run("test", "shop").out()).isEqualTo("prices: as expected\n");
    write("prices/expected/dim_good.csv", "colour\n\"  red \"\n\"a\r\nb\"\n\n");
    write("prices/expected/counts.csv", "source,read\ngoods,3\n\n");
    assertThat(project.run("test", "shop").out()).isEqualTo("prices: as expected\n");
    assertThat(project.run("test", "shop", "--quiet").out()).isEmpty();
    write("prices/expected/dim_good.csv", "\uFEFFgood,good_key\n1,..\n2,..\n3,4e..\n");
    assertThat(project.run("test", "shop").out()).contains("    - 3,4e..\n");
    write("prices/expected/dim_good.csv", "good,colour\n1\n");
    assertThat(project.run("test", "shop").out())
        .contains("dim_good.csv: row 1 has 1 field and the header 2 columns.");
    write("prices/expected/dim_good.csv", "good,,colour\n");
    assertThat(project.run("test", "shop").out()).contains("dim_good.csv has no header");
  }

  @Test
  void batchThatFailsIsSaid() {
    write("prices/order.txt", "2025-06-02\n");
    Project.Result result = project.run("test", "shop");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).startsWith("prices: differs\n").contains("goods");
  }
}
