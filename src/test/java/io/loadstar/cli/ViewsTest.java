package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts of what a select makes of a batch's accepted records. */
@Tag("slow")
class ViewsTest {
  private static final String SPEC =
      """
      subject: shop
      input: input/{batch_date}
      sources:
        people:
          path: people.csv
          delivers: changes
          empty: allow
          columns:
            person: {type: string, required: true, max_length: 10}
            city:   {type: string, max_length: 10}
        sales:
          path: sales.csv
          quarantine: {at_most: 90%}
          columns:
            sale:   {type: integer, required: true}
            person: {type: string, max_length: 10}
            day:    {type: date, required: true}
            price:  {type: integer, required: true, max: 100}
      views:
        person_days:
          reads: [sales]
          sql: select person, day, count(*) as sales, sum(price) as price from sales group by person, day
          columns:
            person: {type: string, max_length: 10}
            day:    {type: date}
            sales:  {type: bigint}
            price:  {type: bigint}
      dimensions:
        dim_person: {from: people, natural_key: [person], attributes: [city], history: type2, tracked: [city]}
      facts:
        fact_sale:
          from: sales
          grain: [sale]
          date: day
          dimensions: {person_key: {to: dim_person, by: [person], missing: infer}}
          measures: {price: price}
        fact_person_day:
          from: person_days
          grain: [person, day]
          date: day
          dimensions: {person_key: {to: dim_person, by: [person], missing: infer}}
          measures: {sales: sales, price: price}
          across_batches: all
      """;

  private static final String FACT_SALE =
      SPEC.substring(SPEC.indexOf("  fact_sale:"), SPEC.indexOf("  fact_person_day:"));

  @TempDir Path folder;

  private Project project(String spec) {
    write(
        "2025-06-01",
        "1,Ann,2025-06-01,10\n2,Ann,2025-06-01,20\n3,Ben,2025-05-31,5\n4,Ben,2025-06-01,500\n");
    return Project.generated("shop", spec, folder);
  }

  private void write(String day, String sales) {
    Folders.write(folder.resolve("input/" + day + "/people.csv"), "person,city\nAnn,Ulm\n");
    Folders.write(folder.resolve("input/" + day + "/sales.csv"), "sale,person,day,price\n" + sales);
  }

  private static List<String> days(Project project) {
    return Db.rows(
        project.url(),
        """
        select fact_person_day._batch_date, dim_person.person, date_key, sales, price
        from shop.fact_person_day
        left join shop.dim_person using (person_key)
        order by 1, 2, 3
        """);
  }

  @Test
  void countAcceptedRecordsAndNoOthers() {
    Project project = project(SPEC);
    assertThat(project.loaded("shop", "2025-06-01").out())
        .contains("view        1 view")
        .contains("fact_person_day        2         2");
    assertThat(days(project))
        .containsExactly("2025-06-01|Ann|20250601|2|30", "2025-06-01|Ben|20250531|1|5");
    assertThat(
            Db.rows(
                project.url(),
                "select source, records_read, records_loaded, records_quarantined from"
                    + " loadstar.run_source order by 1"))
        .containsExactly("people|1|1|0", "sales|4|3|1");
    assertThat(
            Db.value(project.url(), "select is_inferred from shop.dim_person where person = 'Ben'"))
        .isEqualTo("t");
  }

  /** The same sale counts in each batch that brings it, where one row of it stands. */
  @Test
  void eachBatchHasItsOwnRows() {
    Project project = project(SPEC);
    write("2025-06-02", "2,Ann,2025-06-01,20\n");
    project.loaded("shop", "2025-06-02");
    project.loaded("shop", "2025-06-01");
    project.loaded("shop", "2025-06-01");
    assertThat(days(project))
        .containsExactly(
            "2025-06-01|Ann|20250601|2|30",
            "2025-06-01|Ben|20250531|1|5",
            "2025-06-02|Ann|20250601|1|20");
    project.run("retract", "shop", "--batch-date", "2025-06-01");
    assertThat(days(project)).containsExactly("2025-06-02|Ann|20250601|1|20");
  }

  @Test
  void replayedRecordJoinsThoseOfItsBatch() {
    Project project = project(SPEC);
    project.loaded("shop", "2025-06-01");
    respec(SPEC.replace("max: 100", "max: 1000"));
    Project.Result replayed = project.run("quarantine", "replay", "shop");
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    List<String> whole = days(project);
    assertThat(whole).contains("2025-06-01|Ben|20250601|1|500").hasSize(3);
    project.loaded("shop", "2025-06-01");
    assertThat(days(project)).isEqualTo(whole);
  }

  /** A replay that brings nothing of a view's sources leaves its rows. */
  @Test
  void replayOfOtherSourcesLeavesThem() {
    Folders.write(folder.resolve("input/2025-06-01/people.csv"), "person,city\n");
    Project project =
        project(SPEC.replace("city:   {type: string", "city:   {type: string, pattern: 'U.*'"));
    Folders.write(folder.resolve("input/2025-06-01/people.csv"), "person,city\nAnn,Ulm\nCem,Hof\n");
    project.loaded("shop", "2025-06-01");
    List<String> before = days(project);
    respec(SPEC);
    assertThat(project.run("quarantine", "replay", "shop", "--source", "people").out())
        .contains("1 were loaded");
    assertThat(days(project)).isEqualTo(before);
  }

  /** A person becomes known: facts of views find the version that stands then, as others do. */
  @Test
  void memberThatArrivesByAReplayIsFound() {
    Project project =
        project(SPEC.replace("city:   {type: string", "city:   {type: string, pattern: 'U.*'"));
    Folders.write(folder.resolve("input/2025-06-01/people.csv"), "person,city\nAnn,Ulm\nBen,Hof\n");
    project.loaded("shop", "2025-06-01");
    respec(SPEC);
    assertThat(project.run("quarantine", "replay", "shop", "--source", "people").out())
        .contains("1 were loaded");
    assertThat(
            Db.rows(
                project.url(),
                "select dim_person.person, city, sales from shop.fact_person_day inner join"
                    + " shop.dim_person using (person_key) order by 1"))
        .isEqualTo(
            Db.rows(
                project.url(),
                "select dim_person.person, city, count(*) from shop.fact_sale inner join"
                    + " shop.dim_person using (person_key) group by 1, 2 order by 1"))
        .hasSize(2);
  }

  /** A member found by several columns, one of which is the day of the fact, or another's. */
  @Test
  void recordsAreReadBackByWhateverKeysStandForThem() {
    String spec =
        SPEC.replace(
                "  fact_sale:\n    from: sales\n    grain: [sale]\n    date: day\n    dimensions: {",
                "  fact_sale:\n    from: sales\n    grain: [sale]\n    date: day\n    dimensions: {day_key:"
                    + " {to: dim_day, by: [day], missing: infer}, person_day_key: {to: dim_person_day,"
                    + " by: [person, day], missing: infer}, ")
            .replace(
                "dimensions:\n  dim_person:",
                "dimensions:\n  dim_day: {from: days, natural_key: [day]}\n  dim_person_day: {from:"
                    + " person_days_seen, natural_key: [person, day]}\n  dim_person:")
            .replace(
                "sources:\n",
                """
                sources:
                  days: {path: days.csv, empty: allow, delivers: changes, columns: {day: {type: date, required: true}}}
                  person_days_seen:
                    path: days_of_persons.csv
                    empty: allow
                    delivers: changes
                    columns: {person: {type: string, max_length: 10}, day: {type: date, required: true}}
                """)
            .replace(
                "person: {type: string, max_length: 10}\n        day",
                "person: {type: string, required: true, max_length: 10}\n        day");
    Folders.write(folder.resolve("input/2025-06-01/days.csv"), "day\n");
    Folders.write(folder.resolve("input/2025-06-01/days_of_persons.csv"), "person,day\n");
    Project project = project(spec);
    project.loaded("shop", "2025-06-01");
    respec(spec.replace("max: 100", "max: 1000"));
    Project.Result replayed = project.run("quarantine", "replay", "shop", "--source", "sales");
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    List<String> whole = days(project);
    assertThat(whole).contains("2025-06-01|Ben|20250601|1|500").hasSize(3);
    project.loaded("shop", "2025-06-01");
    assertThat(days(project)).isEqualTo(whole);
  }

  /** A select that takes rows as a whole names no column of theirs. */
  @Test
  void wholeRowsAreReadBack() {
    String spec =
        SPEC.replace(
            "sql: select person, day, count(*) as sales, sum(price) as price from sales group by person, day",
            "sql: with every as (table sales) select person, day, count(*) as sales, sum(price) as"
                + " price from (select * from every union table sales) group by person, day");
    assertThat(spec).contains("union table sales");
    Project project = project(spec);
    project.loaded("shop", "2025-06-01");
    respec(spec.replace("max: 100", "max: 1000"));
    Project.Result replayed = project.run("quarantine", "replay", "shop");
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    assertThat(days(project))
        .containsExactly(
            "2025-06-01|Ann|20250601|2|30",
            "2025-06-01|Ben|20250531|1|5",
            "2025-06-01|Ben|20250601|1|500");
  }

  @Test
  void columnThatNoTableKeepsIsNamed() {
    String spec =
        SPEC.replace(
                "price:  {type: integer", "shop:   {type: string}\n      price:  {type: integer")
            .replace(
                "sum(price) as price from sales",
                "sum(price) as price from sales where shop <> 'x'");
    project(spec);
    Folders.write(
        folder.resolve("input/2025-06-01/sales.csv"),
        "sale,person,day,shop,price\n1,Ann,2025-06-01,a,10\n2,Ann,2025-06-01,a,500\n");
    Project project = Project.at(folder).warehouse(Project.generated("shop", spec, folder).url());
    project.loaded("shop", "2025-06-01");
    respec(spec.replace("max: 100", "max: 1000"));
    assertThat(project.run("quarantine", "replay", "shop").err())
        .contains(
            "those of sales cannot be read back from the warehouse: no table keeps their shop.");
  }

  /** As in sources, a key's text has no blanks around it. */
  @Test
  void keysAreTrimmed() {
    Project project =
        project(
            SPEC.replace(
                "select person, day, count(*)",
                "select concat(' ', person) as person, day, count(*)"));
    project.loaded("shop", "2025-06-01");
    assertThat(days(project))
        .containsExactly("2025-06-01|Ann|20250601|2|30", "2025-06-01|Ben|20250531|1|5");
    assertThat(
            Db.value(project.url(), "select count(*) from shop.dim_person where person like ' %'"))
        .isEqualTo("0");
  }

  @Test
  void measureThatFailsIsNamed() {
    Project project =
        project(SPEC.replace("{sales: sales, price: price}", "{each: price / (price - 30)}"));
    Project.Result result = project.load("shop", "2025-06-01");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(
            "Measure each of fact_person_day, over view person_days, failed: Division by zero.");
  }

  /** The large fact may go; then nothing of the warehouse tells which records a batch had. */
  @Test
  void aloneTheyStandForTheRecords() {
    String alone = SPEC.replace(FACT_SALE, "");
    Project project = project(alone);
    project.loaded("shop", "2025-06-01");
    assertThat(days(project))
        .containsExactly("2025-06-01|Ann|20250601|2|30", "2025-06-01|Ben|20250531|1|5");
    respec(alone.replace("max: 100", "max: 1000"));
    Project.Result replayed = project.run("quarantine", "replay", "shop");
    assertThat(replayed.exitCode()).isEqualTo(1);
    assertThat(replayed.err())
        .contains(
            "View person_days is made of all records of a batch, and those of sales cannot be read"
                + " back from the warehouse: no table has a row for each of them. Nothing was"
                + " changed. Correct the records in the batch's files, and load the batch again.");
    assertThat(days(project)).hasSize(2);
  }

  private void respec(String spec) {
    Folders.write(folder.resolve("db/shop/shop.yaml"), spec);
  }

  private String refused(String select) {
    Project project =
        project(
            SPEC.replace(
                "select person, day, count(*) as sales, sum(price) as price from sales group by"
                    + " person, day",
                select));
    Project.Result result = project.load("shop", "2025-06-01");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(
            Db.value(project.url(), "select count(*) from loadstar.run where status = 'published'"))
        .isEqualTo("0");
    return result.err();
  }

  @Test
  void selectThatFailsOnDataIsNamed() {
    assertThat(
            refused(
                "select person, day, bigint(1) as sales, bigint(price / (price - 10)) as price from sales"))
        .contains(
            "The select of view person_days failed: Division by zero. Use `try_divide` to tolerate"
                + " divisor being 0 and return NULL instead. Nothing")
        .contains(
            "Nothing was published: a view's rows cannot be quarantined. Write it so that"
                + " it has a result for every record (try_cast, try_divide, case), and load"
                + " again.");
  }

  @Test
  void rowsOfOneGrainAreNamed() {
    assertThat(refused("select person, day, bigint(1) as sales, bigint(price) as price from sales"))
        .contains(
            "View person_days gives several rows of one person, day (1 time), which is the grain of"
                + " fact_person_day. Nothing was published. In its select, group the select by the"
                + " grain, or extend the grain; then load again.");
  }

  @Test
  void rowsWithoutAKeyAreNamed() {
    assertThat(
            refused(
                "select nullif(person, 'Ann') as person, day, count(*) as sales, bigint(1) as price"
                    + " from sales group by 1, 2"))
        .contains("View person_days gives 1 row without 'person', of which a key is made.")
        .contains(
            "In its select, leave them out with 'where', or give the value a default with"
                + " coalesce(); then load again.");
  }

  @Test
  void textsThatAreTooLongAreNamed() {
    assertThat(
            refused(
                "select repeat(person, 5) as person, day, count(*) as sales, bigint(1) as price"
                    + " from sales group by 1, 2"))
        .contains("View person_days gives a 'person' of 15 characters, where 10 are allowed.")
        .contains("In its select, raise 'max_length', or cut the text in the select");
  }

  @Test
  void areExplained() {
    Project project = project(SPEC);
    assertThat(project.run("explain", "shop", "--table", "fact_person_day").out())
        .contains("read and validate sales")
        .contains("make view person_days");
    project.loaded("shop", "2025-06-01");
    assertThat(
            project
                .run("explain", "shop", "--table", "fact_person_day", "--batch-date", "2025-06-01")
                .out())
        .contains("make view person_days");
  }

  @Test
  void areNotStreamed() {
    Project project = project(SPEC);
    Project.Result result =
        project.run(
            "stream",
            "shop",
            "--input",
            folder.resolve("input").toString(),
            "--checkpoint",
            folder.resolve("checkpoint").toString(),
            "--once");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "fact_person_day is made of view person_days, which needs all records of a batch; a"
                + " stream brings few at a time. Load the area in batches, or stream an area without"
                + " views and sum in a mart.");
  }
}
