package io.loadstar.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.RDDScanExec;
import org.apache.spark.sql.execution.RowDataSourceScanExec;
import org.apache.spark.sql.execution.SortExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.aggregate.BaseAggregateExec;
import org.apache.spark.sql.execution.exchange.BroadcastExchangeLike;
import org.apache.spark.sql.execution.exchange.ReusedExchangeExec;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeLike;
import org.apache.spark.sql.execution.joins.BaseJoinExec;
import org.apache.spark.sql.execution.window.WindowExecBase;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Walks a physical plan: after a run it is the plan that ran, with what Spark measured. */
public final class PlanReader {
  private final Causes causes;
  private final boolean hasRun;
  private final List<PlanNode> nodes = new ArrayList<>();

  private PlanReader(Causes causes, boolean hasRun) {
    this.causes = causes;
    this.hasRun = hasRun;
  }

  /**
   * The plan's nodes, each before those that feed it.
   *
   * @param hasRun whether the rows have been computed, so that Spark has measured them
   */
  public static List<PlanNode> read(Dataset<Row> rows, Causes causes, boolean hasRun) {
    PlanReader reader = new PlanReader(causes, hasRun);
    SparkPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().executedPlan();
    reader.visit(plan, 0, "");
    return reader.nodes;
  }

  /** Exchanges and sorts serve the next window, join or aggregate above them. */
  private void visit(SparkPlan plan, int depth, String servedFor) {
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      visit(adaptive.executedPlan(), depth, servedFor);
    } else if (plan instanceof QueryStageExec stage) {
      visit(stage.plan(), depth, servedFor);
    } else if (plan instanceof ReusedExchangeExec reused) {
      visit(reused.child(), depth, servedFor);
    } else if (plan instanceof WholeStageCodegenExec || plan instanceof InputAdapter) {
      children(plan).forEach(child -> visit(child, depth, servedFor));
    } else {
      String cause = cause(plan, servedFor);
      nodes.add(node(plan, depth, cause));
      children(plan).forEach(child -> visit(child, depth + 1, cause));
    }
  }

  private String cause(SparkPlan plan, String servedFor) {
    if (plan instanceof WindowExecBase window) {
      return named(asJava(window.windowExpression()).map(each -> each.name()), servedFor);
    }
    if (plan instanceof BaseJoinExec join) {
      Stream<Expression> keys = Stream.concat(asJava(join.leftKeys()), asJava(join.rightKeys()));
      return named(keys.flatMap(PlanReader::names), causes.ofJoins());
    }
    return plan instanceof BaseAggregateExec ? causes.ofAggregates() : servedFor;
  }

  private String named(Stream<String> columns, String otherwise) {
    return columns
        .map(causes::ofColumn)
        .flatMap(java.util.Optional::stream)
        .findFirst()
        .orElse(otherwise);
  }

  private static Stream<String> names(Expression expression) {
    return CollectionConverters.asJava(expression.references().toSeq()).stream()
        .map(attribute -> attribute.name());
  }

  private PlanNode node(SparkPlan plan, int depth, String cause) {
    if (plan instanceof ShuffleExchangeLike) {
      return new PlanNode(
          depth,
          text(plan),
          PlanNode.Kind.EXCHANGE,
          cause,
          metric(plan, "shuffleRecordsWritten"),
          metric(plan, "shuffleBytesWritten"));
    }
    if (plan instanceof BroadcastExchangeLike) {
      return new PlanNode(
          depth,
          text(plan),
          PlanNode.Kind.BROADCAST,
          cause,
          metric(plan, "numOutputRows"),
          // What Spark calls its size is the memory set aside, 64 MiB for three keys.
          -1);
    }
    if (plan instanceof SortExec) {
      return new PlanNode(
          depth, text(plan), PlanNode.Kind.SORT, cause, -1, metric(plan, "spillSize"));
    }
    if (plan instanceof RDDScanExec scan) {
      String name = scan.rdd().name() == null ? "" : scan.rdd().name();
      return new PlanNode(
          depth, text(plan), PlanNode.Kind.SCAN, name, metric(plan, "numOutputRows"), -1);
    }
    if (plan instanceof RowDataSourceScanExec scan) {
      return new PlanNode(
          depth,
          text(plan),
          PlanNode.Kind.SCAN,
          scan.relation().toString(),
          metric(plan, "numOutputRows"),
          -1);
    }
    return new PlanNode(depth, text(plan), PlanNode.Kind.OTHER, "", -1, -1);
  }

  /** The node as Spark writes it, without numbers that differ from run to run. */
  private static String text(SparkPlan plan) {
    return plan.simpleString(6)
        .replaceAll("#[0-9]+L?", "")
        .replaceAll(", \\[plan_id=[0-9]+]", "")
        .replaceAll("\\s+", " ");
  }

  /** What Spark counted, or -1 if it has not run or does not count that. */
  private long metric(SparkPlan plan, String name) {
    return hasRun && plan.metrics().contains(name) ? plan.metrics().apply(name).value() : -1;
  }

  private static List<SparkPlan> children(SparkPlan plan) {
    return CollectionConverters.asJava(plan.children());
  }

  private static <T> Stream<T> asJava(Seq<T> values) {
    return CollectionConverters.asJava(values).stream();
  }
}
