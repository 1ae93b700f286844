package io.loadstar.sampledata;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values with commas between them; none of them needs quotes. */
final class CsvFile implements RowFile {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final BufferedWriter out;
  private final List<Column> columns;

  CsvFile(Path file, List<Column> columns) throws IOException {
    this.out = Files.newBufferedWriter(file);
    this.columns = columns;
    out.write(columns.stream().map(Column::name).collect(Collectors.joining(",", "", "\n")));
  }

  @Override
  public void write(List<@Nullable Object> row) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      Object value = row.get(i);
      if (value != null) {
        out.write(text(columns.get(i).kind(), value));
      }
    }
    out.write('\n');
  }

  private static String text(Kind kind, Object value) {
    return switch (kind) {
      case TEXT, LONG -> value.toString();
      case MICROS -> TIME.format(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS));
      case DAY -> LocalDate.ofEpochDay((Long) value).toString();
    };
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
