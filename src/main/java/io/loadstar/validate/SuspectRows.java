package io.loadstar.validate;

import io.loadstar.spark.Sessions;
import io.loadstar.spill.HashMembership;
import io.loadstar.spill.RowDigests;
import io.loadstar.spill.SpilledRows;
import io.loadstar.spill.SpilledRows.Screened;
import io.loadstar.spill.SuspectFilter;
import io.loadstar.spill.SuspectFilter.Suspects;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Records of a large source, each validated by itself. Few of them are changed by a look at others:
 * those that may be are told apart by hashes, and the rest is never looked at again. To suspect too
 * many costs time, and changes nothing.
 */
final class SuspectRows {
  private final SpilledRows kept;
  private final RowDigests digests;
  private final Column[] columns;
  private final String clean;
  private final Sessions sessions;
  private final List<Suspects> suspects = new CopyOnWriteArrayList<>();

  /**
   * No record is suspect yet.
   *
   * @param names columns of a record
   * @param clean name of a column that is true for accepted records without any reason
   */
  SuspectRows(
      SpilledRows kept, RowDigests digests, String[] names, String clean, Sessions sessions) {
    this.kept = kept;
    this.digests = digests;
    this.columns = Arrays.stream(names).map(functions::col).toArray(Column[]::new);
    this.clean = clean;
    this.sessions = sessions;
  }

  /** All of them, suspect or not. */
  Dataset<Row> records() {
    return kept.rowsIn(sessions.batch()).select(columns);
  }

  /** Values that references look for, some of them more than once. */
  Dataset<Row> values(List<String> names) {
    return digests.values(names);
  }

  /** Records are suspect whose hashes, in a column of longs, others have, too. */
  void repeated(String hash) {
    suspects.add(new Suspects(List.of(hash), digests.repeated(hash)));
  }

  /** Records are suspect that have one of these values. */
  void having(List<String> names, HashMembership values) {
    suspects.add(new Suspects(names, values));
  }

  /**
   * Records told apart.
   *
   * @param clean those that stand as they are: accepted, and without reasons
   * @param suspect all others
   */
  record Split(CleanRows clean, Dataset<Row> suspect) {}

  Split split() {
    Screened screened = kept.screened(new SuspectFilter(clean, List.copyOf(suspects)));
    Dataset<Row> suspect =
        screened.caught().suited(sessions, screened.held(), screened.heldBytes()).select(columns);
    return new Split(
        new CleanRows(screened.passing().select(columns), screened.passed(), screened.held()),
        suspect);
  }
}
