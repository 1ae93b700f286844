package io.loadstar.validate.view;

import static org.apache.spark.sql.functions.col;

import io.loadstar.model.ViewSpec;
import io.loadstar.spark.SparkTypes;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.classic.SparkSession;

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

  /** The declared columns in their types. */
  public static Dataset<Row> typed(Dataset<Row> selected, ViewSpec view) {
    return selected.select(
        view.columns().stream()
            .map(column -> col(column.name()).cast(SparkTypes.of(column.type())).as(column.name()))
            .toArray(Column[]::new));
  }

  /** What the text does other than to select; empty if it only does that. */
  public static Optional<String> command(org.apache.spark.sql.SparkSession spark, ViewSpec view)
      throws AnalysisException {
    LogicalPlan plan = parsed((SparkSession) spark, view);
    return plan instanceof Command || plan instanceof ParsedStatement
        ? Optional.of(plan.nodeName())
        : Optional.empty();
  }

  private static LogicalPlan parsed(SparkSession spark, ViewSpec view) throws AnalysisException {
    return spark.sessionState().sqlParser().parsePlan(view.sql());
  }
}
