package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1 behind staging: what the warehouse swallows fails the run. */
@Tag("slow")
class StagedRowsReachTheStarTest {
  private static String loaded;
  private static List<String> before;

  @TempDir Path folder;

  private Project project;

  @BeforeAll
  static void firstBatchLoaded(@TempDir Path calm) {
    Project straight = Project.edtech(calm, "2025-06-01");
    loaded = straight.url();
    before = Db.star(loaded, "edtech");
  }

  @BeforeEach
  void ofItsOwn() {
    project = Project.edtech(folder).warehouse(TestWarehouse.copied(loaded));
  }

  private void trigger(String does, String when) {
    TestWarehouse.execute(
        project.url(),
        "create function meddle() returns trigger language plpgsql as $$ begin "
            + does
            + " return null; end $$; create trigger meddle "
            + when
            + " execute function meddle()");
  }

  private void assertRefused(String... says) {
    Project.Result result = project.run("load", "edtech", "--batch-date", "2025-06-02");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
    assertThat(result.err()).contains(says);
    Stars.assertSame(Db.star(project.url(), "edtech"), before);
  }

  @Test
  void factRowsThatTheStarDoesNotTakeFailTheRun() {
    trigger("", "before insert on edtech.fact_quiz for each row when (new.quiz_score < 50)");
    assertRefused(
        "rows staged for edtech.fact_quiz, ",
        " were written and 0 gave way to other batches, so nothing was published. A trigger, a rule"
            + " or another session has changed the table or its staging");
  }

  @Test
  void membersThatAreGoneAfterStagingFailTheRun() {
    trigger(
        "delete from edtech_staging.staging_dim_student where student_id % 2 = 0;",
        "after update on loadstar.staged_partition"
            + " for each row when (new.table_name like '%staging_dim_student')");
    assertRefused(
        "edtech_staging.staging_dim_student has 55 rows of the 110 that were staged, so nothing was"
            + " published. Another session or a trigger has changed it");
  }

  /** A member that only a fact names is counted like all others. */
  @Test
  void inferredMemberThatTheStarDoesNotTakeFailsTheRun() {
    Path shop = folder.resolve("shop");
    Project inferring =
        Project.generated(
            "shop",
            """
            subject: shop
            input: input
            sources:
              items:
                path: items.csv
                columns: {item: {type: string, required: true}}
              sales:
                path: sales.csv
                columns:
                  sale: {type: integer, required: true}
                  day:  {type: date, required: true}
                  item: {type: string, required: true}
            dimensions:
              dim_item: {from: items, natural_key: [item]}
            facts:
              fact_sale:
                from: sales
                grain: [sale]
                date: day
                dimensions: {item_key: {to: dim_item, by: [item], missing: infer}}
            """,
            shop);
    Folders.write(shop.resolve("input/items.csv"), "item\nnail\n");
    Folders.write(
        shop.resolve("input/sales.csv"), "sale,day,item\n1,2025-06-01,nail\n2,2025-06-01,saw\n");
    TestWarehouse.execute(
        inferring.url(),
        "create function meddle() returns trigger language plpgsql as $$ begin return null; end $$;"
            + " create trigger meddle before insert on shop.dim_item for each row when"
            + " (new.is_inferred) execute function meddle();"
            + " alter table shop.fact_sale drop constraint fact_sale_item_key_fk");
    Project.Result result = inferring.load("shop", "2025-06-01");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
    assertThat(result.err())
        .contains("1 member that facts are the first to name did not arrive in shop.dim_item");
    assertThat(Db.value(inferring.url(), "select count(*) from shop.fact_sale")).isEqualTo("0");
  }
}
