package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRecords;
import io.loadstar.error.InputErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.spark.InternalRows;
import io.loadstar.spark.SparkMessages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Station read: files to rows of raw text, each with its place in the file. */
public final class SourceReader {
  private final SparkSession spark;
  private final Configuration hadoop;

  public SourceReader(org.apache.spark.sql.SparkSession spark) {
    this.spark = (SparkSession) spark;
    this.hadoop = this.spark.sparkContext().hadoopConfiguration();
  }

  public RawRecords read(SourceSpec source, List<InputFile> files) {
    return RawRecords.counted(spark, source, files(source, files), "files of " + source.name());
  }

  /** A source without a declared format may come in files of several. */
  @SuppressWarnings("unchecked")
  private JavaRDD<InternalRow> files(SourceSpec source, List<InputFile> files) {
    Map<FormatSpec.Kind, List<InputFile>> byKind =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file -> source.format().kindOf(file.path()),
                    TreeMap::new,
                    Collectors.toList()));
    List<JavaRDD<InternalRow>> all = new ArrayList<>();
    byKind.forEach((kind, own) -> all.add(files(source.read(kind), own, kind)));
    if (all.isEmpty()) {
      return new JavaSparkContext(spark.sparkContext()).emptyRDD();
    }
    return all.size() == 1
        ? all.get(0)
        : new JavaSparkContext(spark.sparkContext()).union(all.toArray(JavaRDD[]::new));
  }

  private JavaRDD<InternalRow> files(
      SourceSpec source, List<InputFile> files, FormatSpec.Kind kind) {
    return kind == FormatSpec.Kind.PARQUET
        ? parquet(source, files)
        : slices(source, SlicePlanner.plan(source, files, hadoop));
  }

  private JavaRDD<InternalRow> slices(SourceSpec source, List<FileSlice> slices) {
    SliceReader reader = new SliceReader(source, new SerializableConfiguration(hadoop));
    return new SlicedFiles(spark.sparkContext(), reader, safe(source, slices)).toJavaRDD();
  }

  private CompletableFuture<List<FileSlice>> safe(SourceSpec source, List<FileSlice> slices) {
    boolean mayCutFields =
        source.format().kind() == FormatSpec.Kind.CSV
            && source.format().multiLine()
            && slices.stream().anyMatch(slice -> slice.start() > 0);
    if (!mayCutFields) {
      return CompletableFuture.completedFuture(slices);
    }
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    return CompletableFuture.supplyAsync(
        () -> CsvCuts.safe(slices, source.format(), context, configuration));
  }

  /** File by file: of several at once, Spark would take one file's columns for all. */
  @SuppressWarnings("unchecked")
  private JavaRDD<InternalRow> parquet(SourceSpec source, List<InputFile> files) {
    JavaRDD<InternalRow>[] all =
        files.stream().map(file -> parquet(source, file)).toArray(JavaRDD[]::new);
    return new JavaSparkContext(spark.sparkContext()).union(all);
  }

  private JavaRDD<InternalRow> parquet(SourceSpec source, InputFile file) {
    Dataset<Row> read;
    try {
      read = spark.read().parquet(file.path());
    } catch (Exception e) {
      // Spark throws checked exceptions that no signature tells of.
      throw InputErrors.notParquet(source.name(), file.shown(), SparkMessages.shown(e));
    }
    checkColumns(source, file, read.schema());
    List<Column> texts = new ArrayList<>();
    for (ColumnSpec column : source.fileColumns()) {
      texts.add(text(column.from(), read.schema().apply(column.from()).dataType()));
    }
    BrokenRecord nul = BrokenRecord.nulByte();
    Column hasNul = functions.concat_ws("", texts.toArray(Column[]::new)).contains("\0");
    List<Column> columns = new ArrayList<>();
    columns.add(functions.lit(file.shown()));
    columns.add(functions.lit(null).cast("bigint"));
    columns.add(functions.col("_metadata.row_index"));
    columns.add(
        functions.to_json(
            functions.struct(functions.col("*")), Map.of("ignoreNullFields", "false")));
    columns.add(functions.when(hasNul, functions.lit(nul.rule())));
    columns.add(functions.when(hasNul, functions.lit(nul.message())));
    columns.addAll(texts);
    Dataset<Row> rows = read.select(columns.toArray(Column[]::new));
    return InternalRows.of(rows);
  }

  private static Column text(String name, DataType type) {
    Column column = functions.col("`" + name.replace("`", "``") + "`");
    boolean isNested =
        type instanceof ArrayType || type instanceof StructType || type instanceof MapType;
    return isNested ? functions.to_json(column) : column.cast("string");
  }

  private static void checkColumns(SourceSpec source, InputFile file, StructType schema) {
    Set<String> present = Set.copyOf(Arrays.asList(schema.fieldNames()));
    List<String> wanted = source.fileFields();
    List<String> missing = wanted.stream().filter(name -> !present.contains(name)).toList();
    List<String> extra = present.stream().filter(name -> !wanted.contains(name)).sorted().toList();
    if (!missing.isEmpty()) {
      throw InputErrors.missingColumns(source.name(), file.shown(), missing, extra);
    }
    if (!extra.isEmpty() && !source.ignoreExtraColumns()) {
      throw InputErrors.extraColumns(source.name(), file.shown(), extra);
    }
  }
}
