package io.loadstar.read;

import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.batch.Lateness;
import io.loadstar.batch.RawRecords;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.run.RunKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * New files of a batch, which are added to what it has.
 *
 * @param waiting what the batch has in the quarantine, which stays
 * @param unstated sources of which the batch has said nothing before
 */
public record MicroBatchSource(FileSource files, BatchSource waiting, Set<String> unstated)
    implements BatchSource {
  @Override
  public RunKind kind() {
    return RunKind.STREAM;
  }

  @Override
  public Lateness lateness(SourceSpec source) {
    return files.lateness(source);
  }

  @Override
  public void close() {
    files.close();
  }

  @Override
  public String shown() {
    return files.shown();
  }

  @Override
  public String amount() {
    return files.amount();
  }

  @Override
  public List<InputFile> files(SourceSpec source) {
    return files.files(source);
  }

  @Override
  public boolean hasRecords(SourceSpec source) {
    return !files(source).isEmpty();
  }

  @Override
  public Set<String> preferred(SourceSpec source) {
    return files.preferred(source);
  }

  @Override
  public RawRecords read(SourceSpec source, SparkSession session) {
    return files.read(source, session);
  }

  @Override
  public Dataset<Row> withTexts(SourceSpec source, Dataset<Row> rejected) {
    return files.withTexts(source, rejected);
  }

  @Override
  public Map<String, Dataset<Row>> untouched() {
    return waiting.untouched();
  }

  /** A snapshot that has not come yet does not say that all are gone. */
  @Override
  public Optional<RawRecords> staying(SourceSpec source, SparkSession session) {
    boolean isNothingSaid = unstated.contains(source.name()) && !hasRecords(source);
    return isNothingSaid
        ? Optional.of(RawRecords.unreadable(session, source))
        : waiting.staying(source, session);
  }

  @Override
  public Map<String, String> corrections(SourceSpec source, Dataset<Row> accepted) {
    return Map.of();
  }

  @Override
  public List<String> absentFields(SourceSpec source) {
    return List.of();
  }

  @Override
  public void refuseChanged() {
    files.refuseChanged();
  }
}
