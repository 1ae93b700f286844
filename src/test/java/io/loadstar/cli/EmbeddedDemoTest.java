package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo and the embedded warehouse as a newcomer meets them. */
@Tag("slow")
class EmbeddedDemoTest {
  @TempDir Path folder;

  @Test
  void demoLoadsAnswersAndLeavesAWarehouseToConnectTo() {
    Folders.copy(Project.ROOT.resolve("db"), folder.resolve("db"));
    Folders.copy(Project.ROOT.resolve("sample-data"), folder.resolve("sample-data"));
    Project project = Project.at(folder);
    Project.Result none = project.run("warehouse", "url");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("Start it with 'loadstar warehouse start'.");
    try {
      Project.Result demo = project.run("demo");
      assertThat(demo.err()).isEmpty();
      assertThat(demo.out())
          .contains("Batch 2025-06-01", "Published batch 2025-06-03 of 'edtech' as run 3")
          .contains("The ten students with the best average score", "Logins per course and day.")
          .contains("Connect with psql or a BI tool: postgresql://127.0.0.1:");
      String url = project.run("warehouse", "url").out().strip();
      assertThat(Db.count(Embedded.connection(folder), "edtech.fact_quiz")).isEqualTo(601);

      assertThat(project.run("warehouse", "stop").out()).contains("stopped");
      assertThat(project.run("warehouse", "stop").out()).contains("not running");
      assertThat(project.run("warehouse", "start").out().strip())
          .as("the same port again")
          .isEqualTo(url);
      assertThat(Db.count(Embedded.connection(folder), "edtech.fact_quiz")).isEqualTo(601);
      assertThat(project.run("generate", "edtech").out()).contains("nothing to write");
    } finally {
      project.run("warehouse", "stop");
    }
  }
}
