package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Await;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    String[] arguments = {"backfill", "shop", "--from", "2025-06-01"};
    String[] last =
        List.of(more).contains("--to") ? new String[0] : new String[] {"--to", "2025-06-04"};
    return project.run(
        java.util.stream.Stream.of(arguments, last, more)
            .flatMap(java.util.Arrays::stream)
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
  void planTellsWhichDaysWouldBeLoaded() {
    backfill("--to", "2025-06-01");
    String[] asked = {"plan", "shop", "--from", "2025-06-01", "--to", "2025-06-04"};
    assertThat(project.run(asked).out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "2025-06-01 skipped 1 35",
            "2025-06-02 loaded 1 23",
            "2025-06-03 no input 0 0",
            "2025-06-04 loaded 1 35",
            "2 days of 4 would be loaded. Nothing was changed.")
        .anyMatch(
            line -> line.startsWith("2025-06-03: Input is not there: sales: no file matches"));
    assertThat(project.run("plan", "shop").err()).contains("--batch-date").contains("--from");
    Path spec = project.folder().resolve("db/shop/shop.yaml");
    Folders.write(spec, Folders.read(spec).replace("input: input/{batch_date}\n", ""));
    Project.Result nowhere = project.run(asked);
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("--input");
  }

  @Test
  void firstFailureMayEndIt() {
    Project.Result result = backfill("--stop");
    assertThat(table(result.out()))
        .containsExactly("2025-06-01 published 2 0", "2025-06-02 failed 0 0");
  }

  /** Days that are read ahead look up only then what the days before have brought. */
  @Test
  void daysReadAheadGiveTheStarOfOneAfterAnother() {
    String spec =
        SPEC.replace(
                "dimensions: {}\nfacts:",
                "dimensions:\n  dim_day: {from: days, natural_key: [day], attributes: [name]}\nfacts:")
            .replace(
                "dimensions: {}, measures",
                "dimensions: {day_key: {to: dim_day, by: [day]}}, measures")
            .replace(
                "sources:\n",
                "sources:\n  days: {path: days.csv, empty: allow, delivers: changes, columns: {day:"
                    + " {type: date, required: true}, name: {type: string}}}\n")
            .replace(
                "required: true}\ndim", "required: true}\n    quarantine: {at_most: 100%}\ndim");
    List<List<String>> stars = new ArrayList<>();
    for (String parallel : List.of("1", "3", "7")) {
      project = Project.generated("shop", spec, Folders.temporary("parallel"));
      for (int day = 1; day <= 6; day++) {
        // Each day brings the name of the next.
        Folders.write(
            project.folder().resolve("input/2025-06-0" + day + "/days.csv"),
            "day,name\n2025-06-0%d,d%d\n".formatted(day + 1, day + 1));
        write(
            "2025-06-0" + day,
            "sale,day\n%d,2025-06-0%d\n%d,2025-06-09\n".formatted(day, day, 50 + day));
      }
      Project.Result result =
          project.run(
              "backfill",
              "shop",
              "--from",
              "2025-06-01",
              "--to",
              "2025-06-06",
              "--parallel",
              parallel);
      assertThat(result.out()).as(result.err()).contains("6 days of 6 published in this run.");
      stars.add(Db.star(project.url(), "shop"));
      assertThat(Db.value(project.url(), "select count(*) from shop.fact_sale")).isEqualTo("5");
    }
    Stars.assertSame(stars.get(1), stars.get(0));
    Stars.assertSame(stars.get(2), stars.get(0));
  }

  /** Where a day may change those before it, reading ahead would read too early. */
  @Test
  void areasThatReplayArrivalsAreReadOneDayAtATime() {
    Path spec = project.folder().resolve("db/shop/shop.yaml");
    Folders.write(
        spec,
        Folders.read(spec)
            .replace(
                "dimensions: {}\nfacts",
                "dimensions: {dim_sale: {from: goods, natural_key: [sale]}}\nfacts")
            .replace(
                "sources:\n",
                "sources:\n  goods: {path: goods.csv, columns: {sale: {type: integer, required: true}}}\n")
            .replace(
                "dimensions: {}, measures",
                "dimensions: {sale_key: {to: dim_sale, by: [sale], replay: when_member_arrives}}, measures"));
    assertThat(backfill("--parallel", "2").err())
        .contains(
            "loadstar: days of shop are read one at a time: with 'replay: when_member_arrives' a day"
                + " may change those before it.");
  }

  /** What was published before the process died stays, and is not loaded again. */
  @Test
  void killedItGoesOnWhereItWas() {
    write("2025-06-02", "sale,day\n3,2025-06-02\n");
    write("2025-06-03", "sale,day\n5,2025-06-03\n");
    try (Loader loader =
        new Loader(
            project,
            "backfill",
            "shop",
            "--from",
            "2025-06-01",
            "--to",
            "2025-06-04",
            "--parallel",
            "2")) {
      loader.until("2025-06-01  published");
      loader.signal("KILL");
      assertThat(loader.end()).isEqualTo(137);
    }
    Await.until(
        "the lock to go",
        () ->
            Db.value(project.url(), "select count(*) from pg_locks where locktype = 'advisory'")
                .equals("0"));
    Project.Result result = backfill("--continue");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(table(result.out()))
        .hasSize(4)
        .contains("2025-06-01 skipped 0 0", "2025-06-04 published 1 1");
    assertThat(Db.rows(project.url(), "select sale from shop.fact_sale order by 1"))
        .containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void noDaysAtATimeAreRefused() {
    Project.Result result = backfill("--parallel", "0");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "--parallel 0 reads no day: give the number of days to read at a time, such as 2.");
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
