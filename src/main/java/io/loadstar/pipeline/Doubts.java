package io.loadstar.pipeline;

import io.loadstar.engine.Hashes;
import io.loadstar.engine.KeptRows;
import io.loadstar.engine.RowSieve;
import io.loadstar.engine.RowSieve.Suspects;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Records of a large source, each judged by itself. Few of them are changed by a look at others:
 * those that may be are told apart by hashes, and the rest is never looked at again. To doubt too
 * many costs time, and changes nothing.
 */
final class Doubts {
  private final KeptRows kept;
  private final Column[] columns;
  private final String clean;
  private final List<Suspects> suspects = new CopyOnWriteArrayList<>();

  /**
   * Doubts nothing yet.
   *
   * @param names columns of a record
   * @param clean name of a column that is true for accepted records without any reason
   */
  Doubts(KeptRows kept, String[] names, String clean) {
    this.kept = kept;
    this.columns = Arrays.stream(names).map(functions::col).toArray(Column[]::new);
    this.clean = clean;
  }

  /** Values that references look for, some of them more than once. */
  Dataset<Row> values(List<String> names) {
    return kept.values(names);
  }

  /** Doubts records whose hashes, in a column of longs, others have, too. */
  void repeated(String hash) {
    suspects.add(new Suspects(List.of(hash), kept.repeated(hash)));
  }

  /** Doubts records that have one of these values. */
  void having(List<String> names, Hashes values) {
    suspects.add(new Suspects(names, values));
  }

  /** Records that stand as they are: accepted, and without reasons. */
  Dataset<Row> clean() {
    return kept.passing(sieve()).select(columns);
  }

  /** All others. */
  Dataset<Row> doubtful() {
    return kept.caught(sieve()).select(columns);
  }

  private RowSieve sieve() {
    return new RowSieve(clean, List.copyOf(suspects));
  }
}
