package io.loadstar.validate.expression;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.FactSpec;
import io.loadstar.model.Relation;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.ReferredFields;
import io.loadstar.spark.SparkMessages;
import io.loadstar.spark.SparkTypes;
import io.loadstar.spec.Problems;
import io.loadstar.validate.record.DefaultValue;
import io.loadstar.validate.record.TimeFormats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Lets Spark resolve every expression of a spec on empty tables, before any data is read. */
public final class Expressions {
  private final SparkSession spark;
  private final Problems problems;
  private final Map<String, ColumnType> measureTypes = new HashMap<>();

  private Expressions(SparkSession spark, Problems problems) {
    this.spark = spark;
    this.problems = problems;
  }

  /**
   * Checks all expressions.
   *
   * @return type of each measure by {@code fact.measure}
   */
  public static Map<String, ColumnType> check(
      SubjectArea area, SparkSession spark, Problems problems) {
    Expressions expressions = new Expressions(spark, problems);
    area.sources().forEach(expressions::source);
    area.views().forEach(view -> new ViewSelect(area, view, spark, problems).check());
    for (FactSpec fact : area.facts()) {
      area.relation(fact.from()).ifPresent(source -> expressions.fact(area, fact, source));
    }
    return expressions.measureTypes;
  }

  private void source(SourceSpec source) {
    String where = "sources." + source.name();
    for (ColumnSpec column : source.columns()) {
      column
          .parse()
          .ifPresent(
              parse ->
                  resolve(
                      texts(source),
                      parse,
                      column.line(),
                      where + ".columns." + column.name() + ".parse"));
    }
    source.columns().forEach(column -> TimeFormats.check(column, where, problems));
    source.columns().forEach(column -> DefaultValue.check(column, where, spark, problems));
    source.where().ifPresent(rule -> rule(source, rule, where + ".where"));
    source.deletes().ifPresent(rule -> rule(source, rule, where + ".deletes"));
    for (SourceSpec.RowRule rule : source.rules()) {
      rule(source, rule, where + ".rules." + rule.name());
    }
  }

  private void rule(SourceSpec source, SourceSpec.RowRule rule, String place) {
    DataType type = resolve(SparkTypes.row(source), rule.check(), rule.line(), place);
    if (type != null && !(type instanceof BooleanType)) {
      problems.add(
          rule.line(),
          place,
          "'" + rule.check() + "' must be true or false, not " + type.sql() + ".");
    } else if (type != null && neverHolds(SparkTypes.row(source), rule.check())) {
      problems.add(
          rule.line(),
          place,
          "'"
              + rule.check()
              + "' never holds, whatever a record has: a comparison with NULL is not true, write"
              + " 'is null'.");
    }
  }

  /** Whether Spark finds out by itself that no record meets the condition. */
  private boolean neverHolds(StructType columns, String condition) {
    // Unlike an empty list, of which nothing holds, Spark knows nothing of these rows.
    Dataset<Row> unknown =
        spark.createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).<Row>emptyRDD(), columns);
    Dataset<Row> meeting = unknown.filter(functions.expr(condition));
    return ((org.apache.spark.sql.classic.Dataset<Row>) meeting).queryExecution().optimizedPlan()
        instanceof LocalRelation;
  }

  private void fact(SubjectArea area, FactSpec fact, Relation source) {
    StructType columns = ReferredFields.columns(area, source);
    for (FactSpec.Measure measure : fact.measures()) {
      String name = fact.name() + "." + measure.name();
      ColumnType known =
          ReferredColumns.type(area, source, measure.expression())
              .orElseGet(() -> resolved(fact, columns, measure));
      measureTypes.put(name, known);
      new ReferredColumns(area, source, spark, problems).check(fact, measure);
    }
  }

  private ColumnType resolved(FactSpec fact, StructType columns, FactSpec.Measure measure) {
    String where = "facts." + fact.name() + ".measures." + measure.name();
    ColumnType unknown = ColumnType.of(Kind.STRING);
    DataType type = resolve(columns, measure.expression(), measure.line(), where);
    if (type == null) {
      return unknown;
    }
    ColumnType known = columnType(type);
    if (known == null) {
      problems.add(
          measure.line(), where, "gives " + type.sql() + ", which a measure cannot be: cast it.");
      return unknown;
    }
    return known;
  }

  private @Nullable DataType resolve(
      StructType columns, String expression, int line, String where) {
    try {
      Dataset<Row> empty = spark.createDataFrame(List.of(), columns);
      // Beside a plain column, an aggregate or a window over nothing cannot hide.
      Dataset<Row> checked =
          empty.select(functions.col("*"), functions.expr(expression).as("_checked"));
      Optional<String> unsafe = ExpressionSafety.problem(checked);
      if (unsafe.isPresent()) {
        problems.add(line, where, "'" + expression + "' " + unsafe.get() + ".");
        return null;
      }
      StructField[] fields = checked.schema().fields();
      return fields[fields.length - 1].dataType();
    } catch (Exception e) {
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      problems.add(
          line, where, "'" + expression + "' is no valid Spark SQL: " + SparkMessages.shown(e));
      return null;
    }
  }

  private static StructType texts(SourceSpec source) {
    List<StructField> fields = new ArrayList<>();
    source
        .columns()
        .forEach(
            column ->
                fields.add(DataTypes.createStructField(column.name(), DataTypes.StringType, true)));
    return DataTypes.createStructType(fields);
  }

  /** Null where no column type holds such values. */
  private static @Nullable ColumnType columnType(DataType type) {
    if (type instanceof DecimalType decimal) {
      return ColumnType.decimal(decimal.precision(), decimal.scale());
    }
    return switch (type.typeName()) {
      case "byte", "short", "integer" -> ColumnType.of(Kind.INTEGER);
      case "long" -> ColumnType.of(Kind.BIGINT);
      case "float", "double" -> ColumnType.of(Kind.DOUBLE);
      case "boolean" -> ColumnType.of(Kind.BOOLEAN);
      case "date" -> ColumnType.of(Kind.DATE);
      case "timestamp" -> ColumnType.of(Kind.TIMESTAMP);
      case "string" -> ColumnType.of(Kind.STRING);
      default -> null;
    };
  }
}
