package io.loadstar.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.cli.Project;
import io.loadstar.support.Db;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold on every warehouse; one thin subclass for each. */
abstract class WarehouseContract {
  @TempDir Path folder;

  /** URL of an empty database, with all that is needed to connect. */
  abstract String emptyDatabase();

  @Test
  void sampleLoadsTwiceAlikeAndReadersSeeTheStarOnly() {
    Project project = Project.edtech(folder).warehouse(emptyDatabase());
    for (String batch : List.of("2025-06-01", "2025-06-02", "2025-06-03")) {
      project.loaded("edtech", batch);
    }
    List<String> once = Db.star(project.url(), "edtech");
    project.loaded("edtech", "2025-06-02");
    Stars.assertSame(Db.star(project.url(), "edtech"), once);

    assertThat(Db.count(project.url(), "edtech.dim_student")).isEqualTo(121);
    assertThat(Db.count(project.url(), "edtech.fact_quiz")).isEqualTo(601);
    assertThat(project.run("query", "edtech", "top_scoring_students").out()).contains("86.67");
    readerSeesTheStarOnly(project.url());
    starHasItsForeignKeysAndComments(project.url());
  }

  private static void readerSeesTheStarOnly(String url) {
    String may =
        "select has_table_privilege('edtech_reader', '%s', 'select') and has_schema_privilege('edtech_reader', split_part('%s', '.', 1), 'usage')";
    for (String table : List.of("edtech.dim_student", "edtech.fact_quiz", "shared.dim_date")) {
      assertThat(Db.value(url, may.replace("%s", table))).as(table).isEqualTo("t");
    }
    for (String table :
        List.of(
            "edtech_staging.staging_fact_quiz",
            "edtech_staging.superseded_fact_quiz",
            "loadstar.run")) {
      assertThat(Db.value(url, may.replace("%s", table))).as(table).isEqualTo("f");
    }
    assertThat(
            Db.value(
                url, "select has_table_privilege('edtech_reader', 'edtech.dim_student', 'insert')"))
        .isEqualTo("f");
  }

  private static void starHasItsForeignKeysAndComments(String url) {
    assertThat(
            Db.rows(
                url,
                "select conname from pg_constraint where contype = 'f' and conrelid = 'edtech.fact_student_engagement'::regclass order by 1"))
        .containsExactly(
            "fact_student_engagement_course_key_fk",
            "fact_student_engagement_date_key_fk",
            "fact_student_engagement_student_key_fk");
    assertThat(Db.value(url, "select obj_description('edtech.dim_student'::regclass)"))
        .isEqualTo("One row per student");
    assertThat(
            Db.value(
                url,
                "select count(*) from edtech.fact_quiz left join edtech.dim_student using (student_key) left join shared.dim_date using (date_key) where dim_student.student_key is null or full_date is null"))
        .isEqualTo("0");
    assertThat(
            Db.value(
                url,
                "select count(*) from pg_class where relname like 'staging%' and relpersistence <> 'u'"))
        .isEqualTo("0");
  }
}
