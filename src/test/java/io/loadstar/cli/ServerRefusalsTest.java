package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server cannot or will not do: each refusal says what is true and what to do next. */
@Tag("slow")
class ServerRefusalsTest {
  private static final String SPEC =
      """
      subject: stock
      input: input
      sources:
        items:
          path: items.csv
          columns:
            sku:  {type: string, required: true, max_length: 20}
            name: {type: string, max_length: 10}
            day:  {type: date, required: true}
          unique: {key: [sku], keep: last}
      dimensions:
        dim_item: {from: items, natural_key: [sku], attributes: [name]}
      facts:
        fact_sale:
          from: items
          grain: [sku]
          date: day
          dimensions: {item_key: {to: dim_item, by: [sku]}}
      """;

  @TempDir Path folder;

  private Project project() {
    Project project = Project.generated("stock", SPEC, folder);
    Folders.write(folder.resolve("input/items.csv"), "sku,name,day\nA,Łódź,2025-06-01\n");
    return project;
  }

  private static String database(String url) {
    return url.replaceFirst(".*/", "").replaceFirst("[?].*", "");
  }

  @Test
  void databaseThatIsNotUtf8IsNamedAtConnect() {
    String url = TestWarehouse.empty();
    String name = database(url) + "_latin";
    TestWarehouse.execute(
        TestWarehouse.serverUrl(),
        "create database " + name + " encoding 'LATIN1' template template0 locale 'C'");
    Project.Result result =
        project().warehouse(url.replace(database(url), name)).load("stock", "2025-06-01");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("keeps texts as LATIN1", "Create a database with encoding 'UTF8'");
  }

  @Test
  void serverThatTakesNoWrites() {
    Project project = project();
    project.loaded("stock", "2025-06-01");
    TestWarehouse.execute(
        TestWarehouse.serverUrl(),
        "alter database " + database(project.url()) + " set default_transaction_read_only = on");
    Project.Result result = project.load("stock", "2025-06-02");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("The warehouse takes no writes", "Name the primary server in --warehouse.")
        .doesNotContain("Flyway");
  }

  /** They change how a catalogue prints names and how texts are read. */
  @Test
  void settingsThatMakeTheCatalogueSpeakOtherwiseAreHarmless() {
    Project project = project();
    for (String setting :
        List.of("quote_all_identifiers = on", "standard_conforming_strings = off")) {
      TestWarehouse.execute(
          TestWarehouse.serverUrl(),
          "alter database " + database(project.url()) + " set " + setting);
    }
    project.loaded("stock", "2025-06-01");
    project.loaded("stock", "2025-06-02");
    assertThat(project.run("plan", "stock", "--batch-date", "2025-06-01").out())
        .doesNotContain("disagree");
  }

  @Test
  void viewThatKeepsAColumnFromBeingChangedIsNamed() {
    Project project = project();
    project.loaded("stock", "2025-06-01");
    String view = "create view public.item_names as select sku, name from stock.dim_item";
    TestWarehouse.execute(project.url(), view);
    Folders.write(
        folder.resolve("db/stock/stock.yaml"), SPEC.replace("max_length: 10", "max_length: 40"));
    project.generate("stock", false);
    Project.Result result = project.load("stock", "2025-06-02");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("view item_names depends on what is to be changed")
        .contains("Nothing was changed. Keep its text, drop it, load, and create it again.")
        .doesNotContain("Flyway", "-X");
    assertThat(Db.count(project.url(), "public.item_names")).isEqualTo(2);
    TestWarehouse.execute(project.url(), "drop view public.item_names");
    project.loaded("stock", "2025-06-02");
  }

  /** A DBA has made the fact a table with partitions. */
  @Test
  void partitionedFactIsATable() {
    Project project = project();
    project.loaded("stock", "2025-06-01");
    TestWarehouse.execute(
        project.url(),
        """
        alter table stock.fact_sale rename to old_sale;
        create table stock.fact_sale (like stock.old_sale) partition by range (date_key);
        create table stock.fact_sale_june partition of stock.fact_sale for values from (20250601) to (20250701);
        insert into stock.fact_sale select * from stock.old_sale;
        drop table stock.old_sale;
        """);
    project.loaded("stock", "2025-06-01");
    assertThat(Db.count(project.url(), "stock.fact_sale_june")).isEqualTo(1);
  }

  /** So many columns do not fit into a page of Postgres, whatever is in them. */
  @Test
  void recordThatIsTooWideIsQuarantined() {
    int columns = 700;
    String spec =
        "subject: wide\ninput: input\nsources:\n  rows:\n    path: rows.csv\n    columns:\n      id: {type: integer, required: true}\n"
            + IntStream.range(0, columns)
                .mapToObj(i -> "      c" + i + ": {type: string, max_length: 50}\n")
                .collect(Collectors.joining())
            + "dimensions:\n  dim_row: {from: rows, natural_key: [id], attributes: ["
            + IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(", "))
            + "]}\nfacts: {}\n";
    Project project = Project.generated("wide", spec, folder);
    String header =
        "id," + IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    Folders.write(
        folder.resolve("input/rows.csv"),
        header
            + "\n1"
            + ",".repeat(columns)
            + "\n2"
            + ("," + "x".repeat(40)).repeat(columns)
            + "\n");
    project.loaded("wide", "2025-06-01");
    assertThat(Db.rows(project.url(), "select id from wide.dim_row where id is not null"))
        .containsExactly("1");
    assertThat(project.run("quarantine", "show", "wide").out())
        .contains("line 3", "row_size: ", "bytes are more than a row of the warehouse can hold");
  }

  @Test
  void ruleNamesAndPathsHaveNoBound() {
    String rule = "a_rule_with_a_name_that_says_everything_there_is_to_say_about_it";
    String spec =
        SPEC.replace(
            "    unique:", "    rules: {" + rule + ": {check: name <> 'bad'}}\n    unique:");
    Project project = Project.generated("stock", spec, folder);
    Path deep = folder.resolve(("d".repeat(200) + "/").repeat(6));
    Folders.write(deep.resolve("items.csv"), "sku,name,day\nA,bad,2025-06-01\nB,good,2025-06-01\n");
    project.loaded("stock", "2025-06-01", "--input", deep.toString());
    assertThat(Db.rows(project.url(), "select rule from loadstar.run_rule")).containsExactly(rule);
  }

  @Test
  void stagingGivesItsRoomBack() {
    Project project = project();
    project.loaded("stock", "2025-06-01");
    assertThat(Db.count(project.url(), "stock_staging.staging_fact_sale")).isZero();
    assertThat(Db.count(project.url(), "stock_staging.staging_dim_item")).isZero();
    assertThat(
            Db.value(
                project.url(),
                "select reltuples from pg_class where oid = 'stock.fact_sale'::regclass"))
        .as("the planner knows the new table")
        .isEqualTo("1");

    Folders.write(folder.resolve("db/stock/stock.yaml"), "staging: keep\n" + SPEC);
    project.loaded("stock", "2025-06-01");
    assertThat(Db.count(project.url(), "stock_staging.staging_fact_sale")).isEqualTo(1);
  }

  @Test
  void cleanRemovesWhatDeadRunsLeftAndNothingElse() {
    Project project = project();
    Folders.write(
        folder.resolve("input/items.csv"), "sku,name,day\nA,a,2025-06-01\nB,b,not a day\n");
    project.loaded("stock", "2025-06-01");
    project.loaded("stock", "2025-06-02");
    Folders.write(
        project.quarantine().resolve("stock/_runs/99-deadbeef/batch_date=2025-06-01/items/part"),
        "left");
    List<String> star = Db.star(project.url(), "stock");
    Project.Result result = project.run("clean", "stock", "--vacuum");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("Quarantine of unpublished runs removed: 1")
        .contains("Vacuumed: stock.dim_item, stock.fact_sale");
    assertThat(project.quarantine().resolve("stock/_runs/99-deadbeef")).doesNotExist();
    assertThat(Db.star(project.url(), "stock")).isEqualTo(star);
    assertThat(Db.rows(project.url(), "select distinct run_id from loadstar.run_plan"))
        .as("plans of the newest run alone")
        .containsExactly("2");
    assertThat(project.run("quarantine", "list", "stock", "--json").out()).contains("not a day");
  }
}
