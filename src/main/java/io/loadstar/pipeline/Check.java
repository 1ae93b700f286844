package io.loadstar.pipeline;

import io.loadstar.error.SpecErrors;
import io.loadstar.model.CalendarSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.Star;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import io.loadstar.spec.StreamableSpec;
import io.loadstar.validate.expression.Expressions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** From a spec's file to an area whose every expression Spark understands. */
public final class Check {
  /** What the project says of the calendar, beside its areas. */
  static final String CALENDAR = "calendar.yaml";

  private final Path database;

  /**
   * Areas of a project.
   *
   * @param database the project's {@code db} folder
   */
  public Check(Path database) {
    this.database = database;
  }

  public Path folder(String area) {
    return database.resolve(area);
  }

  /** The spec, checked as far as that goes without Spark. */
  public SubjectArea read(String area) {
    Problems problems = new Problems();
    Optional<SubjectArea> read = read(area, problems);
    if (!problems.isEmpty()) {
      throw SpecErrors.problems(file(area), problems.inOrder());
    }
    return read.orElseThrow();
  }

  /** All problems of a spec at once, those of its expressions included. */
  public Star check(String area, Supplier<SparkSession> spark) {
    CalendarSpec unused = calendar(database.resolve(CALENDAR));
    Problems problems = new Problems();
    Optional<SubjectArea> read = read(area, problems);
    Map<String, ColumnType> types =
        read.map(known -> Expressions.check(known, spark.get(), problems)).orElse(Map.of());
    if (!problems.isEmpty()) {
      throw SpecErrors.problems(file(area), problems.inOrder());
    }
    SubjectArea known = read.orElseThrow();
    refuseUndecided(known);
    return Star.of(known, types);
  }

  /** Who says what is late means to stream. */
  private static void refuseUndecided(SubjectArea area) {
    if (area.sources().stream().anyMatch(source -> source.late().isPresent())) {
      String input = area.input().orElse("");
      StreamableSpec.refuseUndecided(area, path -> input + "/" + path);
    }
  }

  /** What a project says of the calendar, or the usual one. */
  static CalendarSpec calendar(Path file) {
    if (!Files.exists(file)) {
      return CalendarSpec.USUAL;
    }
    Problems problems = new Problems();
    Optional<CalendarSpec> read = SpecReader.readCalendar(file, problems);
    if (!problems.isEmpty()) {
      throw SpecErrors.problems(file, problems.inOrder());
    }
    return read.orElse(CalendarSpec.USUAL);
  }

  private Optional<SubjectArea> read(String area, Problems problems) {
    if (!Files.exists(file(area))) {
      throw SpecErrors.noSuchArea(area, file(area), areas());
    }
    Optional<SubjectArea> read = SpecReader.read(file(area), problems);
    read.filter(known -> !known.name().equals(area) && !known.name().isEmpty())
        .ifPresent(
            known ->
                problems.add(
                    1, "subject", "'" + known.name() + "' must be '" + area + "', as the folder."));
    return read;
  }

  private Path file(String area) {
    return folder(area).resolve(area + ".yaml");
  }

  private List<String> areas() {
    if (!Files.isDirectory(database)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(database)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> Files.exists(file(name)))
          .sorted()
          .toList();
    } catch (java.io.IOException e) {
      throw SpecErrors.notReadable(database, e);
    }
  }
}
