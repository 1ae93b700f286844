package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.batch.Lateness;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reasons come in the order of the rules, however many there are, and cost no stage of their own.
 */
class BrokenRulesTest {
  private final SparkSession spark = SparkRuntime.start("local[2]");

  private List<Row> reasons(List<Rule> checks) {
    boolean isRejected =
        checks.stream()
            .anyMatch(check -> isBroken(check) && check.severity() == Severity.QUARANTINE);
    List<Row> compiled = rows(checks, true);
    assertThat(rows(checks, false)).isEqualTo(compiled);
    assertThat(compiled).allMatch(row -> row.getBoolean(1) == isRejected);
    Row first = compiled.get(0);
    return first.isNullAt(0) ? List.of() : first.getList(0);
  }

  /** The values are those of rows, so that nothing is known before they come. */
  private List<Row> rows(List<Rule> checks, boolean isCompiled) {
    SparkSession session = spark.newSession();
    SparkRuntime.tune(session, isCompiled ? 1 << 30 : 0);
    RuleBits bits = new RuleBits("_bits", checks);
    return session
        .range(3)
        .select(Stream.concat(Stream.of(col("id")), bits.columns().stream()).toArray(Column[]::new))
        .select(bits.reasons(), bits.isRejected())
        .collectAsList();
  }

  private static boolean isBroken(Rule check) {
    return !check.message().equals("holds");
  }

  private static Rule check(int index, boolean isBroken, Severity severity, Column value) {
    return new Rule(
        "rule" + index,
        "column" + index,
        severity,
        isBroken ? col("id").geq(0) : col("id").lt(0),
        when(col("id").geq(0), value),
        isBroken ? "is broken" : "holds");
  }

  @Test
  void moreRulesThanALongHasBits() {
    List<Rule> checks =
        IntStream.range(0, 150)
            .mapToObj(i -> check(i, i % 7 == 3, Severity.WARN, lit("value" + i)))
            .toList();
    assertThat(reasons(checks))
        .extracting(reason -> reason.getString(0) + " " + reason.getString(2))
        .isEqualTo(
            IntStream.range(0, 150)
                .filter(i -> i % 7 == 3)
                .mapToObj(i -> "rule" + i + " value" + i)
                .toList());
  }

  @Test
  void noRuleBroken() {
    assertThat(reasons(List.of(check(0, false, Severity.QUARANTINE, lit("a"))))).isEmpty();
  }

  @Test
  void valueIsShortenedByCharactersAndMayBeMissing() {
    List<Row> reasons =
        reasons(
            List.of(
                check(0, true, Severity.QUARANTINE, lit("é".repeat(201))),
                check(1, true, Severity.NULL, lit(null).cast("string"))));
    assertThat(reasons).hasSize(2);
    assertThat(reasons.get(0).getString(2)).isEqualTo("é".repeat(200));
    assertThat(reasons.get(0).getString(3)).isEqualTo("is broken");
    assertThat(reasons.get(0).getString(4)).isEqualTo("quarantine");
    assertThat(reasons.get(1).isNullAt(2)).isTrue();
    assertThat(reasons.get(1).getString(4)).isEqualTo("null");
  }

  /** A step that Spark cannot compile has every row copied before it and after. */
  @ParameterizedTest
  @CsvSource({"edtech, quiz_attempts", "edtech, students", "learning, enrollments"})
  void recordIsJudgedInOneCompiledStage(String areaName, String sourceName) {
    SubjectArea area =
        SpecReader.read(Path.of("db", areaName, areaName + ".yaml"), new Problems()).orElseThrow();
    SourceSpec source = area.source(sourceName).orElseThrow();
    SparkSession compiling = spark.newSession();
    compiling.conf().set("spark.sql.codegen.wholeStage", "true");
    compiling.conf().set("spark.sql.adaptive.enabled", "false");
    Dataset<Row> judged =
        RecordRules.validate(
            compiling.createDataFrame(
                new JavaSparkContext(spark.sparkContext()).<Row>emptyRDD(), raw(source)),
            source,
            area,
            LocalDate.of(2025, 6, 1),
            Lateness.NONE,
            Set.of());
    String plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) judged)
            .queryExecution()
            .executedPlan()
            .toString();
    assertThat(plan.lines().filter(line -> line.contains("Project")))
        .isNotEmpty()
        .allMatch(line -> line.contains("*(1) Project"));
  }

  private static StructType raw(SourceSpec source) {
    StructType shape =
        new StructType()
            .add("_file", DataTypes.StringType)
            .add("_line", DataTypes.LongType)
            .add("_offset", DataTypes.LongType)
            .add("_raw", DataTypes.StringType)
            .add("_broken_rule", DataTypes.StringType)
            .add("_broken_message", DataTypes.StringType);
    for (var column : source.fileColumns()) {
      shape = shape.add(column.name(), DataTypes.StringType);
    }
    return shape;
  }
}
