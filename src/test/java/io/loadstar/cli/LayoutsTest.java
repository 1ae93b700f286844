package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How rows are kept is a choice that changes none of them. */
@Tag("slow")
class LayoutsTest {
  private static final String SPEC =
      """
      subject: people
      input: input/{batch_date}
      sources:
        people:
          path: people.csv
          columns:
            person_id: {type: integer, required: true}
            born_at:   {type: date}
            city:      {type: string, max_length: 20}
        visits:
          path: visits.csv
          columns:
            person_id: {type: integer, required: true}
            seen_at:   {type: date, required: true}
            paid_at:   {type: date}
            minutes:   {type: integer}
      dimensions:
        dim_person: {from: people, natural_key: [person_id], attributes: [born_at, city]}
      facts:
        fact_visit:
          from: visits
          grain: [person_id, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [person_id], missing: infer}
            paid_date_key: {to: dim_date, by: [paid_at], missing: unknown}
          measures: {minutes: minutes}
      """;

  private static final String FACT = "      date: seen_at\n".substring(2);
  private static final String DIMENSION = "attributes: [born_at, city]";

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void generated() {
    project = Project.generated("people", SPEC, folder);
  }

  private void load(int day, String visits) {
    Path input = folder.resolve("input/2025-07-0" + day);
    Folders.write(input.resolve("people.csv"), "person_id,born_at,city\n1,1980-02-03,Ulm\n");
    Folders.write(input.resolve("visits.csv"), "person_id,seen_at,paid_at,minutes\n" + visits);
    project.loaded("people", "2025-07-0" + day);
  }

  private void spec(String from, String to) {
    Path file = folder.resolve("db/people/people.yaml");
    String spec = Folders.read(file);
    assertThat(spec).contains(from);
    Folders.write(file, spec.replace(from, to));
    project.generate("people", false);
  }

  private String redshift(String file) {
    return Folders.read(folder.resolve("db/people/redshift").resolve(file));
  }

  private List<String> partitions() {
    return Db.rows(
        project.url(),
        """
        select inhrelid::regclass || ' ' || pg_get_expr(partition.relpartbound, partition.oid)
        from pg_inherits
        inner join pg_class as partition on partition.oid = inhrelid
        where inhparent = 'people.fact_visit'::regclass
        order by 1
        """);
  }

  private List<String> visits() {
    return Db.rows(
        project.url(),
        "select person_id, date_key, minutes, fact_visit._batch_date from people.fact_visit"
            + " inner join people.dim_person using (person_key) order by 1, 2");
  }

  @Test
  void monthsGetTheirPartitionsAsTheyCome() {
    Project whole =
        Project.generated(
            "people",
            SPEC.replace(FACT, FACT + "    partition_by: month\n"),
            folder.resolve("whole"));
    project = whole;
    Path own = folder;
    folder = own.resolve("whole");
    assertThat(partitions()).isEmpty();
    load(1, "1,2025-06-30,2024-01-01,5\n2,2025-07-01,,6\n");
    assertThat(partitions())
        .as("the fact's dates make partitions, other dates of its rows do not")
        .containsExactly(
            "people_staging.fact_visit_202506 FOR VALUES FROM (20250600) TO (20250700)",
            "people_staging.fact_visit_202507 FOR VALUES FROM (20250700) TO (20250800)");
    load(2, "1,2025-06-30,,7\n1,2025-08-01,,8\n");
    assertThat(partitions()).hasSize(3);
    assertThat(visits())
        .containsExactly(
            "1|20250630|7|2025-07-02", "1|20250801|8|2025-07-02", "2|20250701|6|2025-07-01");
    load(2, "1,2025-08-01,,9\n");
    assertThat(visits())
        .as("what had given way returns into its partition")
        .containsExactly(
            "1|20250630|5|2025-07-01", "1|20250801|9|2025-07-02", "2|20250701|6|2025-07-01");
    assertThat(
            Db.rows(
                project.url(),
                "select table_name from information_schema.tables where table_schema = 'people' and table_name like 'fact%'"))
        .as("readers of the star see one table")
        .containsExactly("fact_visit");
  }

  @Test
  void rowsMoveIntoPartitionsAndOutOfThem() {
    load(1, "1,2025-06-30,,5\n2,2025-07-01,,6\n");
    List<String> before = visits();
    spec(FACT, FACT + "    partition_by: month\n");
    assertThat(Folders.list(folder.resolve("db/people/postgresql")))
        .contains("R__partition_fact_visit.sql", "V2__repartition_fact_fact_visit.sql");
    assertThat(redshift("V2__repartition_fact_fact_visit.sql"))
        .contains("people.fact_visit stays as it is");
    load(2, "3,2025-09-01,,7\n");
    assertThat(partitions()).hasSize(3);
    assertThat(visits()).containsAll(before).hasSize(3);
    spec("    partition_by: month\n", "");
    assertThat(Folders.list(folder.resolve("db/people/postgresql")))
        .doesNotContain("R__partition_fact_visit.sql");
    load(2, "3,2025-10-01,,8\n");
    assertThat(partitions()).isEmpty();
    assertThat(visits()).containsAll(before).contains("3|20251001|8|2025-07-02");
    assertThat(
            Db.rows(
                project.url(),
                "select indexname from pg_indexes where schemaname = 'people' and tablename = 'fact_visit' order by 1"))
        .containsExactly("fact_visit_batch", "fact_visit_date");
    assertThat(
            Db.rows(
                project.url(),
                "select conname from pg_constraint where conrelid = 'people.fact_visit'::regclass and contype = 'f' order by 1"))
        .containsExactly(
            "fact_visit_date_key_fk", "fact_visit_paid_date_key_fk", "fact_visit_person_key_fk");
  }

  @Test
  void starSaysHowRedshiftKeepsRows() {
    assertThat(redshift("V1__create_star.sql"))
        .contains("\n)\ndiststyle all;", "\n)\ndiststyle auto sortkey (date_key);");
  }

  @Test
  void factGoesWithItsLargeDimension() {
    spec(DIMENSION, DIMENSION + ", distribution: key");
    String migration = redshift("V2__change_layout_dim_person_and_more.sql");
    assertThat(migration)
        .contains("alter table people.dim_person alter diststyle key distkey person_key;")
        .contains("alter table people.fact_visit alter diststyle key distkey person_key;")
        .contains("alter table people.fact_visit alter sortkey (date_key);")
        .as("staging has the same columns, and stays")
        .doesNotContain("create table");
    spec(FACT, FACT + "    distribution: even\n    sort: [person_key, date_key]\n");
    assertThat(redshift("V3__change_layout_fact_visit.sql"))
        .contains("alter table people.fact_visit alter diststyle even;")
        .contains("alter table people.fact_visit alter sortkey (person_key, date_key);")
        .doesNotContain("dim_person");
    project.generate("people", false);
    assertThat(Folders.list(folder.resolve("db/people/redshift"))).hasSize(4);
    load(1, "1,2025-06-30,,5\n");
  }

  /** By their numbers, by which the tenth runs after the second. */
  @Test
  void theLastMigrationSaysHowRowsAreKept() {
    String said = "-- Rows of people.fact_visit are kept by diststyle %s sortkey (date_key);\n";
    Path files = folder.resolve("db/people");
    Folders.write(files.resolve("redshift/V2__layout.sql"), said.formatted("auto"));
    Folders.write(files.resolve("redshift/V10__layout.sql"), said.formatted("even"));
    Folders.write(files.resolve("postgresql/V10__layout.sql"), "-- Nothing changes here.\n");
    assertThat(project.generate("people", false))
        .contains("redshift/V11__change_layout_fact_visit.sql");
  }

  @Test
  void typeOfAColumnThatRowsAreKeptByDoesNotChange() {
    spec(DIMENSION, DIMENSION + ", sort: [city]");
    assertThatThrownBy(() -> spec("max_length: 20", "max_length: 30"))
        .hasMessageContaining(
            "column people.dim_person.city is string(20) and would be string(30); Redshift keeps"
                + " the rows by it and changes no such column: take it out of 'distribution' and"
                + " 'sort' first");
  }
}
