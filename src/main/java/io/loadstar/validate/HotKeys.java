package io.loadstar.validate;

import static org.apache.spark.sql.functions.approx_count_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Values by which other records are found and that a large part of a source's records have. */
public record HotKeys(SubjectArea area) {
  private static final double NOTABLE = 0.1;

  /** Of few values each has many records. */
  private static final int TIMES_AN_EVEN_SHARE = 5;

  /** For people: of each such key its share, and its value unless it is personal. */
  public List<String> of(Collection<ValidatedSource> sources) {
    List<String> hot = new ArrayList<>();
    for (ValidatedSource source : sources) {
      List<String> keys = List.copyOf(keys(source.source()));
      if (source.hasRecords() && !keys.isEmpty()) {
        hot.addAll(of(source, keys));
      }
    }
    return hot;
  }

  private Set<String> keys(SourceSpec source) {
    Set<String> keys = new LinkedHashSet<>();
    source.references().forEach(reference -> keys.addAll(reference.columns()));
    area.facts().stream()
        .filter(fact -> fact.from().equals(source.name()))
        .flatMap(fact -> fact.dimensions().stream())
        .filter(reference -> !reference.isCalendar())
        .forEach(reference -> keys.addAll(reference.by()));
    return keys;
  }

  private static List<String> of(ValidatedSource source, List<String> keys) {
    List<Column> asked = new ArrayList<>(List.of(count(lit(1)).as("records")));
    for (String name : keys) {
      asked.add(
          expr(
              "approx_top_k(cast(`%1$s` as string), 1) filter (where `%1$s` is not null)"
                  .formatted(name)));
      asked.add(approx_count_distinct(name));
    }
    Row found =
        source
            .accepted()
            .select(keys.stream().map(name -> col(name)).toArray(Column[]::new))
            .select(asked.toArray(Column[]::new))
            .first();
    List<String> hot = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      List<Row> top = found.getList(1 + 2 * i);
      long different = Math.max(1, found.getLong(2 + 2 * i));
      if (!top.isEmpty()) {
        double share = (double) top.get(0).getLong(1) / found.getLong(0);
        if (share >= NOTABLE && share * different >= TIMES_AN_EVEN_SHARE) {
          hot.add(said(source.source(), keys.get(i), top.get(0), Math.round(100 * share)));
        }
      }
    }
    return hot;
  }

  private static String said(SourceSpec source, String key, Row top, long share) {
    boolean isPersonal = source.column(key).filter(column -> column.pii().isPresent()).isPresent();
    return "%d%% of %s have %s"
        .formatted(
            share,
            source.name(),
            isPersonal ? "one " + key + " (personal data)" : key + " '" + top.getString(0) + "'");
  }
}
