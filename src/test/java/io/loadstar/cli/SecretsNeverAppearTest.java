package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import io.loadstar.warehouse.postgres.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 8: secrets never appear in a log, an error, the ledger or Spark's settings. */
@Tag("slow")
class SecretsNeverAppearTest {
  private static final String SECRET = "s3cr3t-Pa55";

  @TempDir Path folder;

  @Test
  void notInALoadThatWorksNorInOneThatFails() {
    Project project = Project.edtech(folder);
    String database = project.url().replaceAll(".*/(test_\\d+).*", "$1");
    String url =
        "jdbc:postgresql://127.0.0.1:"
            + TestWarehouse.port()
            + "/"
            + database
            + "?user=postgres&password="
            + SECRET;
    Project.Result loaded = project.load("edtech", "2025-06-01", "--warehouse", url, "--json");
    assertThat(loaded.exitCode()).isZero();
    String nobodyListens = url.replace(":" + TestWarehouse.port() + "/", ":1/");
    Project.Result failed = project.load("edtech", "2025-06-01", "--warehouse", nobodyListens);
    assertThat(failed.exitCode()).isEqualTo(5);
    Project.Result misspelt =
        project.load(
            "edtech",
            "2025-06-01",
            "--warehouse",
            "jdbc:mysql://u:" + SECRET + "@h/d?password=" + SECRET);
    assertThat(misspelt.exitCode()).isEqualTo(2);

    assertThat(loaded.out() + loaded.err() + failed.err() + misspelt.err() + misspelt.out())
        .doesNotContain(SECRET);
    assertThat(Db.rows(project.url(), "select run::text from loadstar.run").toString())
        .doesNotContain(SECRET);
    assertThat(Folders.list(project.folder()))
        .allSatisfy(
            file -> assertThat(latin1(project.folder().resolve(file))).doesNotContain(SECRET));
    assertThat(SparkSession.active().sparkContext().getConf().toDebugString())
        .doesNotContain(SECRET);
    Path log = Path.of(System.getProperty("loadstar.log"));
    if (Files.exists(log)) {
      assertThat(Folders.read(log)).doesNotContain(SECRET);
    }
  }

  private static String latin1(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void settingsShowUserAndPlaceOnly() {
    PostgresSettings settings =
        PostgresSettings.of(
            "jdbc:postgresql://db.example/dwh?user=loader",
            Map.of("PGPASSWORD", SECRET, "PGPORT", "5433"));
    assertThat(settings).hasToString("loader@db.example:5433/dwh");
    assertThat(
            PostgresSettings.of(
                "jdbc:postgresql:",
                Map.of(
                    "PGHOST",
                    "h",
                    "PGPORT",
                    "5433",
                    "PGDATABASE",
                    "d",
                    "PGUSER",
                    "u",
                    "PGPASSWORD",
                    SECRET)))
        .hasToString("u@h:5433/d");
  }
}
