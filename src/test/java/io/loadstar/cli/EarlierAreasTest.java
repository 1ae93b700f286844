package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.OlderPostgres;
import io.loadstar.support.Stars;
import io.loadstar.support.TestWarehouse;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Areas that an earlier version generated get what today's templates make otherwise. */
@Tag("slow")
class EarlierAreasTest {
  private static final Path EARLIER = Project.ROOT.resolve("src/test/resources/areas/earlier");

  @TempDir Path folder;

  private Project earlier(String area) {
    Folders.copy(EARLIER.resolve(area), folder.resolve("db").resolve(area));
    return Project.at(folder).warehouse(TestWarehouse.empty());
  }

  @Test
  void generateBringsThemUpToDateOnce() {
    Project project = earlier("edtech");
    List<String> written = project.generate("edtech", false);
    assertThat(written)
        .contains("postgresql/V3__add_unstated_dim_student_and_more.sql")
        .contains("common/R__keep_dim_student.sql (removed)", "common/R__prune_dim_student.sql");
    String sql =
        Folders.read(
            folder.resolve("db/edtech/postgresql/V3__add_unstated_dim_student_and_more.sql"));
    assertThat(sql)
        .contains("drop constraint if exists fact_quiz_student_key_fk;")
        .contains("drop procedure if exists edtech.sweep_dim_student();");
    assertThat(project.generate("edtech", false)).isEmpty();
  }

  /** A warehouse that an earlier version loaded goes on as one that was made today. */
  @Test
  void warehouseOfAnEarlierVersionGoesOn() {
    Project project = earlier("edtech");
    io.loadstar.warehouse.Migrator migrator =
        new io.loadstar.warehouse.Migrator(
            io.loadstar.warehouse.postgres.PostgresSettings.of(project.url(), java.util.Map.of())
                .warehouse());
    migrator.migrateLedger();
    migrator.migrateArea("edtech", folder.resolve("db/edtech"));
    project.generate("edtech", false);
    for (String day : List.of("2025-06-01", "2025-06-02")) {
      project.loaded(
          "edtech",
          day,
          "--input",
          Project.ROOT.resolve("sample-data/edtech").resolve(day).toString());
    }
    assertThat(
            Db.rows(
                project.url(),
                "select proname from pg_proc where pronamespace = 'edtech'::regnamespace"))
        .isEmpty();
    Project today = Project.edtech(folder.resolve("today"), "2025-06-01", "2025-06-02");
    Stars.assertSame(Db.star(project.url(), "edtech"), Db.star(today.url(), "edtech"));
  }

  /** With the documented rights and nothing else, on the oldest Postgres and on the newest. */
  @ParameterizedTest
  @CsvSource({
    "15, edtech, 2025-06-01",
    "15, learning, 2024-01-15",
    "18, edtech, 2025-06-01",
    "18, learning, 2024-01-15"
  })
  void shippedAreasNeedTheDocumentedRightsOnly(int version, String area, String day)
      throws Exception {
    EmbeddedPostgres.Builder builder =
        version == 18 ? EmbeddedPostgres.builder() : OlderPostgres.of(version);
    try (EmbeddedPostgres server = builder.start()) {
      String admin = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
      TestWarehouse.execute(admin, "create role loader login");
      TestWarehouse.execute(admin, "create role " + area + "_reader");
      TestWarehouse.execute(admin, "create database dwh");
      TestWarehouse.execute(admin, "grant create on database dwh to loader");
      Folders.copy(Project.ROOT.resolve("db").resolve(area), folder.resolve("db").resolve(area));
      Project project =
          Project.at(folder)
              .warehouse(admin.replace("/postgres?user=postgres", "/dwh?user=loader"));
      String input = Project.ROOT.resolve("sample-data").resolve(area).resolve(day).toString();
      project.loaded(area, day, "--input", input);
      project.loaded(area, day, "--input", input);
      assertThat(Db.value(project.url(), "show server_version")).startsWith(version + ".");
    }
  }
}
