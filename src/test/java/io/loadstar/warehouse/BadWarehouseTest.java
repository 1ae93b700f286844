package io.loadstar.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import io.loadstar.support.OlderPostgres;
import io.loadstar.support.TestWarehouse;
import io.loadstar.warehouse.postgres.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise 7 for the warehouse: one message that says what, where and what to do, and exit code 5.
 */
@Tag("slow")
class BadWarehouseTest {
  private static LoaderException failure(String url) {
    return failure(url, Map.of());
  }

  private static LoaderException failure(String url, Map<String, String> environment) {
    try {
      PostgresSettings.of(url, environment).warehouse().verify();
      throw new AssertionError("connected");
    } catch (LoaderException e) {
      return e;
    }
  }

  @Test
  void unreachableHost() {
    LoaderException e = failure("jdbc:postgresql://127.0.0.1:1/db?user=u");
    assertThat(e.exitCode()).isEqualTo(ExitCode.WAREHOUSE);
    assertThat(e)
        .hasMessageStartingWith(
            "The warehouse u@127.0.0.1:1/db cannot be reached (Connection to 127.0.0.1:1 refused")
        .hasMessageEndingWith(
            "Check host, port and network, then run the same command again: it is safe.");
  }

  @Test
  void unknownDatabase() {
    assertThat(
            failure(
                "jdbc:postgresql://127.0.0.1:" + TestWarehouse.port() + "/nowhere?user=postgres"))
        .hasMessageContaining("has no such database. Create it");
  }

  @Test
  void unknownUserOrWrongPassword() {
    assertThat(
            failure(
                "jdbc:postgresql://127.0.0.1:" + TestWarehouse.port() + "/postgres?user=nobody"))
        .hasMessageContaining("refused user or password. Set PGUSER and PGPASSWORD");
  }

  @Test
  void addressOfAnotherKind() {
    LoaderException e = failure("jdbc:mysql://h/d");
    assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE_OR_SPEC);
    assertThat(e)
        .hasMessageContaining(
            "'jdbc:mysql://h/d' is no warehouse address. Write jdbc:postgresql://");
    assertThat(failure("jdbc:redshift://h:5439/d"))
        .hasMessageContaining("Redshift is not built yet");
  }

  @Test
  void missingRights() {
    TestWarehouse.execute(TestWarehouse.serverUrl(), "create role powerless login");
    String url = TestWarehouse.empty();
    assertThatThrownBy(
            () ->
                new Migrator(
                        PostgresSettings.of(
                                url.replace("user=postgres", "user=powerless"), Map.of())
                            .warehouse())
                    .migrateLedger())
        .isInstanceOf(LoaderException.class)
        .hasMessageContaining("permission denied for database")
        .hasMessageContaining("grant create on database");
  }

  @Test
  void fullDisk() {
    String url = TestWarehouse.migrated("edtech", Path.of("db/edtech").toAbsolutePath());
    // The server's own error of a full disk, raised where staging would meet it.
    TestWarehouse.execute(
        url,
        """
        create function full_disk() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file "base/1/2": No space left on device' using errcode = 'disk_full'; end $$;
        create trigger full_disk before insert on edtech_staging.staging_dim_course
        for each row execute function full_disk();
        """);
    assertThatThrownBy(
            () ->
                PostgresSettings.of(url, Map.of())
                    .warehouse()
                    .inTransaction(
                        "staging dim_course",
                        connection ->
                            connection
                                .createStatement()
                                .executeUpdate(
                                    "insert into edtech_staging.staging_dim_course (_run_id) values (1)")))
        .hasMessage(
            "The warehouse's disk is full while staging dim_course: ERROR: could not extend file \"base/1/2\": No space left on device. Nothing was published. Free space there, then run the same command again.");
  }

  @Test
  void lockThatNobodyFrees() throws Exception {
    String url = TestWarehouse.migrated("edtech", Path.of("db/edtech").toAbsolutePath());
    try (java.sql.Connection holder = java.sql.DriverManager.getConnection(url);
        java.sql.Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table edtech.dim_course in exclusive mode");
      assertThatThrownBy(
              () ->
                  PostgresSettings.of(url + "&options=-c%20lock_timeout=200", Map.of())
                      .warehouse()
                      .inTransaction(
                          "publishing edtech",
                          connection ->
                              connection
                                  .createStatement()
                                  .executeUpdate("delete from edtech.dim_course")))
          .hasMessageStartingWith("Gave up waiting for a lock while publishing edtech")
          .hasMessageContaining("pg_locks");
    }
  }

  @Test
  void postgres14IsTooOld() throws IOException {
    try (EmbeddedPostgres old = OlderPostgres.of(14).start()) {
      LoaderException e =
          failure("jdbc:postgresql://127.0.0.1:" + old.getPort() + "/postgres?user=postgres");
      assertThat(e.exitCode()).isEqualTo(ExitCode.BATCH_FAILED);
      assertThat(e)
          .hasMessageContaining("is PostgreSQL 14.")
          .hasMessageContaining(
              "Loadstar needs 15 or newer, which have MERGE. Upgrade it, or use another.");
    }
  }
}
