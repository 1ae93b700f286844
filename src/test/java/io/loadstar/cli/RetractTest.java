package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A batch that was wrong is taken back. */
@Tag("slow")
class RetractTest {
  private static final String SPEC =
      """
      subject: shop
      input: input/{batch_date}
      sources:
        goods:
          path: goods.csv
          columns:
            good:  {type: integer, required: true}
            price: {type: integer}
        sales:
          path: sales.csv
          columns:
            sale:  {type: integer, required: true}
            good:  {type: integer}
            day:   {type: date, required: true}
      dimensions:
        dim_good:
          from: goods
          natural_key: [good]
          attributes: [price]
          history: type2
          tracked: [price]
          absent: close
      facts:
        fact_sale:
          from: sales
          grain: [sale]
          date: day
          dimensions:
            good_key: {to: dim_good, by: [good], missing: infer}
          measures: {}
      """;

  private Project project;

  @BeforeEach
  void loadTwoDays() throws IOException {
    project = Project.generated("shop", SPEC, Folders.temporary("retract"));
    write("2025-06-01", "1,10\n2,20\n", "1,1,2025-06-01\n2,2,2025-06-01\n");
    write("2025-06-02", "1,11\n3,30\n", "2,3,2025-06-01\n3,9,2025-06-02\nx,1,2025-06-02\n");
    project.loaded("shop", "2025-06-01");
  }

  private void write(String day, String goods, String sales) {
    Folders.write(project.folder().resolve("input/" + day + "/goods.csv"), "good,price\n" + goods);
    Folders.write(
        project.folder().resolve("input/" + day + "/sales.csv"), "sale,good,day\n" + sales);
  }

  private List<String> star() {
    return Db.star(project.url(), "shop").stream()
        .filter(row -> !row.startsWith("shared."))
        .toList();
  }

  private Project.Result retract(String day) {
    return project.run("retract", "shop", "--batch-date", day);
  }

  /** Versions, members that facts named, a fact that gave way, quarantine: all as before. */
  @Test
  void starIsAsBeforeTheBatch() {
    List<String> before = star();
    project.loaded("shop", "2025-06-02");
    assertThat(star()).isNotEqualTo(before);
    Project.Result retracted = retract("2025-06-02");
    assertThat(retracted.exitCode()).as(retracted.err()).isZero();
    assertThat(retracted.out())
        .contains("Retracted batch 2025-06-02 of 'shop' as run 3: the star is as if");
    assertThat(star()).isEqualTo(before);
    assertThat(project.run("quarantine", "list", "shop").out()).doesNotContain("2025-06-02");
  }

  /** A grain that is too coarse would lose rows without a word. */
  @Test
  void rowsOfOtherBatchesThatGiveWayAreTold() {
    String told = "fact_sale: 1 row of other batches gave way, since this batch has the same grain";
    assertThat(project.loaded("shop", "2025-06-02").out()).contains(told);
    assertThat(project.loaded("shop", "2025-06-02").out()).contains(told);
    assertThat(project.loaded("shop", "2025-06-01").out()).doesNotContain("gave way");
  }

  @Test
  void batchComesBackWhenItIsLoadedAgain() {
    project.loaded("shop", "2025-06-02");
    List<String> both = star();
    retract("2025-06-02");
    project.loaded("shop", "2025-06-02");
    assertThat(star()).isEqualTo(both);
  }

  @Test
  void onlyBatchLeavesAnEmptyStar() {
    retract("2025-06-01");
    assertThat(star()).noneMatch(row -> row.startsWith("shop.fact_sale"));
    assertThat(star()).noneMatch(row -> row.contains("\"good\": 1"));
  }

  @Test
  void batchThatIsNotThereIsNamed() {
    String message =
        "loadstar: Batch 2025-06-02 of 'shop' is not in this warehouse: it was never published, or"
            + " was taken back. Nothing was changed. 'loadstar runs shop' lists what was loaded.";
    Project.Result never = retract("2025-06-02");
    assertThat(never.exitCode()).isEqualTo(1);
    assertThat(never.err().strip()).endsWith(message);
    project.loaded("shop", "2025-06-02");
    retract("2025-06-02");
    assertThat(retract("2025-06-02").err().strip()).endsWith(message);
  }
}
