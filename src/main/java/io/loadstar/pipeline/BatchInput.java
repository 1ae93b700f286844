package io.loadstar.pipeline;

import io.loadstar.members.StandingBatch;
import io.loadstar.model.SourceSpec;
import io.loadstar.read.InputFile;
import io.loadstar.read.SourceReader;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where the records of a batch come from. */
interface BatchInput {
  /** How the ledger calls such a run: load or replay. */
  String kind();

  /** Where from, for people. */
  String shown();

  /** How much there is, for people. */
  String amount();

  /** The files of a source; none if they are not read. */
  List<InputFile> files(SourceSpec source);

  /**
   * Called once before anything is read, with the area's lock held.
   *
   * @param session the connection that holds it
   * @return whether there is anything to do
   */
  boolean begin(Connection session);

  /** Whether any record of a source is to be judged. */
  boolean hasRecords(SourceSpec source);

  /** Ids of records that a person has mended, which stand where others contradict them. */
  Set<String> preferred(SourceSpec source);

  /** The records of a source, planned by a session. */
  SourceReader.Read read(SourceSpec source, SparkSession session);

  /**
   * What was kept out of a source, each record with its texts by field name in {@code _record}.
   * With it {@code _is_withheld}, whether the rest must not be kept, and {@code _is_mended}.
   */
  Dataset<Row> withTexts(SourceSpec source, Dataset<Row> rejected);

  /** Lines of the quarantine that stay as they are, by source. */
  Map<String, Dataset<Row>> untouched();

  /** What the batch has in the warehouse and keeps; empty if what is read replaces it all. */
  Optional<StandingBatch> standing();

  /** Mended records that were accepted, as {@link io.loadstar.ledger.MendedRecords} has them. */
  Map<String, Map<String, String>> mended(Map<String, Judged> judged);
}
