package io.loadstar.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import io.loadstar.ledger.MendedRecords;
import io.loadstar.members.StandingBatch;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.quarantine.QuarantineRecords;
import io.loadstar.read.InputFile;
import io.loadstar.read.InputFolder;
import io.loadstar.read.RecordTexts;
import io.loadstar.read.SourceReader;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A batch's files, with what people have mended in the place of what the files hold. */
final class FileInput implements BatchInput {
  private static final StructType MENDED =
      new StructType().add("_id", DataTypes.StringType).add("_fields", DataTypes.StringType);

  private final SparkSession spark;
  private final String area;
  private final LocalDate batchDate;
  private final String folder;
  private final Map<String, List<InputFile>> files;
  private Map<String, Map<String, String>> mended = Map.of();

  /**
   * Files that are known.
   *
   * @param files by source
   */
  FileInput(
      SparkSession spark,
      String area,
      LocalDate batchDate,
      String folder,
      Map<String, List<InputFile>> files) {
    this.spark = spark;
    this.area = area;
    this.batchDate = batchDate;
    this.folder = folder;
    this.files = files;
  }

  /** Looks for the files of a batch. */
  static FileInput find(LoadRequest request, SparkSession spark) {
    return new FileInput(
        spark,
        request.area().name(),
        request.batchDate(),
        request.input(),
        InputFolder.find(
            request.area(),
            request.input(),
            request.batchDate(),
            spark.sparkContext().hadoopConfiguration()));
  }

  @Override
  public String kind() {
    return "load";
  }

  @Override
  public String shown() {
    return folder;
  }

  @Override
  public String amount() {
    return files.values().stream().mapToLong(List::size).sum() + " files of " + folder;
  }

  @Override
  public List<InputFile> files(SourceSpec source) {
    return files.get(source.name());
  }

  @Override
  public boolean begin(Connection session) {
    mended = MendedRecords.of(session, area, batchDate);
    return true;
  }

  @Override
  public boolean hasRecords(SourceSpec source) {
    return true;
  }

  @Override
  public Set<String> preferred(SourceSpec source) {
    return own(source).keySet();
  }

  /** Of persons nothing is kept, so nothing of them can have been mended. */
  private Map<String, String> own(SourceSpec source) {
    return source.hasPii() ? Map.of() : mended.getOrDefault(source.name(), Map.of());
  }

  @Override
  public SourceReader.Read read(SourceSpec source, SparkSession session) {
    SourceReader.Read read = new SourceReader(session).read(source, files(source));
    Map<String, String> own = own(source);
    return own.isEmpty()
        ? read
        : new SourceReader.Read(withMends(read.rows(), source, own), read.recordsRead());
  }

  private Dataset<Row> withMends(Dataset<Row> rows, SourceSpec source, Map<String, String> own) {
    List<Row> records = new ArrayList<>();
    own.forEach((id, fields) -> records.add(RowFactory.create(id, fields)));
    Dataset<Row> known =
        spark
            .createDataFrame(records, MENDED)
            .withColumn(
                "_fields",
                from_json(
                    col("_fields"),
                    DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType)));
    Column isMended = col("_id").isNotNull();
    List<Column> columns = new ArrayList<>();
    for (String name : rows.columns()) {
      Column value = source.column(name).map(FileInput::mendedText).orElse(lit(null));
      boolean isPlace = !name.startsWith("_broken") && source.column(name).isEmpty();
      columns.add(isPlace ? col(name) : when(isMended, value).otherwise(col(name)).as(name));
    }
    return rows.join(
            functions.broadcast(known),
            QuarantineRecords.id(col("_file"), col("_offset"), col("_raw")).equalTo(col("_id")),
            "left")
        .select(columns.toArray(Column[]::new));
  }

  private static Column mendedText(ColumnSpec column) {
    Column field = lit(column.from());
    // The spec may have got the column since.
    return when(
            functions.map_contains_key(col("_fields"), field),
            try_element_at(col("_fields"), field))
        .otherwise(col(column.name()));
  }

  @Override
  public Dataset<Row> withTexts(SourceSpec source, Dataset<Row> rejected) {
    RecordTexts texts =
        new RecordTexts(source, files(source), spark.sparkContext().hadoopConfiguration());
    Column all = texts.of(col("_file"), col("_raw"));
    return rejected
        .withColumn("_record", RecordTexts.withoutPersons(all, source))
        .withColumn("_is_withheld", lit(source.hasPii()))
        .withColumn("_is_mended", lit(false));
  }

  @Override
  public Map<String, Dataset<Row>> untouched() {
    return Map.of();
  }

  @Override
  public Optional<StandingBatch> standing() {
    return Optional.empty();
  }

  @Override
  public Map<String, Map<String, String>> mended(Map<String, Judged> judged) {
    return Map.of();
  }
}
