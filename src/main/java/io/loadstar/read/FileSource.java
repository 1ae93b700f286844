package io.loadstar.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.batch.Lateness;
import io.loadstar.batch.PersonalFields;
import io.loadstar.batch.RawRecords;
import io.loadstar.batch.RecordId;
import io.loadstar.batch.RecordPlace;
import io.loadstar.error.Counted;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.run.RunKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A batch's files, with what people have corrected in the place of what the files hold. */
public final class FileSource implements BatchSource {
  private static final StructType CORRECTED =
      new StructType().add("_id", DataTypes.StringType).add("_fields", DataTypes.StringType);

  private final SparkSession spark;
  private final List<SourceSpec> sources;
  private final String folder;
  private final Map<String, List<InputFile>> files;
  private final Map<String, Map<String, String>> corrected;
  private final Map<String, Lateness> lateness;
  private final SharedFiles shared;
  private final Map<String, SeenFields> seen = new ConcurrentHashMap<>();

  /**
   * Files that are known.
   *
   * @param files by source
   * @param corrected by source, then by the record's id: its corrected texts, as JSON by field name
   * @param lateness by source
   */
  public FileSource(
      SparkSession spark,
      List<SourceSpec> sources,
      String folder,
      Map<String, List<InputFile>> files,
      Map<String, Map<String, String>> corrected,
      Map<String, Lateness> lateness) {
    this.spark = spark;
    this.sources = sources;
    this.folder = folder;
    this.files = files;
    this.corrected = corrected;
    this.lateness = lateness;
    this.shared = new SharedFiles(sources, files);
  }

  @Override
  public void close() {
    shared.close();
  }

  @Override
  public Lateness lateness(SourceSpec source) {
    return lateness.getOrDefault(source.name(), Lateness.NONE);
  }

  @Override
  public RunKind kind() {
    return RunKind.LOAD;
  }

  @Override
  public String shown() {
    return folder;
  }

  @Override
  public String amount() {
    return Counted.of(files.values().stream().mapToLong(List::size).sum(), "file")
        + " of "
        + folder;
  }

  @Override
  public List<InputFile> files(SourceSpec source) {
    return files.getOrDefault(source.name(), List.of());
  }

  @Override
  public boolean hasRecords(SourceSpec source) {
    return true;
  }

  @Override
  public Set<String> preferred(SourceSpec source) {
    return own(source).keySet();
  }

  /** Of persons nothing is kept, so nothing of them can have been corrected. */
  private Map<String, String> own(SourceSpec source) {
    return source.hasPii() ? Map.of() : corrected.getOrDefault(source.name(), Map.of());
  }

  @Override
  public RawRecords read(SourceSpec source, SparkSession session) {
    SeenFields fields = new SeenFields();
    session.sparkContext().register(fields);
    seen.put(source.name(), fields);
    RawRecords read =
        shared.isShared(source)
            ? shared.read(source, session, fields)
            : new SourceReader(session, fields).read(source, files(source));
    Map<String, String> own = own(source);
    return own.isEmpty()
        ? read
        : new RawRecords(withCorrections(read.rows(), source, own), read.recordsRead());
  }

  private Dataset<Row> withCorrections(
      Dataset<Row> rows, SourceSpec source, Map<String, String> own) {
    List<Row> records = new ArrayList<>();
    own.forEach((id, fields) -> records.add(RowFactory.create(id, fields)));
    Dataset<Row> known =
        spark
            .createDataFrame(records, CORRECTED)
            .withColumn(
                "_fields",
                from_json(
                    col("_fields"),
                    DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType)));
    Column isCorrected = col("_id").isNotNull();
    List<Column> columns = new ArrayList<>();
    for (String name : rows.columns()) {
      Column value = source.column(name).map(FileSource::correctedText).orElse(lit(null));
      boolean isPlace = !name.startsWith("_broken") && source.column(name).isEmpty();
      columns.add(isPlace ? col(name) : when(isCorrected, value).otherwise(col(name)).as(name));
    }
    return rows.join(functions.broadcast(known), RecordId.ofRow().equalTo(col("_id")), "left")
        .select(columns.toArray(Column[]::new));
  }

  private static Column correctedText(ColumnSpec column) {
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
        .withColumn("_record", PersonalFields.removed(all, source))
        .withColumn("_row", RecordPlace.row(source))
        .withColumn("_is_withheld", lit(source.hasPii()))
        .withColumn("_is_corrected", lit(false));
  }

  @Override
  public Map<String, Dataset<Row>> untouched() {
    return Map.of();
  }

  /** Of CSV and Parquet the file itself tells; of JSON only all its records do. */
  @Override
  public List<String> absentFields(SourceSpec source) {
    boolean isAllJson =
        files(source).stream()
            .allMatch(file -> source.format().kindOf(file.path()) == FormatSpec.Kind.JSON);
    SeenFields fields = seen.get(source.name());
    if (!isAllJson || fields == null || fields.isZero()) {
      return List.of();
    }
    BitSet present = fields.value();
    List<ColumnSpec> columns = source.fileColumns();
    return IntStream.range(0, columns.size())
        .filter(i -> !present.get(i) && !columns.get(i).mayBeMissing())
        .mapToObj(i -> columns.get(i).from())
        .distinct()
        .toList();
  }

  @Override
  public void refuseChanged() {
    sources.forEach(
        source ->
            InputFolder.refuseChanged(
                source, files(source), spark.sparkContext().hadoopConfiguration()));
  }

  @Override
  public Optional<RawRecords> staying(SourceSpec source, SparkSession session) {
    return Optional.empty();
  }

  @Override
  public Map<String, String> corrections(SourceSpec source, Dataset<Row> accepted) {
    return Map.of();
  }
}
