package io.loadstar.testcase;

import io.loadstar.error.CaseErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with files to load, and the rows that they should give.
 *
 * @param batches dates of the batches, in the order in which they are loaded
 */
public record TestCase(String name, Path folder, List<LocalDate> batches) {
  private static final String INPUT = "input";
  private static final String EXPECTED = "expected";
  private static final String ORDER = "order.txt";
  private static final String ENDING = ".csv";

  /** All cases of an area, by name. */
  public static List<TestCase> all(Path areaFolder) {
    Path tests = areaFolder.resolve("tests");
    if (!Files.isDirectory(tests)) {
      return List.of();
    }
    return list(tests).stream()
        .filter(Files::isDirectory)
        .map(folder -> new TestCase(name(folder), folder, batches(folder)))
        .toList();
  }

  /** Where the files of a batch lie: in a folder of its date, or with those of all. */
  public Path input(LocalDate batch) {
    Path input = folder.resolve(INPUT);
    Path own = input.resolve(batch.toString());
    return Files.isDirectory(own) ? own : input;
  }

  /** Names of the tables and queries of which rows are expected. */
  public List<String> expected() {
    Path files = folder.resolve(EXPECTED);
    return Files.isDirectory(files)
        ? list(files).stream()
            .map(TestCase::name)
            .filter(file -> file.endsWith(ENDING))
            .map(file -> file.substring(0, file.length() - ENDING.length()))
            .toList()
        : List.of();
  }

  /** The rows that a table or query should have. */
  public CsvRows expected(String table) {
    return CsvRows.read(file(table));
  }

  public void write(String table, CsvRows rows) {
    rows.write(file(table));
  }

  private Path file(String table) {
    return folder.resolve(EXPECTED).resolve(table + ENDING);
  }

  private static List<LocalDate> batches(Path folder) {
    Path order = folder.resolve(ORDER);
    try {
      if (Files.exists(order)) {
        return Files.readString(order)
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> date(line, order))
            .toList();
      }
    } catch (IOException e) {
      throw CaseErrors.notReadable(order, e);
    }
    Path input = folder.resolve(INPUT);
    List<LocalDate> dates = new ArrayList<>();
    if (Files.isDirectory(input)) {
      list(input).stream()
          .map(TestCase::name)
          .filter(name -> name.matches("\\d{4}-\\d{2}-\\d{2}"))
          .forEach(name -> dates.add(date(name, input)));
    }
    if (dates.isEmpty()) {
      throw CaseErrors.noBatches(name(folder), folder);
    }
    return dates;
  }

  private static LocalDate date(String text, Path place) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw CaseErrors.noDate(text.strip(), place);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw CaseErrors.notReadable(folder, e);
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
