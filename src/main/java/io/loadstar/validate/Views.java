package io.loadstar.validate;

import io.loadstar.error.ViewErrors;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.ViewSpec;
import io.loadstar.spark.Sessions;
import io.loadstar.spark.SparkMessages;
import io.loadstar.spark.SparkTypes;
import io.loadstar.spill.SpillScope;
import io.loadstar.validate.view.ViewCheck;
import io.loadstar.validate.view.ViewQuery;
import io.loadstar.validate.view.ViewRows;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Makes views of the records that were accepted.
 *
 * @param kept what the batch has in the warehouse and keeps; empty if what is read replaces it all
 */
record Views(
    SubjectArea area,
    Optional<KeptRecords> kept,
    ReferentialCheck references,
    Execution execution,
    ValidationPlans plans,
    SpillScope spill,
    Sessions sessions) {

  /** A view's rows, computed; none if nothing was read of its sources. */
  ViewRows rows(ViewSpec view, Map<String, ValidatedSource> sources) {
    boolean hasRecords =
        view.reads().stream()
            .anyMatch(name -> Objects.requireNonNull(sources.get(name)).hasRecords());
    if (!hasRecords) {
      return new ViewRows(
          view, sessions.batch().createDataFrame(List.of(), SparkTypes.row(view)), false, Map.of());
    }
    Dataset<Row> selected = selected(view, sources);
    plans.making(view, selected);
    Dataset<Row> rows =
        spill.keep(selected, "rows of view " + view.name()).rowsIn(sessions.batch());
    if (execution == Execution.RUN) {
      new ViewCheck(area, view).check(rows);
    }
    return new ViewRows(view, rows, true, references.inferred(view, rows));
  }

  private Dataset<Row> selected(ViewSpec view, Map<String, ValidatedSource> sources) {
    try {
      Map<String, Set<String>> used =
          kept.isEmpty()
              ? Map.of()
              : ViewQuery.used(
                  sessions.batch(),
                  view,
                  ViewQuery.empty(
                      sessions.batch(),
                      view.reads().stream().map(sources::get).map(ValidatedSource::source)));
      Map<String, Dataset<Row>> named = new LinkedHashMap<>();
      for (String name : view.reads()) {
        ValidatedSource source = Objects.requireNonNull(sources.get(name));
        Dataset<Row> accepted = records(source);
        named.put(
            name,
            kept.map(
                    batch ->
                        batch.with(
                            accepted,
                            source.source(),
                            used.getOrDefault(name, Set.of()),
                            view.name()))
                .orElse(accepted));
      }
      return ViewQuery.typed(ViewQuery.selected(sessions.batch(), view, named), view, keys(view));
    } catch (AnalysisException e) {
      // Over all columns the select was understood before.
      throw ViewErrors.notReplayable(
          view.name(), String.join(", ", view.reads()), SparkMessages.shown(e));
    }
  }

  /** Columns that keys of its facts are made of. */
  private Set<String> keys(ViewSpec view) {
    Set<String> keys = new HashSet<>();
    area.facts().stream()
        .filter(fact -> fact.from().equals(view.name()))
        .forEach(
            fact -> {
              keys.addAll(fact.grain());
              fact.dimensions().forEach(reference -> keys.addAll(reference.by()));
            });
    return keys;
  }

  private static Dataset<Row> records(ValidatedSource source) {
    SourceSpec spec = source.source();
    return source
        .accepted()
        .select(spec.columnNames().stream().map(functions::col).toArray(Column[]::new));
  }
}
