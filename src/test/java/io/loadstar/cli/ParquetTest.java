package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.spark.SparkRuntime;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet comes through the same text, rules and quarantine as all else. */
@Tag("slow")
class ParquetTest {
  private static final String SPEC =
      """
      subject: people
      input: input
      sources:
        people:
          path: people.parquet/*.parquet
          format: {type: parquet}
          columns:
            person_id: {type: integer, required: true}
            full_name: {type: string, from: name, max_length: 5}
            seen_at:   {type: timestamp}
            skills:    {type: array}
      dimensions:
        dim_person: {from: people, natural_key: [person_id], attributes: [full_name, seen_at, skills]}
      """;

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void area() {
    project = Project.generated("people", SPEC, folder);
  }

  private void write(String query) {
    SparkSession spark = SparkRuntime.start("local[2]");
    spark.sql(query).coalesce(1).write().parquet(folder.resolve("input/people.parquet").toString());
  }

  @Test
  void rowsAreLoadedOrQuarantinedWithTheirPlace() {
    write(
        """
        select * from values
            (1L, 'Ann', timestamp'2025-06-01 10:00:00.5', array('a', 'b')),
            (2L, 'Benjamin', null, null),
            (9999999999L, null, null, array())
        as t(person_id, name, seen_at, skills)
        """);
    project.loaded("people", "2025-06-01");
    assertThat(
            Db.rows(
                project.url(),
                "select person_id, full_name, seen_at, skills from people.dim_person where person_id is not null"))
        .containsExactly("1|Ann|2025-06-01 10:00:00.5|{a,b}");
    assertThat(project.run("quarantine", "show", "people").out())
        .contains("part-00000", "row 2", "\"name\":\"Benjamin\"", "longer than 5 characters")
        .contains("row 3", "9999999999", "is not an integer");
  }

  @Test
  void everyFileIsHeldAgainstTheSpec() {
    write(
        "select 1L as person_id, 'Ann' as name, timestamp'2025-06-01 10:00:00' as seen_at, array('a') as skills");
    SparkRuntime.start("local[2]")
        .sql("select 2L as person_id, array('a') as skills")
        .coalesce(1)
        .write()
        .mode("append")
        .parquet(folder.resolve("input/people.parquet").toString());
    Project.Result result = project.load("people", "2025-06-01");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("column 'name' is missing", "column 'seen_at' is missing");
  }

  @Test
  void nulCharactersAreQuarantined() {
    write(
        "select 1L as person_id, concat('A', chr(0), 'n') as name, timestamp'2025-06-01 10:00:00' as seen_at, array('a') as skills union all select 2L, 'Ben', null, null");
    project.loaded("people", "2025-06-01");
    assertThat(project.run("quarantine", "list", "people").out()).contains("nul_byte");
  }

  @Test
  void otherColumnsFailTheBatch() {
    write("select 1 as person_id, 'Ann' as nam, array('a') as skills, null as seen_at, 2 as extra");
    Project.Result result = project.load("people", "2025-06-01");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("column 'name' is missing. Did you mean 'nam'?");
    assertThat(Folders.list(project.quarantine())).isEmpty();
  }
}
