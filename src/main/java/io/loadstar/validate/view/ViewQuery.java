package io.loadstar.validate.view;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.trim;

import io.loadstar.model.ColumnType;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.ViewSpec;
import io.loadstar.spark.SparkTypes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.plans.logical.SetOperation;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.classic.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** A view's select, over sources that have names nowhere else. */
public final class ViewQuery {
  private ViewQuery() {}

  /**
   * What the select gives, as it is.
   *
   * @param sources rows by the names that the select may use
   * @throws AnalysisException if the select is no Spark SQL
   */
  public static Dataset<Row> selected(
      org.apache.spark.sql.SparkSession spark, ViewSpec view, Map<String, Dataset<Row>> sources)
      throws AnalysisException {
    SparkSession own = ((SparkSession) spark).cloneSession();
    // Else a name in backquotes could be a file.
    own.conf().set("spark.sql.runSQLOnFiles", "false");
    sources.forEach(
        (name, rows) ->
            org.apache.spark.sql.classic.Dataset.ofRows(
                    own, ((org.apache.spark.sql.classic.Dataset<Row>) rows).logicalPlan())
                .createOrReplaceTempView(name));
    return org.apache.spark.sql.classic.Dataset.ofRows(own, parsed(own, view));
  }

  /**
   * Which columns of which sources the select uses, by the sources' names.
   *
   * @param sources with all their columns
   * @throws AnalysisException if the select is no Spark SQL
   */
  public static Map<String, Set<String>> used(
      org.apache.spark.sql.SparkSession spark, ViewSpec view, Map<String, Dataset<Row>> sources)
      throws AnalysisException {
    LogicalPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) selected(spark, view, sources))
            .queryExecution()
            .analyzed();
    Set<ExprId> named = new HashSet<>();
    Map<String, Set<Attribute>> own = new TreeMap<>();
    name(plan, named);
    collect(plan, "", named, own);
    Map<String, Set<String>> used = new TreeMap<>();
    own.forEach(
        (source, attributes) -> {
          Set<String> names = new TreeSet<>();
          attributes.stream()
              .filter(attribute -> named.contains(attribute.exprId()))
              .forEach(attribute -> names.add(attribute.name()));
          used.put(source, names);
        });
    return used;
  }

  /** Attributes that some step names, and those that each source's rows have. */
  private static void collect(
      LogicalPlan plan, String source, Set<ExprId> named, Map<String, Set<Attribute>> own) {
    String within = plan instanceof SubqueryAlias alias ? alias.alias() : source;
    if (plan instanceof LeafNode) {
      own.computeIfAbsent(source, unused -> new HashSet<>())
          .addAll(CollectionConverters.asJava(plan.output()));
      return;
    }
    if (plan instanceof Union
        || plan instanceof SetOperation
        || plan instanceof Distinct
        || plan instanceof CTERelationDef) {
      // These take rows as a whole, and name no column.
      CollectionConverters.asJava(plan.children()).forEach(child -> name(child, named));
    }
    CollectionConverters.asJava(plan.expressions().toSeq())
        .forEach(
            expression ->
                CollectionConverters.asJava(expression.references().toSeq())
                    .forEach(attribute -> named.add(attribute.exprId())));
    Stream.concat(
            CollectionConverters.asJava(plan.children()).stream(),
            CollectionConverters.asJava(plan.subqueries()).stream())
        .forEach(child -> collect(child, within, named, own));
  }

  private static void name(LogicalPlan plan, Set<ExprId> named) {
    CollectionConverters.asJava(plan.output()).forEach(attribute -> named.add(attribute.exprId()));
  }

  /** A source's columns without rows, by the names that selects use. */
  public static Map<String, Dataset<Row>> empty(
      org.apache.spark.sql.SparkSession spark, Stream<SourceSpec> sources) {
    Map<String, Dataset<Row>> empty = new LinkedHashMap<>();
    sources.forEach(
        source ->
            empty.put(source.name(), spark.createDataFrame(List.of(), SparkTypes.row(source))));
    return empty;
  }

  /**
   * The declared columns in their types.
   *
   * @param keys columns that keys are made of: their texts are trimmed, and blank ones are none
   */
  public static Dataset<Row> typed(Dataset<Row> selected, ViewSpec view, Set<String> keys) {
    return selected.select(
        view.columns().stream()
            .map(
                column -> {
                  Column value = col(column.name()).cast(SparkTypes.of(column.type()));
                  boolean isKey =
                      keys.contains(column.name())
                          && column.type().kind() == ColumnType.Kind.STRING;
                  return (isKey ? nullif(trim(value), lit("")) : value).as(column.name());
                })
            .toArray(Column[]::new));
  }

  /** What the text does other than to select; empty if it only does that. */
  public static Optional<String> command(org.apache.spark.sql.SparkSession spark, ViewSpec view)
      throws AnalysisException {
    return command(parsed((SparkSession) spark, view));
  }

  /** Anywhere: a command may stand behind a 'with', a program of the machine in a subquery. */
  private static Optional<String> command(LogicalPlan plan) {
    boolean isOther =
        plan instanceof Command
            || plan instanceof ParsedStatement
            || plan instanceof InsertIntoDir
            || plan instanceof ScriptTransformation;
    if (isOther) {
      return Optional.of(plan.nodeName());
    }
    return Stream.of(
            CollectionConverters.asJava(plan.children()).stream(),
            CollectionConverters.asJava(plan.innerChildren()).stream(),
            CollectionConverters.asJava(plan.subqueries()).stream())
        .flatMap(nodes -> nodes)
        .filter(LogicalPlan.class::isInstance)
        .map(node -> command((LogicalPlan) node))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static LogicalPlan parsed(SparkSession spark, ViewSpec view) throws AnalysisException {
    return spark.sessionState().sqlParser().parsePlan(view.sql());
  }
}
