package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many days in one process. */
@Tag("slow")
class BackfillTest {
  private static final String SPEC =
      """
      subject: shop
      input: input/{batch_date}
      sources:
        sales:
          path: sales.csv
          columns:
            sale: {type: integer, required: true}
            day:  {type: date, required: true}
      dimensions: {}
      facts:
        fact_sale: {from: sales, grain: [sale], date: day, dimensions: {}, measures: {}}
      """;

  private Project project;

  @BeforeEach
  void fourDaysOfWhichOneIsNotThereAndOneIsBad() {
    project = Project.generated("shop", SPEC, Folders.temporary("backfill"));
    write("2025-06-01", "sale,day\n1,2025-06-01\n2,2025-06-01\n");
    write("2025-06-02", "sale,when\n3,2025-06-02\n");
    write("2025-06-04", "sale,day\n4,2025-06-04\nx,2025-06-04\n");
  }

  private void write(String day, String sales) {
    Folders.write(project.folder().resolve("input/" + day + "/sales.csv"), sales);
  }

  private Project.Result backfill(String... more) {
    String[] arguments = {"backfill", "shop", "--from", "2025-06-01", "--to", "2025-06-04"};
    return project.run(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  private static List<String> table(String out) {
    return out.lines()
        .map(line -> line.strip().replaceAll(" +", " "))
        .filter(line -> line.matches("2025-06-0[1-4] [a-z]+( [a-z]+)? [0-9]+ [0-9]+"))
        .toList();
  }

  @Test
  void oneBadDayDoesNotStopTheOthers() {
    Project.Result result = backfill();
    assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
    assertThat(table(result.out()))
        .containsExactly(
            "2025-06-01 published 2 0",
            "2025-06-02 failed 0 0",
            "2025-06-03 no input 0 0",
            "2025-06-04 published 1 1");
    assertThat(result.out()).contains("2 days of 4 published in this run.");
    assertThat(result.err())
        .contains("loadstar: 2025-06-02: sales: ", "column 'day' is missing")
        .contains("loadstar: 2025-06-03: Input is not there: sales: no file matches");
    assertThat(Db.value(project.url(), "select count(*) from shop.fact_sale")).isEqualTo("3");
  }

  @Test
  void whatIsThereIsSkipped() {
    backfill();
    write("2025-06-02", "sale,day\n3,2025-06-02\n");
    write("2025-06-03", "sale,day\n5,2025-06-03\n");
    Project.Result result = backfill("--continue");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(table(result.out()))
        .containsExactly(
            "2025-06-01 skipped 0 0",
            "2025-06-02 published 1 0",
            "2025-06-03 published 1 0",
            "2025-06-04 skipped 0 0");
    assertThat(Db.value(project.url(), "select count(*) from shop.fact_sale")).isEqualTo("5");
  }

  @Test
  void aDayWhoseFilesHaveChangedIsLoadedAgain() throws IOException {
    backfill();
    write("2025-06-01", "sale,day\n1,2025-06-01\n");
    Files.delete(project.folder().resolve("input/2025-06-04/sales.csv"));
    assertThat(table(backfill("--continue").out()))
        .contains("2025-06-01 published 1 0", "2025-06-04 skipped 0 0");
    assertThat(table(backfill("--continue").out())).contains("2025-06-01 skipped 0 0");
    Path spec = project.folder().resolve("db/shop/shop.yaml");
    Folders.write(
        spec, Folders.read(spec).replace("subject: shop", "subject: shop\ndescription: A shop"));
    assertThat(table(backfill("--continue").out())).contains("2025-06-01 published 1 0");
  }

  @Test
  void firstFailureMayEndIt() {
    Project.Result result = backfill("--stop");
    assertThat(table(result.out()))
        .containsExactly("2025-06-01 published 2 0", "2025-06-02 failed 0 0");
  }

  @Test
  void missingDaysAreListed() {
    backfill();
    String[] asked = {"runs", "shop", "--missing", "--from", "2025-06-01", "--to", "2025-06-05"};
    assertThat(project.run(asked).out().lines())
        .containsExactly("2025-06-02", "2025-06-03", "2025-06-05");
    project.run("retract", "shop", "--batch-date", "2025-06-04");
    assertThat(project.run(asked).out().lines())
        .containsExactly("2025-06-02", "2025-06-03", "2025-06-04", "2025-06-05");
    assertThat(
            project
                .run("runs", "shop", "--missing", "--from", "2025-06-01", "--to", "2025-06-01")
                .out())
        .contains("Every day is there.");
    assertThat(project.run("runs", "--missing", "--from", "2025-06-01", "--to", "2025-06-01").err())
        .contains("--missing needs an area");
  }

  @Test
  void aRunIsShownWithAllThatTheLedgerKnows() {
    backfill();
    Project.Result shown = project.run("runs", "show", "1");
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "batch_date 2025-06-01",
            "status published",
            "sales 2 2 0 0 0",
            "fact_sale 2 2",
            "stages:",
            "sales file:" + project.folder().resolve("input/2025-06-01/sales.csv") + " 35 false");
    assertThat(project.run("runs", "show", "1", "--json").out()).contains("\"area\" : \"shop\"");
    assertThat(project.run("runs", "show", "99").err())
        .contains("The ledger knows no run 99. 'loadstar runs' lists the latest");
  }

  @Test
  void daysInTheWrongOrderAreNamed() {
    Project.Result result =
        project.run("backfill", "shop", "--from", "2025-06-04", "--to", "2025-06-01");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "There is no day from 2025-06-04 to 2025-06-01: --to comes before --from. Swap them.");
  }
}
