package io.loadstar.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.try_element_at;

import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.batch.Lateness;
import io.loadstar.batch.PersonalFields;
import io.loadstar.batch.RawRecords;
import io.loadstar.batch.RawRows;
import io.loadstar.batch.RecordId;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.RunKind;
import io.loadstar.spark.InternalRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Quarantined records of a batch, as they came or as a person has corrected them. */
public final class QuarantineSource implements BatchSource {
  private final QuarantineFolder folder;
  private final Map<String, Dataset<Row>> records;
  private final Set<String> asked;
  private final Set<String> unstated;
  private final Map<String, Lateness> lateness;

  private QuarantineSource(
      QuarantineFolder folder,
      Map<String, Dataset<Row>> records,
      Set<String> asked,
      Set<String> unstated,
      Map<String, Lateness> lateness) {
    this.folder = folder;
    this.records = records;
    this.asked = asked;
    this.unstated = unstated;
    this.lateness = lateness;
  }

  /**
   * Looks for the records of a batch that are selected.
   *
   * @param unstated sources of which the batch has said nothing
   * @param lateness by source, as the records' files were judged
   */
  public static QuarantineSource of(
      SubjectArea area,
      LocalDate batchDate,
      SparkSession spark,
      QuarantineFolder folder,
      ReplaySelection selection,
      Set<String> unstated,
      Map<String, Lateness> lateness) {
    Map<String, Dataset<Row>> records = new HashMap<>();
    Set<String> asked = new HashSet<>();
    for (SourceSpec source : area.sources()) {
      Dataset<Row> all = QuarantineRecords.read(spark, folder, source, batchDate);
      Dataset<Row> marked = selection.marked(spark, all, source, batchDate);
      records.put(source.name(), marked);
      if (!selected(marked).isEmpty()) {
        asked.add(source.name());
      }
    }
    return new QuarantineSource(folder, records, asked, unstated, lateness);
  }

  /** All records of a batch, of which none is judged again. */
  public static QuarantineSource waiting(
      SubjectArea area, LocalDate batchDate, SparkSession spark, QuarantineFolder folder) {
    Map<String, Dataset<Row>> records = new HashMap<>();
    for (SourceSpec source : area.sources()) {
      if (folder.settled(source.name(), batchDate).isPresent()) {
        records.put(
            source.name(),
            QuarantineRecords.read(spark, folder, source, batchDate)
                .withColumn(ReplaySelection.IS_SELECTED, lit(false)));
      }
    }
    return new QuarantineSource(folder, records, Set.of(), Set.of(), Map.of());
  }

  /** Whether no record is selected. */
  public boolean isEmpty() {
    return asked.isEmpty();
  }

  @Override
  public Lateness lateness(SourceSpec source) {
    return lateness.getOrDefault(source.name(), Lateness.NONE);
  }

  @Override
  public RunKind kind() {
    return RunKind.REPLAY;
  }

  @Override
  public Set<String> unstated() {
    return unstated;
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
  public boolean hasRecords(SourceSpec source) {
    return asked.contains(source.name());
  }

  @Override
  public Set<String> preferred(SourceSpec source) {
    return Set.of();
  }

  @Override
  public RawRecords read(SourceSpec source, SparkSession session) {
    return records(source, session, selected(source));
  }

  @Override
  public Optional<RawRecords> staying(SourceSpec source, SparkSession session) {
    if (unstated.contains(source.name())) {
      return Optional.of(RawRecords.unreadable(session, source));
    }
    Dataset<Row> all = records.get(source.name());
    if (all == null) {
      return Optional.empty();
    }
    Dataset<Row> staying = all.filter(not(col(ReplaySelection.IS_SELECTED)));
    return staying.isEmpty() ? Optional.empty() : Optional.of(records(source, session, staying));
  }

  private static RawRecords records(SourceSpec source, SparkSession session, Dataset<Row> marked) {
    List<Column> columns = new ArrayList<>();
    RawRows.PLACE.forEach(name -> columns.add(col(name)));
    for (ColumnSpec column : source.fileColumns()) {
      columns.add(try_element_at(col("record"), lit(column.from())));
    }
    Dataset<Row> rows = marked.select(columns.toArray(Column[]::new));
    return RawRecords.counted(
        session, source, InternalRows.of(rows), "quarantined records of " + source.name());
  }

  private Dataset<Row> selected(SourceSpec source) {
    return selected(Objects.requireNonNull(records.get(source.name())));
  }

  private static Dataset<Row> selected(Dataset<Row> marked) {
    return marked.filter(col(ReplaySelection.IS_SELECTED));
  }

  /** The texts that were judged, which are not those of a record as it came if it was corrected. */
  @Override
  public Dataset<Row> withTexts(SourceSpec source, Dataset<Row> rejected) {
    Dataset<Row> texts =
        selected(source)
            .select(
                col("_file").as("_text_file"),
                col("_offset").as("_text_offset"),
                PersonalFields.removed(col("record"), source).as("_record"),
                col("_row"),
                col("_is_withheld"),
                col("_is_corrected"));
    Column isSame =
        col("_file").equalTo(col("_text_file")).and(col("_offset").equalTo(col("_text_offset")));
    return rejected.join(texts, isSame, "left");
  }

  /** Each record has what its file had. */
  @Override
  public List<String> absentFields(SourceSpec source) {
    return List.of();
  }

  /** Only who holds the area's lock writes to the quarantine. */
  @Override
  public void refuseChanged() {
    // Nothing can have changed.
  }

  @Override
  public Map<String, Dataset<Row>> untouched() {
    Map<String, Dataset<Row>> lines = new HashMap<>();
    records.forEach(
        (source, all) -> lines.put(source, all.filter(not(col(ReplaySelection.IS_SELECTED)))));
    return lines;
  }

  /** Through the driver: a person has written them. */
  @Override
  public Map<String, String> corrections(SourceSpec source, Dataset<Row> accepted) {
    Dataset<Row> corrected = withTexts(source, accepted).filter(col("_is_corrected"));
    Map<String, String> fields = new HashMap<>();
    for (Row row : corrected.select(RecordId.ofRow(), to_json(col("_record"))).collectAsList()) {
      fields.put(row.getString(0), row.getString(1));
    }
    return fields;
  }
}
