package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRecords;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Station read: files to rows of raw text, each with its place in the file. */
final class SourceReader {
  private final SparkSession spark;
  private final Configuration hadoop;
  private final SeenFields seen;

  /**
   * A reader.
   *
   * @param seen is told the columns that JSON records had
   */
  SourceReader(org.apache.spark.sql.SparkSession spark, SeenFields seen) {
    this.spark = (SparkSession) spark;
    this.hadoop = this.spark.sparkContext().hadoopConfiguration();
    this.seen = seen;
  }

  RawRecords read(SourceSpec source, List<InputFile> files) {
    return counted(source, files(source, files, false));
  }

  /** Each file by one task, so that nobody need look where it could be cut. */
  RawRecords readInOrder(SourceSpec source, List<InputFile> files) {
    return counted(source, files(source, files, true));
  }

  /**
   * A file's records without a task of Spark's; of Parquet it reads some millions of bytes at once.
   */
  Iterator<InternalRow> rows(SourceSpec source, InputFile file) {
    FormatSpec.Kind kind = source.format().kindOf(file.path());
    SourceSpec own = source.read(kind);
    if (kind == FormatSpec.Kind.PARQUET) {
      return new ParquetReader(spark, own).read(file).toLocalIterator();
    }
    SliceReader reader = new SliceReader(own, new SerializableConfiguration(hadoop), seen);
    return reader.rows(SlicePlanner.plan(own, List.of(file), hadoop).get(0).whole());
  }

  /** Looks at a file's beginning, and throws if it is none of the source. */
  void open(SourceSpec source, InputFile file) {
    FormatSpec.Kind kind = source.format().kindOf(file.path());
    if (kind == FormatSpec.Kind.PARQUET) {
      new ParquetReader(spark, source.read(kind)).read(file);
    } else {
      SlicePlanner.plan(source.read(kind), List.of(file), hadoop);
    }
  }

  private RawRecords counted(SourceSpec source, JavaRDD<InternalRow> rows) {
    return RawRecords.counted(spark, source, rows, "files of " + source.name());
  }

  /** A source without a declared format may come in files of several. */
  @SuppressWarnings("unchecked")
  private JavaRDD<InternalRow> files(SourceSpec source, List<InputFile> files, boolean areWhole) {
    Map<FormatSpec.Kind, List<InputFile>> byKind =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file -> source.format().kindOf(file.path()),
                    TreeMap::new,
                    Collectors.toList()));
    List<JavaRDD<InternalRow>> all = new ArrayList<>();
    byKind.forEach((kind, own) -> all.add(files(source.read(kind), own, kind, areWhole)));
    if (all.isEmpty()) {
      return new JavaSparkContext(spark.sparkContext()).emptyRDD();
    }
    return all.size() == 1
        ? all.get(0)
        : new JavaSparkContext(spark.sparkContext()).union(all.toArray(JavaRDD[]::new));
  }

  @SuppressWarnings("unchecked")
  private JavaRDD<InternalRow> files(
      SourceSpec source, List<InputFile> files, FormatSpec.Kind kind, boolean areWhole) {
    if (kind != FormatSpec.Kind.PARQUET) {
      List<FileSlice> slices = SlicePlanner.plan(source, files, hadoop);
      return slices(
          source,
          files,
          areWhole
              ? slices.stream().filter(FileSlice::isFirst).map(FileSlice::whole).toList()
              : slices);
    }
    // File by file: of several at once, Spark would take one file's columns for all.
    ParquetReader reader = new ParquetReader(spark, source);
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    List<InputFile> small = files.stream().filter(SourceReader::isSmall).toList();
    List<JavaRDD<InternalRow>> all = new ArrayList<>();
    files.stream().filter(file -> !isSmall(file)).map(reader::read).forEach(all::add);
    if (!small.isEmpty()) {
      long bytes = small.stream().mapToLong(InputFile::length).sum();
      JavaRDD<InternalRow>[] own = small.stream().map(reader::read).toArray(JavaRDD[]::new);
      all.add(
          context
              .union(own)
              .coalesce(SlicedFiles.tasks(small.size(), bytes, spark.sparkContext())));
    }
    return context.union(all.toArray(JavaRDD[]::new));
  }

  private static boolean isSmall(InputFile file) {
    return file.length() < SlicePlanner.SLICE_BYTES;
  }

  private JavaRDD<InternalRow> slices(
      SourceSpec source, List<InputFile> files, List<FileSlice> slices) {
    SliceReader reader = new SliceReader(source, new SerializableConfiguration(hadoop), seen);
    Map<String, Long> lengths =
        files.stream()
            .collect(Collectors.toMap(InputFile::path, InputFile::length, (one, same) -> one));
    return new SlicedFiles(spark.sparkContext(), reader, lengths, safe(source, slices)).toJavaRDD();
  }

  private CompletableFuture<List<FileSlice>> safe(SourceSpec source, List<FileSlice> slices) {
    boolean mayCutFields =
        source.format().kind() == FormatSpec.Kind.CSV
            && source.format().multiLine()
            && slices.stream().anyMatch(slice -> !slice.isFirst());
    if (!mayCutFields) {
      return CompletableFuture.completedFuture(slices);
    }
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    return CompletableFuture.supplyAsync(
        () -> CsvCuts.safe(slices, source.format(), context, configuration));
  }
}
