package io.loadstar.batch;

import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.run.RunKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where the records of a run come from. */
public interface BatchSource extends AutoCloseable {
  /** So many times as much is JSON. */
  int NAMED_FIELDS = 4;

  RunKind kind();

  /** Where from, for people. */
  String shown();

  /** How much there is, for people. */
  String amount();

  /** The files of a source; none if they are not read. */
  List<InputFile> files(SourceSpec source);

  /** Whether there may be records of a source. */
  boolean hasRecords(SourceSpec source);

  /** What a stream knew of time when it took a source's files. */
  default Lateness lateness(SourceSpec source) {
    return Lateness.NONE;
  }

  /** Sources of which the batch has said nothing so far; of importance to what is added to it. */
  default Set<String> unstated() {
    return Set.of();
  }

  /** Ids of records that a person has corrected, which stand where others contradict them. */
  Set<String> preferred(SourceSpec source);

  /** The records of a source, planned by a session. */
  RawRecords read(SourceSpec source, SparkSession session);

  /**
   * What was kept out of a source, each record with its texts by field name in {@code _record}.
   * With it {@code _row}, its number from 1 in files that have rows, {@code _is_withheld}, whether
   * the rest must not be kept, and {@code _is_corrected}.
   */
  Dataset<Row> withTexts(SourceSpec source, Dataset<Row> rejected);

  /** Lines of the quarantine that stay as they are, by source. */
  Map<String, Dataset<Row>> untouched();

  /** Records of a source that stay in the quarantine as they are; empty if there are none. */
  Optional<RawRecords> staying(SourceSpec source, SparkSession session);

  /** Corrected ones among a source's accepted records: their texts as JSON, by the record's id. */
  Map<String, String> corrections(SourceSpec source, Dataset<Row> accepted);

  /** Fields that none of a source's records has; known once all has been read. */
  List<String> absentFields(SourceSpec source);

  /**
   * Called once all has been read.
   *
   * @throws io.loadstar.error.LoaderException if what was read is not what is there now
   */
  void refuseChanged();

  /** Gives back the room that records took, once the run has ended. */
  @Override
  default void close() {}

  /**
   * Size of a source's files in bytes, as if they were CSV: JSON names its fields in each record,
   * so a quarter of it is values.
   */
  default long bytes(SourceSpec source) {
    return files(source).stream()
        .mapToLong(
            file ->
                source.format().kindOf(file.path()) == FormatSpec.Kind.JSON
                    ? file.length() / NAMED_FIELDS
                    : file.length())
        .sum();
  }
}
