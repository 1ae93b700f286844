package io.loadstar.batch;

import io.loadstar.model.SourceSpec;
import io.loadstar.model.run.RunKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A batch that is taken back: no records, and nothing said of anybody. A snapshot that had no
 * records would say that all are gone, so one record is told to be missing of which nothing is
 * known.
 */
public final class NoRecords implements BatchSource {
  @Override
  public RunKind kind() {
    return RunKind.RETRACT;
  }

  @Override
  public String shown() {
    return "nothing";
  }

  @Override
  public String amount() {
    return "nothing";
  }

  @Override
  public List<InputFile> files(SourceSpec source) {
    return List.of();
  }

  @Override
  public boolean hasRecords(SourceSpec source) {
    return false;
  }

  @Override
  public Set<String> preferred(SourceSpec source) {
    return Set.of();
  }

  @Override
  public RawRecords read(SourceSpec source, SparkSession session) {
    return new RawRecords(session.createDataFrame(List.of(), RawRows.schema(source)), () -> 0L);
  }

  @Override
  public Optional<RawRecords> staying(SourceSpec source, SparkSession session) {
    return Optional.of(RawRecords.unreadable(session, source));
  }

  @Override
  public Dataset<Row> withTexts(SourceSpec source, Dataset<Row> rejected) {
    return rejected
        .withColumn("_record", functions.lit(null).cast("map<string,string>"))
        .withColumn("_row", functions.lit(null).cast("bigint"))
        .withColumn("_is_withheld", functions.lit(false))
        .withColumn("_is_corrected", functions.lit(false));
  }

  @Override
  public Map<String, Dataset<Row>> untouched() {
    return Map.of();
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
    // Nothing was read.
  }
}
