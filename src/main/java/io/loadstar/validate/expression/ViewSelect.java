package io.loadstar.validate.expression;

import io.loadstar.error.DidYouMean;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.ViewSpec;
import io.loadstar.spark.SparkMessages;
import io.loadstar.spark.SparkTypes;
import io.loadstar.spec.Problems;
import io.loadstar.validate.view.ViewQuery;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.DataType;

/** A view's select, as Spark understands it over no records. */
record ViewSelect(SubjectArea area, ViewSpec view, SparkSession spark, Problems problems) {
  void check() {
    try {
      Optional<String> command = ViewQuery.command(spark, view);
      if (command.isPresent()) {
        problem("does more than select (" + command.get() + "); a view is one select.");
        return;
      }
      Dataset<Row> selected = ViewQuery.selected(spark, view, sources(""));
      columns(selected);
      ExpressionSafety.problemOfSelect(
              ((org.apache.spark.sql.classic.Dataset<Row>) selected).queryExecution().analyzed())
          .ifPresent(problem -> problem("'sql' " + problem + "."));
      view.reads().forEach(this::isUsed);
    } catch (AnalysisException e) {
      problem(
          "'sql' is no valid Spark SQL: "
              + SparkMessages.shown(e)
              + ("TABLE_OR_VIEW_NOT_FOUND".equals(e.getCondition())
                  ? " Name the sources that the select may use in 'reads'."
                  : ""));
    }
  }

  /** Without one of them, to see whether it is missed. */
  private Map<String, Dataset<Row>> sources(String left) {
    return ViewQuery.empty(
        spark,
        view.reads().stream()
            .filter(name -> !name.equals(left))
            .flatMap(name -> area.source(name).stream()));
  }

  private void isUsed(String source) {
    try {
      Dataset<Row> unused = ViewQuery.selected(spark, view, sources(source));
      problem("'reads' names " + source + ", which the select does not use: remove it there.");
    } catch (AnalysisException e) {
      // As it should be: the source is missed.
    }
  }

  private void columns(Dataset<Row> selected) {
    List<String> given = Arrays.asList(selected.columns());
    view.columns().forEach(column -> declared(column, selected, given));
    given.stream()
        .distinct()
        .filter(name -> view.column(name).isEmpty())
        .forEach(
            name ->
                problem(
                    "the select gives a column '"
                        + name
                        + "', of which 'columns' says nothing: describe it there, or leave it"
                        + " out."));
  }

  private void declared(ColumnSpec column, Dataset<Row> selected, List<String> given) {
    String where = "views." + view.name() + ".columns." + column.name();
    long times = given.stream().filter(column.name()::equals).count();
    if (times != 1) {
      problems.add(
          column.line(),
          where,
          times == 0
              ? "the select gives no column of this name."
                  + DidYouMean.hint(column.name(), new LinkedHashSet<>(given))
              : "the select gives several columns of this name: rename one with 'as'.");
      return;
    }
    DataType type = selected.schema().apply(column.name()).dataType();
    if (!Cast.canUpCast(type, SparkTypes.of(column.type()))) {
      problems.add(
          column.line(),
          where,
          "the select gives "
              + type.sql().toLowerCase(java.util.Locale.ROOT)
              + ", which "
              + column.type()
              + " cannot always hold: declare the wider type, or cast in the select.");
    }
  }

  private void problem(String text) {
    problems.add(view.line(), "views." + view.name(), text);
  }
}
