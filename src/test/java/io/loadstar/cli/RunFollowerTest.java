package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.cli.output.RunFollower;
import io.loadstar.model.SubjectArea;
import io.loadstar.query.RunningArea;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import io.loadstar.warehouse.postgres.PostgresSettings;
import io.loadstar.warehouse.postgres.PostgresWarehouse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are shown as they come. */
@Tag("slow")
class RunFollowerTest {
  private static final String SPEC =
      """
      subject: shop
      input: input/{batch_date}
      sources:
        sales:
          path: sales.csv
          quarantine: {at_most: 90%}
          columns:
            sale:    {type: integer, required: true}
            sold_at: {type: timestamp, required: true}
      dimensions: {}
      facts:
        fact_sale: {from: sales, grain: [sale, sold_at], date: sold_at, dimensions: {}, measures: {}}
      """;

  /** A minute and a half after the newest sale. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-06-02T10:01:30Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private final StringWriter written = new StringWriter();

  private RunFollower follower(Project project, boolean isJson, boolean isInteractive) {
    Problems problems = new Problems();
    SubjectArea area = SpecReader.read(folder.resolve("db/shop/shop.yaml"), problems).orElseThrow();
    return new RunFollower(
        new RunningArea(new PostgresWarehouse(PostgresSettings.of(project.url(), Map.of())), area),
        5,
        CLOCK,
        new PrintWriter(written),
        isJson,
        isInteractive);
  }

  private String since() {
    String text = written.toString();
    written.getBuffer().setLength(0);
    return text;
  }

  @Test
  void aLineForEachThatEnds() {
    Project project = Project.generated("shop", SPEC, folder);
    RunFollower follower = follower(project, false, false);
    follower.look();
    assertThat(since()).isEmpty();
    write("2025-06-01", "1,2025-06-01 10:00:00\nx,2025-06-01 10:00:00\n");
    write("2025-06-02", "2,2025-06-02 10:00:00\n");
    project.loaded("shop", "2025-06-01");
    project.loaded("shop", "2025-06-02");
    follower.look();
    assertThat(since().lines())
        .hasSize(3)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("run 1, batch_date 2025-06-01, kind load, status published")
                    .contains("read 2, loaded 1, quarantined 1", "validate ", "since_file "),
            line -> assertThat(line).startsWith("run 2, batch_date 2025-06-02"),
            line ->
                assertThat(line)
                    .isEqualTo("newest event 2025-06-02 10:00:00, 90 s behind the clock"));
    follower.look();
    assertThat(since()).isEmpty();
  }

  @Test
  void aTableThatIsDrawnAnew() {
    Project project = Project.generated("shop", SPEC, folder);
    RunFollower follower = follower(project, false, true);
    follower.look();
    assertThat(since()).contains("No rows.", "no event so far");
    write("2025-06-01", "1,2025-06-01 10:00:00\n");
    project.loaded("shop", "2025-06-01");
    follower.look();
    assertThat(since())
        .startsWith("\u001b[H\u001b[2J")
        .contains("batch_date", "per_second", "2025-06-01   load   published");
  }

  @Test
  void aLineOfJsonForEachThatEnds() {
    Project project = Project.generated("shop", SPEC, folder);
    RunFollower follower = follower(project, true, true);
    follower.look();
    assertThat(since()).isEmpty();
    write("2025-06-01", "1,2025-06-01 10:00:00\n");
    project.loaded("shop", "2025-06-01");
    follower.look();
    assertThat(since().lines())
        .singleElement()
        .asString()
        .startsWith("{\"run\":1,\"batch_date\":\"2025-06-01\"")
        .contains("\"read\":1");
  }

  @Test
  void anAreaIsNeeded() {
    Project project = Project.at(folder).warehouse(TestWarehouse.empty());
    Project.Result result = project.run("runs", "--follow");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("--follow needs an area: name it, as in 'loadstar runs commerce --follow'.");
  }

  private void write(String day, String sales) {
    Folders.write(folder.resolve("input/" + day + "/sales.csv"), "sale,sold_at\n" + sales);
  }
}
