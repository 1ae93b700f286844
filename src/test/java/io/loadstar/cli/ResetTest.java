package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An area that is being developed begins anew; others, and the calendar, are left alone. */
@Tag("slow")
class ResetTest {
  @TempDir Path folder;

  @Test
  void nothingIsLeftAndTheAreaBeginsAnew() {
    Project project = Project.shipped("commerce", folder, "2024-03-01");
    assertThat(Db.count(project.url(), "commerce.fact_event")).isPositive();
    Project.Result asked = project.run("reset", "commerce");
    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.err())
        .contains(
            "loadstar: This removes the schemas commerce and commerce_staging with all batches",
            "Nothing was changed. Say --yes if that is meant.");
    assertThat(Db.count(project.url(), "commerce.fact_event")).isPositive();

    Project.Result reset = project.run("reset", "commerce", "--yes");
    assertThat(reset.exitCode()).as(reset.err()).isZero();
    assertThat(reset.out()).contains("Next: loadstar generate commerce");
    assertThat(
            Db.rows(
                project.url(),
                "select schema_name from information_schema.schemata where schema_name like 'commerce%'"))
        .isEmpty();
    assertThat(Db.count(project.url(), "loadstar.run")).isZero();
    assertThat(Db.count(project.url(), "loadstar.run_file")).isZero();
    assertThat(Db.count(project.url(), "shared.dim_date")).isPositive();
    assertThat(Folders.list(project.quarantine().resolve("commerce"))).isEmpty();
    assertThat(Folders.list(folder.resolve("db/commerce/postgresql"))).isEmpty();

    project.generate("commerce", false);
    project.loaded("commerce", "2024-03-01");
    assertThat(Db.count(project.url(), "commerce.fact_event")).isPositive();
  }
}
