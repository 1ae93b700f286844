package io.loadstar.read;

import static org.apache.spark.sql.functions.col;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRecords;
import io.loadstar.batch.RawRows;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.spark.InternalRows;
import io.loadstar.spill.SpillScope;
import io.loadstar.spill.SpilledRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * CSV files from which several sources are made: their records are taken apart once, and kept on
 * disk until the run ends. Not so if one of the sources has persons: what is kept has not been
 * hidden yet.
 */
final class SharedFiles implements AutoCloseable {
  private final List<SourceSpec> sources;
  private final Map<String, List<InputFile>> files;
  private final SpillScope spill = new SpillScope();
  private final Map<List<Object>, Taken> taken = new HashMap<>();

  /**
   * Of a batch.
   *
   * @param files by source
   */
  SharedFiles(List<SourceSpec> sources, Map<String, List<InputFile>> files) {
    this.sources = sources;
    this.files = files;
  }

  /** The records of the files, with each field that some source wants. */
  private record Taken(SpilledRows rows, List<List<String>> fields) {}

  /** Whether others are made from the same files. */
  boolean isShared(SourceSpec source) {
    List<SourceSpec> all = sharing(source);
    return all.size() > 1 && all.stream().allMatch(this::isKept);
  }

  /** The source's records; its files must be none but its own. */
  RawRecords read(SourceSpec source, SparkSession session, SeenFields seen) {
    for (InputFile file : files(source)) {
      new SourceReader(session, seen).open(source, file);
    }
    Taken shared = taken(source, session, seen);
    List<Column> columns = new ArrayList<>();
    RawRows.PLACE.forEach(name -> columns.add(col(name)));
    for (ColumnSpec column : source.fileColumns()) {
      columns.add(col(field(shared.fields().indexOf(column.names()))).as(column.name()));
    }
    return RawRecords.counted(
        session,
        source,
        InternalRows.of(shared.rows().rowsIn(session).select(columns.toArray(Column[]::new))),
        "files of " + source.name());
  }

  /** Sources are read side by side. */
  private synchronized Taken taken(SourceSpec source, SparkSession session, SeenFields seen) {
    return taken.computeIfAbsent(
        List.of(source.path(), source.format(), files(source)),
        key -> {
          List<SourceSpec> all = sharing(source);
          List<List<String>> fields =
              all.stream()
                  .flatMap(one -> one.fileColumns().stream())
                  .map(ColumnSpec::names)
                  .distinct()
                  .toList();
          String name = all.stream().map(SourceSpec::name).collect(Collectors.joining(", "));
          SourceSpec whole =
              source.fields(
                  name,
                  IntStream.range(0, fields.size())
                      .mapToObj(i -> ColumnSpec.ofField(field(i), fields.get(i)))
                      .toList());
          RawRecords read = new SourceReader(session, seen).read(whole, files(source));
          return new Taken(spill.keep(read.rows(), "files of " + name), fields);
        });
  }

  private static String field(int index) {
    return "field_" + index;
  }

  private List<SourceSpec> sharing(SourceSpec source) {
    return sources.stream()
        .filter(other -> other.path().equals(source.path()))
        .filter(other -> other.format().equals(source.format()))
        .filter(other -> files(other).equals(files(source)))
        .toList();
  }

  private boolean isKept(SourceSpec source) {
    return !source.hasPii()
        && source.format().header()
        && !files(source).isEmpty()
        && files(source).stream()
            .allMatch(file -> source.format().kindOf(file.path()) == FormatSpec.Kind.CSV);
  }

  private List<InputFile> files(SourceSpec source) {
    return Objects.requireNonNullElse(files.get(source.name()), List.of());
  }

  @Override
  public void close() {
    spill.close();
  }
}
