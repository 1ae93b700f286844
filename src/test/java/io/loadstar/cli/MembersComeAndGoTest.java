package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that a batch brings, changes, and does not name any more when it is loaded again. */
@Tag("slow")
class MembersComeAndGoTest {
  private static final String SPEC =
      """
      subject: people
      input: input/{batch_date}
      sources:
        people:
          path: people.csv
          columns:
            person_id: {type: integer, required: true}
            city:      {type: string}
        visits:
          path: visits.csv
          empty: allow
          quarantine: {at_most: 100%}
          columns:
            person_id: {type: integer, required: true}
            seen_at:   {type: date, required: true}
      dimensions:
        dim_person: {from: people, natural_key: [person_id], attributes: [city]}
      facts:
        fact_visit:
          from: visits
          grain: [person_id, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [person_id]}
          measures: {visits: "1"}
      """;

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void project() {
    project = Project.generated("people", SPEC, folder);
  }

  private void load(int day, String people, String visits) {
    String batch = "2025-06-0" + day;
    Path input = folder.resolve("input").resolve(batch);
    Folders.write(input.resolve("people.csv"), "person_id,city\n" + people);
    Folders.write(input.resolve("visits.csv"), "person_id,seen_at\n" + visits);
    project.loaded("people", batch);
  }

  private List<String> members() {
    return Db.rows(
        project.url(),
        "select person_id, city, _batch_date from people.dim_person where person_id is not null order by 1");
  }

  private List<String> visits() {
    return Db.rows(
        project.url(),
        "select person_id, seen_at from people.fact_visit join people.dim_person using (person_key) order by 1, 2");
  }

  @Test
  void memberThatOnlyAFormerFileNamedGoes() {
    load(1, "1,Delhi\n2,Pune\n", "");
    load(1, "1,Delhi\n", "");
    assertThat(members()).containsExactly("1|Delhi|2025-06-01");
  }

  @Test
  void memberThatAnotherBatchNamesStays() {
    load(1, "1,Delhi\n2,Pune\n", "");
    load(2, "1,Delhi\n2,Mumbai\n", "");
    load(2, "1,Delhi\n", "");
    assertThat(members()).containsExactly("1|Delhi|2025-06-01", "2|Pune|2025-06-01");
  }

  @Test
  void memberThatAFactOfAnotherBatchRefersToStays() {
    load(1, "1,Delhi\n2,Pune\n", "");
    load(2, "1,Delhi\n", "2,2025-06-02\n");
    load(1, "1,Delhi\n", "");
    assertThat(visits()).containsExactly("2|2025-06-02");
  }

  @Test
  void factOfTheSameBatchIsQuarantinedOnceItsMemberIsGone() {
    load(1, "1,Delhi\n2,Pune\n", "2,2025-06-01\n");
    assertThat(visits()).hasSize(1);
    load(1, "1,Delhi\n", "2,2025-06-01\n");
    assertThat(visits()).isEmpty();
    assertThat(members()).containsExactly("1|Delhi|2025-06-01");
    assertThat(project.run("quarantine", "list", "people").out()).contains("person_key");
  }

  @Test
  void factIsKeptWhereAnotherBatchNamesItsMember() {
    load(1, "1,Delhi\n2,Pune\n", "2,2025-06-01\n");
    load(2, "1,Delhi\n2,Pune\n", "");
    load(1, "1,Delhi\n", "2,2025-06-01\n");
    assertThat(visits()).containsExactly("2|2025-06-01");
  }

  @Test
  void lateBatchNeitherUndoesNorRepeatsWhatANewerOneSaid() {
    load(1, "1,Delhi\n", "");
    load(3, "1,Delhi\n", "");
    load(2, "1,Pune\n", "");
    assertThat(members()).as("moved, and back").containsExactly("1|Delhi|2025-06-03");
    load(2, "1,Delhi\n", "");
    assertThat(members()).as("never moved").containsExactly("1|Delhi|2025-06-01");
  }

  @Test
  void membersThatDidNotChangeAreNotRewritten() {
    load(1, "1,Delhi\n2,Pune\n", "");
    load(2, "1,Delhi\n2,Mumbai\n", "");
    assertThat(
            Db.rows(
                project.url(),
                "select person_id, _run_id from people.dim_person where person_id is not null order by 1"))
        .containsExactly("1|1", "2|2");
  }

  @Test
  void warehouseFromBeforeThereWasAHistoryKeepsItsMembers() {
    Path area = folder.resolve("upgrade/edtech");
    Folders.copy(
        Project.ROOT.resolve("src/test/resources/areas/earlier/edtech/postgresql"),
        area.resolve("postgresql"));
    Path history = area.resolve("postgresql/V2__add_history_dim_student_and_more.sql");
    String sql = Folders.read(history);
    assertThat(history.toFile().delete()).isTrue();
    String url = TestWarehouse.empty();
    Migrator migrator = new Migrator(PostgresSettings.of(url, Map.of()).warehouse());
    migrator.migrateLedger();
    migrator.migrateArea("edtech", area);
    TestWarehouse.execute(
        url,
        "insert into edtech.dim_student values ('key', 7, 'Student 007', null, null, 'hash', '2025-06-02', 1, now())");
    TestWarehouse.execute(
        url,
        "insert into loadstar.run (subject_area, batch_date, token, status, started_at, input, spec_fingerprint) select 'edtech', date '2025-06-01' + n, 't', 'published', now(), 'i', 'f' from generate_series(0, 1) n");

    Folders.write(history, sql);
    migrator.migrateArea("edtech", area);
    assertThat(
            Db.rows(
                url,
                "select student_id, student_name, _row_hash, _batch_date, _until from edtech_staging.history_dim_student"))
        .containsExactly("7|Student 007|hash|2025-06-02|9999-12-31");
    assertThat(Db.rows(url, "select batch_date from edtech_staging.batches_dim_student order by 1"))
        .containsExactly("2025-06-01", "2025-06-02");
  }
}
