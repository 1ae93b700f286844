package io.loadstar.testcase;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import io.loadstar.error.CaseErrors;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as texts, in a file with a header; an empty field is no value, a quoted one an empty text.
 *
 * @param rows in no order that means something
 */
public record CsvRows(List<String> columns, List<List<@Nullable String>> rows) {
  /** What a text ends with of which only the beginning is given, such as a key. */
  private static final String CUT = "..";

  private static final String NO_VALUE = "";
  private static final int SHOWN_DIGITS = 8;
  private static final Comparator<List<@Nullable String>> ORDER =
      Comparator.comparing(CsvRows::line);

  /** The same rows with some of the columns. */
  public CsvRows of(List<String> wanted) {
    List<Integer> places = wanted.stream().map(columns::indexOf).toList();
    List<List<@Nullable String>> cut = new ArrayList<>();
    for (List<@Nullable String> row : rows) {
      List<@Nullable String> fields = new ArrayList<>();
      places.forEach(place -> fields.add(row.get(place)));
      cut.add(fields);
    }
    return new CsvRows(wanted, cut);
  }

  static CsvRows read(Path file) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setEmptyValue(NO_VALUE);
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setMaxCharsPerColumn(-1);
    settings.setSkipEmptyLines(false);
    settings.setCommentProcessingEnabled(false);
    settings.trimValues(false);
    try (Reader reader = Files.newBufferedReader(file)) {
      List<String[]> lines = new CsvParser(settings).parseAll(reader);
      if (lines.isEmpty()) {
        throw CaseErrors.noHeader(file);
      }
      List<String> columns = header(lines.get(0), file);
      List<List<@Nullable String>> rows = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        boolean isBlank = lines.get(i).length == 1 && lines.get(i)[0] == null;
        if (isBlank && columns.size() > 1) {
          continue;
        }
        if (lines.get(i).length != columns.size()) {
          throw CaseErrors.otherLength(file, i, lines.get(i).length, columns.size());
        }
        rows.add(Arrays.asList(lines.get(i)));
      }
      return new CsvRows(columns, rows);
    } catch (IOException e) {
      throw CaseErrors.notReadable(file, e);
    }
  }

  /** Spreadsheets put a mark before it. */
  private static List<String> header(@Nullable String[] names, Path file) {
    List<String> columns = new ArrayList<>();
    for (String name : names) {
      String text = name == null ? "" : name.replace("\uFEFF", "").strip();
      if (text.isEmpty()) {
        throw CaseErrors.noHeader(file);
      }
      columns.add(text);
    }
    return columns;
  }

  void write(Path file) {
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.setEmptyValue("\"\"");
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.trimValues(false);
    settings.setQuotationTriggers('"');
    settings.getFormat().setLineSeparator("\n");
    List<List<@Nullable String>> sorted = new ArrayList<>(rows);
    sorted.sort(ORDER);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer out = Files.newBufferedWriter(file)) {
        CsvWriter csv = new CsvWriter(out, settings);
        csv.writeHeaders(columns);
        sorted.forEach(row -> csv.writeRow(row.stream().map(CsvRows::shortened).toArray()));
        csv.close();
      }
    } catch (IOException e) {
      throw CaseErrors.notWritable(file, e);
    }
  }

  /** Rows that are not there, and rows that should not be. */
  Difference difference(String name, CsvRows actual) {
    List<List<@Nullable String>> left = new ArrayList<>(actual.rows);
    // Rows that are given whole choose first.
    List<List<@Nullable String>> wanted = new ArrayList<>(rows);
    wanted.sort(Comparator.comparing(CsvRows::isCut));
    List<String> missing = new ArrayList<>();
    for (List<@Nullable String> row : wanted) {
      int found = 0;
      while (found < left.size() && !isMetBy(row, left.get(found))) {
        found++;
      }
      if (found == left.size()) {
        missing.add(line(row));
      } else {
        left.remove(found);
      }
    }
    Collections.sort(missing);
    List<String> unexpected = new ArrayList<>(left.stream().map(CsvRows::line).toList());
    Collections.sort(unexpected);
    return new Difference(name, missing, unexpected);
  }

  private static boolean isCut(List<@Nullable String> row) {
    return row.stream().anyMatch(field -> field != null && field.endsWith(CUT));
  }

  private static boolean isMetBy(List<@Nullable String> expected, List<@Nullable String> actual) {
    for (int i = 0; i < expected.size(); i++) {
      if (!isMetBy(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMetBy(@Nullable String expected, @Nullable String actual) {
    if (expected == null || actual == null) {
      return expected == null && actual == null;
    }
    return expected.equals(actual)
        || (expected.endsWith(CUT)
            && actual.startsWith(expected.substring(0, expected.length() - CUT.length())));
  }

  private static @Nullable String shortened(@Nullable String value) {
    if (value == null || !value.matches("[0-9a-f]{64}|[0-9a-f-]{36}")) {
      return value;
    }
    return value.substring(0, SHOWN_DIGITS) + CUT;
  }

  private static String line(List<@Nullable String> row) {
    List<String> fields = new ArrayList<>();
    for (String field : row) {
      String text = shortened(field);
      fields.add(text == null ? "" : text.isEmpty() ? "\"\"" : text);
    }
    return String.join(",", fields);
  }
}
