package io.loadstar.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.explain.PlanNode.Kind;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.pipeline.Check;
import io.loadstar.spark.SparkRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three operations whose plans are known, and what is said of them. */
class PlanReaderTest {
  private static final Causes CAUSES =
      new Causes(Map.of("_rank", "the unique key", "_wanted", "wanted keys"), "groups", "others");

  private final SparkSession spark = SparkRuntime.start("local[2]");

  @BeforeEach
  void small() {
    SparkRuntime.tune(spark, 0);
  }

  @AfterEach
  void asBefore() {
    SparkRuntime.tune(spark, 0);
    spark.conf().unset("spark.sql.autoBroadcastJoinThreshold");
  }

  private Dataset<Row> numbers(long count) {
    return spark.range(count).select(col("id"), col("id").mod(3).as("third"));
  }

  private static List<String> remarks(Dataset<Row> rows, boolean hasRun) {
    if (hasRun) {
      assertThat(
              ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                  .queryExecution()
                  .toRdd()
                  .toJavaRDD()
                  .count())
          .isPositive();
    }
    return PlanReader.read(rows, CAUSES, hasRun).stream()
        .filter(node -> node.kind() != Kind.OTHER)
        .map(node -> node.remark().replaceAll(", [0-9.]+ (bytes|KiB)$", ", <size>"))
        .toList();
  }

  private Dataset<Row> ranked() {
    return numbers(10)
        .withColumn(
            "_rank",
            functions.row_number().over(Window.partitionBy("third").orderBy(col("id").desc())));
  }

  @Test
  void windowNeedsAShuffleAndASort() {
    assertThat(remarks(ranked(), false))
        .containsExactly("sort: the unique key", "exchange: the unique key");
    assertThat(remarks(ranked(), true))
        .containsExactly("sort: the unique key", "exchange: the unique key, 10 rows, <size>");
  }

  @Test
  void distinctValuesNeedAShuffleAndASmallTableIsBroadcast() {
    Dataset<Row> wanted = numbers(3).select(col("id").as("_wanted_id"), lit(true).as("is_there"));
    // Each of the two partitions sends its three distinct values, however many rows it has.
    Dataset<Row> rows = numbers(1000).select("third").distinct();
    Dataset<Row> joined =
        rows.join(
            functions.broadcast(wanted),
            rows.col("third").equalTo(wanted.col("_wanted_id")),
            "left");
    assertThat(remarks(joined, true))
        .containsExactly("exchange: groups, 6 rows, <size>", "broadcast: 3 wanted keys");
    assertThat(remarks(numbers(10).select("third").distinct(), false))
        .containsExactly("exchange: groups");
  }

  @Test
  void joinOfTwoLargeTablesNeedsAShuffleAndASortOfEach() {
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    Dataset<Row> left = numbers(10);
    Dataset<Row> right = numbers(7).toDF("id_too", "third_too");
    Dataset<Row> joined = left.join(right, col("id").equalTo(col("id_too")));
    assertThat(remarks(joined, true))
        .containsExactly(
            "sort: others",
            "exchange: others, 10 rows, <size>",
            "sort: others",
            "exchange: others, 7 rows, <size>");
  }

  /** Spark may change its mind as it runs; what is shown is what ran. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void adaptivePlansAreShownAsTheyRan(boolean isSmall) {
    SparkRuntime.tune(spark, isSmall ? 0 : 1 << 30);
    assertThat(remarks(ranked(), true))
        .containsExactly("sort: the unique key", "exchange: the unique key, 10 rows, <size>");
    Dataset<Row> left = numbers(10);
    Dataset<Row> right = numbers(7).toDF("_wanted_id", "third_too");
    Dataset<Row> joined =
        left.join(functions.broadcast(right), col("id").equalTo(col("_wanted_id")));
    assertThat(remarks(joined, true)).containsExactly("broadcast: 7 wanted keys");
  }

  @Test
  void everyNodeOfThePlanIsShownInOrderWithoutNumbersThatChange() {
    List<String> lines =
        PlanReader.read(ranked(), CAUSES, false).stream()
            .flatMap(node -> node.lines().stream())
            .toList();
    assertThat(lines)
        .hasSize(7)
        .element(0)
        .asString()
        .startsWith("Window [row_number() windowspecdefinition(third, id DESC");
    assertThat(lines.get(3))
        .isEqualTo("  +- Exchange hashpartitioning(third, 1), ENSURE_REQUIREMENTS");
    assertThat(lines.get(4)).isEqualTo("     ^ exchange: the unique key");
    assertThat(String.join("", lines)).doesNotContain("#", "plan_id");
  }

  @Test
  void theLongerOfTwoNamesIsMeant() {
    Causes causes = new Causes(Map.of("_course_", "courses", "_course_key_", "keys"), "", "");
    assertThat(causes.ofColumn("_course_key_id")).contains("keys");
    assertThat(causes.ofColumn("_course_id")).contains("courses");
  }

  @Test
  void aLargeCsvFileThatOneTaskMayReadGivesAdvice() {
    SourceSpec source =
        new Check(Path.of("db").toAbsolutePath()).read("learning").source("activity").orElseThrow();
    assertThat(Advice.of(List.of(), source, FormatSpec.Kind.CSV, 100L << 20))
        .isEqualTo(
            "Where quotes are all over a large file of activity (the largest has 100.0 MiB), one"
                + " task reads it, since a quoted field may hold a line break. If none does, say"
                + " 'format: {multi_line: false}', and all cores read.");
    assertThat(Advice.of(List.of(), source, FormatSpec.Kind.JSON, 100L << 20)).isEmpty();
    assertThat(Advice.of(List.of(), source, FormatSpec.Kind.CSV, 1L << 20)).isEmpty();
  }

  @Test
  void aSortThatSpilledGivesAdvice() {
    PlanNode spilled = new PlanNode(0, "Sort [a]", Kind.SORT, "the unique key", -1, 3 << 20);
    assertThat(spilled.remark()).isEqualTo("sort: the unique key, spilled 3.0 MiB");
    assertThat(Advice.of(List.of(spilled)))
        .isEqualTo(
            "The sort for the unique key spilled 3.0 MiB to disk: give Spark more memory, as in"
                + " LOADSTAR_JAVA_OPTS=-Xmx8g.");
  }
}
