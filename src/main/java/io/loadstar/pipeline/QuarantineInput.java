package io.loadstar.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_json;

import io.loadstar.error.BatchErrors;
import io.loadstar.ledger.MendedRecords;
import io.loadstar.members.StandingBatch;
import io.loadstar.model.SourceSpec;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.quarantine.QuarantineRecords;
import io.loadstar.read.InputFile;
import io.loadstar.read.RecordTexts;
import io.loadstar.read.SourceReader;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Quarantined records of a batch, as they came or as a person has mended them. */
final class QuarantineInput implements BatchInput {
  private final LoadRequest request;
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final QuarantineFolder folder;
  private final ReplaySelection selection;
  private final Map<String, Dataset<Row>> records = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  QuarantineInput(
      LoadRequest request,
      SparkSession spark,
      Warehouse warehouse,
      QuarantineFolder folder,
      ReplaySelection selection) {
    this.request = request;
    this.spark = spark;
    this.warehouse = warehouse;
    this.folder = folder;
    this.selection = selection;
  }

  @Override
  public String kind() {
    return "replay";
  }

  @Override
  public String shown() {
    return folder.toString();
  }

  @Override
  public String amount() {
    return "quarantined records of " + folder;
  }

  @Override
  public List<InputFile> files(SourceSpec source) {
    return List.of();
  }

  @Override
  public boolean begin(Connection session) {
    String area = request.area().name();
    for (SourceSpec source : request.area().sources()) {
      Dataset<Row> all = QuarantineRecords.read(spark, folder, source, request.batchDate());
      records.put(source.name(), selection.marked(spark, all, source, request.batchDate()));
      if (!selected(source).isEmpty()) {
        asked.add(source.name());
      }
    }
    if (!asked.isEmpty() && !MendedRecords.isLoaded(session, area, request.batchDate())) {
      throw BatchErrors.neverLoaded(area, request.batchDate().toString());
    }
    return !asked.isEmpty();
  }

  @Override
  public boolean hasRecords(SourceSpec source) {
    return asked.contains(source.name());
  }

  @Override
  public Set<String> preferred(SourceSpec source) {
    return Set.of();
  }

  @Override
  public SourceReader.Read read(SourceSpec source, SparkSession session) {
    return new SourceReader(session).read(source, selected(source));
  }

  private Dataset<Row> selected(SourceSpec source) {
    return records.get(source.name()).filter(col(ReplaySelection.IS_SELECTED));
  }

  /** The texts that were judged, which are not those of the record as it came if it was mended. */
  @Override
  public Dataset<Row> withTexts(SourceSpec source, Dataset<Row> rejected) {
    Dataset<Row> texts =
        selected(source)
            .select(
                col("_file").as("_text_file"),
                col("_offset").as("_text_offset"),
                RecordTexts.withoutPersons(col("record"), source).as("_record"),
                col("_is_withheld"),
                col("_is_mended"));
    Column isSame =
        col("_file").equalTo(col("_text_file")).and(col("_offset").equalTo(col("_text_offset")));
    return rejected.join(texts, isSame, "left");
  }

  @Override
  public Map<String, Dataset<Row>> untouched() {
    Map<String, Dataset<Row>> lines = new HashMap<>();
    records.forEach(
        (source, all) -> lines.put(source, all.filter(not(col(ReplaySelection.IS_SELECTED)))));
    return lines;
  }

  @Override
  public Optional<StandingBatch> standing() {
    return Optional.of(new StandingBatch(spark, warehouse, request.batchDate()));
  }

  @Override
  public Map<String, Map<String, String>> mended(Map<String, Judged> judged) {
    Map<String, Map<String, String>> mended = new HashMap<>();
    judged.forEach((name, source) -> mended.put(name, mended(source)));
    return mended;
  }

  /** Through the driver: a person has written them. */
  private Map<String, String> mended(Judged judged) {
    Dataset<Row> accepted = withTexts(judged.source(), judged.accepted()).filter(col("_is_mended"));
    Map<String, String> fields = new HashMap<>();
    for (Row row :
        accepted
            .select(
                QuarantineRecords.id(col("_file"), col("_offset"), col("_raw")),
                to_json(col("_record")))
            .collectAsList()) {
      fields.put(row.getString(0), row.getString(1));
    }
    return fields;
  }
}
