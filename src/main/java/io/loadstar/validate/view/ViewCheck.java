package io.loadstar.validate.view;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.max;

import io.loadstar.error.Counted;
import io.loadstar.error.ViewErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.Measure;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.ViewSpec;
import io.loadstar.spark.SparkMessages;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Sees that a view's rows can be loaded, since none of them can be kept out. */
public record ViewCheck(SubjectArea area, ViewSpec view) {
  private static final String TIMES = "_times";

  /**
   * Classes of SQLSTATE: several rows where one may be, what values do not allow, keys that are
   * there twice, limits, and what raise_error() says.
   */
  private static final Set<String> OF_DATA = Set.of("21", "22", "23", "54", "P0");

  /**
   * Computes the rows.
   *
   * @throws io.loadstar.error.LoaderException if some cannot be loaded
   */
  public void check(Dataset<Row> rows) {
    List<String> needed = List.copyOf(needed());
    List<ColumnSpec> texts =
        view.columns().stream()
            .filter(column -> column.type().kind() == ColumnType.Kind.STRING)
            .toList();
    List<Column> asked = new ArrayList<>();
    needed.forEach(name -> asked.add(count_if(col(name).isNull())));
    texts.forEach(column -> asked.add(max(length(col(column.name())))));
    Row found =
        computed(
            "The select of view " + view.name(),
            () -> rows.select(asked.toArray(Column[]::new)).first());
    for (int i = 0; i < needed.size(); i++) {
      refuseMissing(needed.get(i), found.getLong(i));
    }
    for (int i = 0; i < texts.size(); i++) {
      int at = needed.size() + i;
      refuseLong(texts.get(i), found.isNullAt(at) ? 0 : found.getInt(at));
    }
    facts().forEach(fact -> unique(rows, fact));
    facts().forEach(fact -> measures(rows, fact));
  }

  private void refuseMissing(String column, long rows) {
    if (rows > 0) {
      throw ViewErrors.notLoadable(
          view.name(),
          Counted.of(rows, "row") + " without '" + column + "', of which a key is made",
          "leave them out with 'where', or give the value a default with coalesce()");
    }
  }

  private void refuseLong(ColumnSpec column, int characters) {
    int most = column.type().maxLength();
    if (characters > most) {
      throw ViewErrors.notLoadable(
          view.name(),
          "a '%s' of %d characters, where %d are allowed"
              .formatted(column.name(), characters, most),
          "raise 'max_length', or cut the text in the select");
    }
  }

  private void unique(Dataset<Row> rows, FactSpec fact) {
    Column[] grain = fact.grain().stream().map(functions::col).toArray(Column[]::new);
    Dataset<Row> repeated =
        rows.groupBy(grain)
            .agg(functions.count(functions.lit(1)).as(TIMES))
            .filter(col(TIMES).gt(1));
    long several = computed("The select of view " + view.name(), repeated::count);
    if (several > 0) {
      throw ViewErrors.notLoadable(
          view.name(),
          "several rows of one "
              + String.join(", ", fact.grain())
              + " ("
              + Counted.of(several, "time")
              + "), which is the grain of "
              + fact.name(),
          "group the select by the grain, or extend the grain");
    }
  }

  /** On every row, since what fails while it is staged has no name. */
  private void measures(Dataset<Row> rows, FactSpec fact) {
    for (Measure measure : fact.measures()) {
      Column tried = functions.count(functions.expr(measure.expression()));
      Row unused =
          computed(
              "Measure "
                  + measure.name()
                  + " of "
                  + fact.name()
                  + ", over view "
                  + view.name()
                  + ",",
              () -> rows.select(tried).first());
    }
  }

  private Set<String> needed() {
    Set<String> needed = new LinkedHashSet<>();
    facts()
        .forEach(
            fact -> {
              fact.grain().stream()
                  .filter(name -> !fact.nullable().contains(name))
                  .forEach(needed::add);
              needed.add(fact.date());
              fact.dimensions().stream()
                  .filter(reference -> reference.missing() == Missing.QUARANTINE)
                  .forEach(reference -> needed.addAll(reference.by()));
            });
    return needed;
  }

  private List<FactSpec> facts() {
    return area.facts().stream().filter(fact -> fact.from().equals(view.name())).toList();
  }

  private <T> T computed(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SparkThrowable spark && isAboutData(spark)) {
          throw ViewErrors.failed(
              what, area.hasPii() ? spark.getCondition() : SparkMessages.shown(cause));
        }
      }
      throw e;
    }
  }

  private static boolean isAboutData(SparkThrowable spark) {
    String state = spark.getSqlState();
    return state != null && state.length() > 2 && OF_DATA.contains(state.substring(0, 2));
  }
}
