package io.loadstar.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.model.run.StageFigures;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spark.StageWatch;
import io.loadstar.spark.Workers;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Runs that are built to have a fault say so; others say nothing. */
class StageFindingsTest {
  private static final StageFigures USUAL =
      new StageFigures(
          3,
          "validate",
          "collect",
          4,
          4_000,
          1 << 20,
          0,
          0,
          10,
          400,
          100,
          120,
          1_000,
          1_100,
          1_000,
          1_100);

  private final SparkSession spark = SparkRuntime.start(SparkRuntime.LOCAL);

  /** Figures of what is done, once Spark has told of some stage that it is as it should be. */
  private List<StageFigures> figures(String run, Runnable work, Predicate<StageFigures> wanted)
      throws InterruptedException {
    try (Workers workers = new Workers(spark.sparkContext(), run);
        StageWatch watch = StageWatch.of(spark, run)) {
      work.run();
      // Spark tells it from a thread of its own.
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (watch.figures().stream().noneMatch(wanted) && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      return watch.figures();
    }
  }

  @Test
  void aHotKeyMakesOneTaskLong() throws InterruptedException {
    MapPartitionsFunction<Row, Long> slow =
        rows -> {
          long count = 0;
          while (rows.hasNext()) {
            rows.next();
            count++;
          }
          Thread.sleep(count > 5_000 ? 2_500 : 10);
          return List.of(count).iterator();
        };
    List<StageFigures> figures =
        figures(
            "skewed",
            () ->
                spark
                    .range(0, 10_000, 1, 4)
                    .select(when(col("id").gt(1_000), -1).otherwise(col("id")).as("key"))
                    .repartition(4, col("key"))
                    .mapPartitions(slow, Encoders.LONG())
                    .collectAsList(),
            stage -> stage.longestTask() > 2_000);
    assertThat(StageFindings.of(figures, 2, 1, 1_000, List::of))
        .singleElement()
        .asString()
        .contains("one task took 2.", "One value of a key, or one file, has far more");
    assertThat(
            StageFindings.of(
                figures, 2, 1, 1_000, () -> List.of("90% of visits have person 'u000001'")))
        .singleElement()
        .asString()
        .contains("one task took 2.", "90% of visits have person 'u000001'. If these are no real");
  }

  @Test
  void whatDoesNotFitIntoMemoryIsSpilled() throws InterruptedException {
    SparkSession small = spark.newSession();
    small.conf().set("spark.sql.windowExec.buffer.in.memory.threshold", 10);
    small.conf().set("spark.sql.windowExec.buffer.spill.threshold", 100);
    List<StageFigures> figures =
        figures(
            "spilled",
            () ->
                small
                    .range(0, 5_000, 1, 1)
                    .select(col("id"), expr("count(*) over (partition by id % 2) as n"))
                    .collectAsList(),
            stage -> stage.spilled() > 0);
    assertThat(StageFindings.of(figures, 2, 1, 1_000, List::of))
        .anySatisfy(
            finding ->
                assertThat(finding)
                    .contains("MB were written to disk for want of memory", "-Xmx2g"));
  }

  @Test
  void tasksMayBeTooMany() throws InterruptedException {
    List<StageFigures> figures =
        figures(
            "many", () -> spark.range(0, 1_000, 1, 1_000).count(), stage -> stage.tasks() == 1_000);
    assertThat(StageFindings.of(figures, 2, 1, 1_000, List::of))
        .singleElement()
        .asString()
        .contains("1000 tasks of ", "starting them took longer than their work");
  }

  @Test
  void filesMayBeTiny() {
    assertThat(StageFindings.of(List.of(USUAL), 2, 2_000, 2_000 * 4_096L, List::of))
        .containsExactly(
            "The input was 2000 files of 4 KB each: opening them took part of the time. Have fewer and larger ones delivered.");
  }

  @Test
  void oneTaskMayDoAll() {
    StageFigures alone =
        new StageFigures(
            2, "read", "collect", 1, 9, 9, 0, 0, 0, 12_345, 12_345, 12_345, 9, 9, 9, 9);
    assertThat(StageFindings.of(List.of(alone), 2, 1, 1_000, List::of))
        .containsExactly(
            "Stage 2 (read): all was done by one task in 12.3 s while other cores waited: its input could not be cut, as a packed file cannot. Have it delivered in parts, or unpacked.");
    assertThat(StageFindings.of(List.of(alone), 1, 1, 1_000, List::of)).isEmpty();
  }

  @Test
  void garbageMayTakeTheTime() {
    StageFigures collecting =
        new StageFigures(
            4, "", "collect", 4, 9, 9, 0, 0, 30_000, 100_000, 25_000, 25_000, 9, 9, 9, 9);
    assertThat(StageFindings.of(List.of(collecting), 2, 1, 1_000, List::of))
        .containsExactly(
            "Stage 4 (collect): Java collected garbage in 30 of 100 seconds. Give more memory: LOADSTAR_JAVA_OPTS=-Xmx2g.");
  }

  @Test
  void whatIsAsItShouldBeSaysNothing() {
    assertThat(StageFindings.of(List.of(USUAL), 2, 6, 1 << 30, List::of)).isEmpty();
  }
}
