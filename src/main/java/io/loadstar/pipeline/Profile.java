package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRows;
import io.loadstar.batch.SampledFile;
import io.loadstar.error.InputErrors;
import io.loadstar.error.LoaderException;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.profile.Statistics;
import io.loadstar.profile.ColumnProfile;
import io.loadstar.profile.FileGroups;
import io.loadstar.profile.SourceProfile;
import io.loadstar.profile.StarGuess;
import io.loadstar.profile.TypeGuess;
import io.loadstar.profile.statistics.Overlaps;
import io.loadstar.profile.statistics.SourceAccumulator;
import io.loadstar.read.FileRecords;
import io.loadstar.read.InputFolder;
import io.loadstar.read.OpenedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** What files hold, in one pass over all their records. Reads only. */
public final class Profile {
  private Profile() {}

  /**
   * Of files of which nothing is known yet; their first records tell the types.
   *
   * @param progress is told each file before it is read
   */
  public static Statistics files(List<Path> paths, Consumer<String> progress) {
    FileGroups groups = Init.groups(paths);
    StarGuess star = StarGuess.of(groups.sources());
    FileRecords records = Init.records();
    List<SourceAccumulator> sources = new ArrayList<>();
    for (SourceProfile source : groups.sources()) {
      Map<String, TypeGuess> types = new LinkedHashMap<>();
      source.columns().forEach(column -> types.put(column.name(), column.type()));
      SourceAccumulator accumulator =
          new SourceAccumulator(source.name(), source.path(), types, List.of());
      for (SampledFile file : source.files()) {
        accumulator.endFile(read(file, records, accumulator, progress));
      }
      sources.add(accumulator);
    }
    return new Statistics(
        IntStream.range(0, sources.size())
            .mapToObj(i -> sources.get(i).statistics(key(star, groups.sources().get(i))))
            .toList(),
        Overlaps.of(sources));
  }

  /** Records that could not be taken apart. */
  private static long read(
      SampledFile file,
      FileRecords records,
      SourceAccumulator accumulator,
      Consumer<String> progress) {
    if (file.isWhole()) {
      file.rows().forEach(row -> accumulator.add(file.names(), row));
      return file.broken();
    }
    progress.accept(file.path());
    return records
        .visit(
            new InputFile(file.path(), 0),
            FileRecords.ALL,
            (names, values) -> {
              accumulator.add(names, values);
              return true;
            })
        .broken();
  }

  private static List<String> key(StarGuess star, SourceProfile source) {
    return star.facts().stream()
        .filter(fact -> fact.from().equals(source) && !fact.repeats())
        .map(StarGuess.Fact::grain)
        .findFirst()
        .orElse(List.of());
  }

  /** Of a batch's files, read as the spec says; nothing of columns that are personal. */
  public static Statistics batch(
      SubjectArea area,
      LocalDate batchDate,
      String input,
      SparkSession spark,
      Consumer<String> progress) {
    Map<String, List<InputFile>> files =
        InputFolder.find(area, input, batchDate, new Configuration(false));
    List<SourceAccumulator> sources = new ArrayList<>();
    for (SourceSpec source : area.sources()) {
      progress.accept(source.path());
      OpenedFiles opened =
          OpenedFiles.of(spark, source, files.getOrDefault(source.name(), List.of()));
      if (!opened.problems().isEmpty()) {
        throw InputErrors.notOfSource(opened.problems());
      }
      sources.add(source(source, opened));
    }
    return new Statistics(
        sources.stream().map(source -> source.statistics(List.of())).toList(),
        Overlaps.of(sources));
  }

  private static SourceAccumulator source(SourceSpec source, OpenedFiles opened) {
    List<String> names = source.fileColumns().stream().map(ColumnSpec::name).toList();
    List<Row> first = opened.first(Init.SAMPLE).collectAsList();
    Map<String, TypeGuess> types = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      int index = RawRows.PLACE_COLUMNS + i;
      List<@Nullable String> values = new ArrayList<>();
      first.forEach(row -> values.add(row.getString(index)));
      types.put(names.get(i), ColumnProfile.of(names.get(i), values).type());
    }
    SourceAccumulator accumulator =
        new SourceAccumulator(source.name(), source.path(), types, withheld(source));
    try {
      Visits visits = new Visits(names, accumulator);
      opened.visit(visits);
      visits.end();
    } catch (RuntimeException e) {
      throw unwrapped(e, source);
    }
    return accumulator;
  }

  private static List<String> withheld(SourceSpec source) {
    Set<String> personal = source.piiFields();
    return source.fileColumns().stream()
        .filter(column -> personal.contains(column.from()))
        .map(ColumnSpec::name)
        .toList();
  }

  /** The user-facing failure behind what readers wrap around it. */
  private static RuntimeException unwrapped(RuntimeException thrown, SourceSpec source) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof LoaderException loader) {
        return loader;
      }
      if (cause instanceof IOException io) {
        return InputErrors.notReadable(source.path(), io);
      }
    }
    return thrown;
  }

  /** Tells the accumulator where a file ends. */
  private static final class Visits implements OpenedFiles.Visitor {
    private final List<String> names;
    private final SourceAccumulator accumulator;
    private String file = "";
    private long broken;

    Visits(List<String> names, SourceAccumulator accumulator) {
      this.names = names;
      this.accumulator = accumulator;
    }

    @Override
    public void take(String of, boolean isBroken, List<@Nullable String> values) {
      if (!of.equals(file)) {
        end();
        file = of;
      }
      if (isBroken) {
        broken++;
      } else {
        accumulator.add(names, values);
      }
    }

    void end() {
      if (!file.isEmpty()) {
        accumulator.endFile(broken);
        broken = 0;
      }
    }
  }
}
