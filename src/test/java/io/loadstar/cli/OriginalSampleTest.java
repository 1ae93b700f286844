package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Stars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real day of files, where a checkout has it beside it. */
class OriginalSampleTest {
  private static final Path INPUT =
      Project.ROOT.resolve("../shared/data/edtech-2025-06-01").normalize();

  @TempDir Path folder;

  @Test
  void loadsAsItIsAndTwiceAlike() {
    Assumptions.assumeTrue(Files.isDirectory(INPUT), "skipped: " + INPUT + " is not there");
    Project project = Project.edtech(folder);
    project.loaded("edtech", "2025-06-01", "--input", INPUT.toString());
    assertThat(Db.count(project.url(), "edtech.dim_student")).isEqualTo(119 + 1);
    assertThat(Db.count(project.url(), "edtech.dim_instructor")).isEqualTo(8 + 1);
    assertThat(Db.count(project.url(), "edtech.dim_course")).isEqualTo(8 + 1);
    assertThat(
            Db.rows(
                project.url(),
                "select date_key, count(*) from edtech.fact_student_engagement group by 1 order by 1"))
        .containsExactly("20250608|339", "20250609|161");
    assertThat(
            Db.rows(
                project.url(),
                "select date_key, count(*) from edtech.fact_quiz group by 1 order by 1"))
        .containsExactly("20250608|196", "20250609|104");
    assertThat(
            Db.rows(
                project.url(),
                "select date_key, count(*) from edtech.fact_video_interaction group by 1 order by 1"))
        .containsExactly("20250608|201", "20250609|99");
    assertThat(Db.value(project.url(), "select round(avg(quiz_score), 2) from edtech.fact_quiz"))
        .isEqualTo("51.73");
    assertThat(project.run("quarantine", "list", "edtech").out()).contains("student_id", "881");

    List<String> once = Db.star(project.url(), "edtech");
    project.loaded("edtech", "2025-06-01", "--input", INPUT.toString());
    Stars.assertSame(Db.star(project.url(), "edtech"), once);
  }
}
