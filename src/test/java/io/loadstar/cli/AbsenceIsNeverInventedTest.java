package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 10: what could not be read is not gone. */
@Tag("slow")
class AbsenceIsNeverInventedTest {
  private static final String SPEC =
      """
      subject: shop
      input: input/{batch_date}
      sources:
        products:
          path: products.csv
          columns:
            sku:   {type: integer, required: true}
            price: {type: decimal, precision: 8, scale: 2, required: true}
      dimensions:
        dim_product: {from: products, natural_key: [sku], attributes: [price], history: type2, tracked: [price], absent: close}
      facts: {}
      """;

  @TempDir Path folder;

  private void day(String date, String... records) {
    Folders.write(
        folder.resolve("input").resolve(date).resolve("products.csv"),
        "sku,price\n" + String.join("\n", records) + "\n");
  }

  private static List<String> open(Project project) {
    return Db.rows(
        project.url(),
        "select sku, price from shop.dim_product where is_current and sku is not null order by sku");
  }

  /** Each record that is kept out says who it is, but for that of the third day. */
  private Project loaded() {
    Project project = Project.generated("shop", SPEC, folder);
    day("2025-06-01", "1,10", "2,20", "3,30");
    day("2025-06-02", "1,10", "2,twenty");
    day("2025-06-03", "1,11", "two,21");
    return project;
  }

  @Test
  void memberWhoseRecordWasKeptOutIsNotClosed() {
    Project project = loaded();
    project.loaded("shop", "2025-06-01");
    project.loaded("shop", "2025-06-02");
    assertThat(open(project))
        .as("3 was not named, 2 could not be read")
        .containsExactly("1|10.00", "2|20.00");
    Project.Result third = project.loaded("shop", "2025-06-03");
    assertThat(open(project)).as("nobody is closed").containsExactly("1|11.00", "2|20.00");
    assertThat(third.out())
        .contains("dim_product: the snapshot is incomplete, so nobody counts as gone");
  }

  /** Records of one key that contradict each other are all kept out. */
  @Test
  void memberWhoseRecordsContradictIsNotClosed() {
    Project project = loaded();
    project.loaded("shop", "2025-06-01");
    day("2025-06-02", "1,10", "2,20", "2,22", "3,30");
    project.loaded("shop", "2025-06-02");
    assertThat(open(project)).containsExactly("1|10.00", "2|20.00", "3|30.00");
  }

  @Test
  void anyOrderReRunsAndReplaysConverge() {
    Project inOrder = loaded();
    for (String day : List.of("2025-06-01", "2025-06-02", "2025-06-03")) {
      inOrder.loaded("shop", day);
    }
    List<String> star = Db.star(inOrder.url(), "shop");
    Project backwards = Project.generated("shop", SPEC, folder);
    for (String day :
        List.of("2025-06-03", "2025-06-02", "2025-06-02", "2025-06-01", "2025-06-03")) {
      backwards.loaded("shop", day);
    }
    Stars.assertSame(Db.star(backwards.url(), "shop"), star);

    Path file = folder.resolve("correct.jsonl");
    backwards.run(
        "quarantine", "export", "shop", "--batch-date", "2025-06-03", "--to", file.toString());
    Folders.write(file, Folders.read(file).replace("\"sku\":\"two\"", "\"sku\":\"2\""));
    assertThat(backwards.run("quarantine", "replay", "shop", "--from", file.toString()).exitCode())
        .isZero();
    assertThat(open(backwards)).containsExactly("1|11.00", "2|21.00");
    List<String> replayed = Db.star(backwards.url(), "shop");
    backwards.loaded("shop", "2025-06-03");
    Stars.assertSame(Db.star(backwards.url(), "shop"), replayed);
  }
}
