package io.loadstar.pipeline;

import io.loadstar.engine.Hashes;
import io.loadstar.engine.KeptRows;
import io.loadstar.engine.KeptRows.Sifted;
import io.loadstar.engine.RowDigests;
import io.loadstar.engine.RowSieve;
import io.loadstar.engine.RowSieve.Suspects;
import io.loadstar.engine.Sessions;
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
  private final RowDigests digests;
  private final Column[] columns;
  private final String clean;
  private final Sessions sessions;
  private final List<Suspects> suspects = new CopyOnWriteArrayList<>();

  /**
   * Doubts nothing yet.
   *
   * @param names columns of a record
   * @param clean name of a column that is true for accepted records without any reason
   */
  Doubts(KeptRows kept, RowDigests digests, String[] names, String clean, Sessions sessions) {
    this.kept = kept;
    this.digests = digests;
    this.columns = Arrays.stream(names).map(functions::col).toArray(Column[]::new);
    this.clean = clean;
    this.sessions = sessions;
  }

  /** Values that references look for, some of them more than once. */
  Dataset<Row> values(List<String> names) {
    return digests.values(names);
  }

  /** Doubts records whose hashes, in a column of longs, others have, too. */
  void repeated(String hash) {
    suspects.add(new Suspects(List.of(hash), digests.repeated(hash)));
  }

  /** Doubts records that have one of these values. */
  void having(List<String> names, Hashes values) {
    suspects.add(new Suspects(names, values));
  }

  /**
   * Records told apart.
   *
   * @param clean those that stand as they are: accepted, and without reasons
   * @param doubtful all others
   */
  record Told(Clean clean, Dataset<Row> doubtful) {}

  Told told() {
    Sifted sifted = kept.sifted(new RowSieve(clean, List.copyOf(suspects)));
    Dataset<Row> doubtful = sessions.of(sifted.caught(), sifted.held(), sifted.heldBytes());
    return new Told(
        new Clean(sifted.passing().select(columns), sifted.passed(), sifted.held()),
        doubtful.select(columns));
  }
}
