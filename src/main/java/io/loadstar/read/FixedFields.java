package io.loadstar.read;

import io.loadstar.model.FieldPosition;
import io.loadstar.model.FormatSpec;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a line into fields at the places that the spec gives, without the blanks around them. */
final class FixedFields {
  private final ByteWindow window;
  private final CsvFields fields;
  private final List<FieldPosition> positions;
  private final int width;
  private final boolean isUtf8;
  private final boolean shortRows;

  FixedFields(ByteWindow window, FormatSpec format, CsvFields fields) {
    this.window = window;
    this.fields = fields;
    this.positions = format.positions();
    this.width = positions.stream().mapToInt(FieldPosition::last).max().orElse(0);
    this.isUtf8 = Charset.forName(format.encoding()).equals(StandardCharsets.UTF_8);
    this.shortRows = format.oddities().shortRows();
  }

  /** Adds all fields of a line; one that begins behind the line's end has no value. */
  @Nullable BrokenRecord cut(int from, int to) {
    int[] starts = starts(from, to);
    int characters = starts.length - 1;
    if (characters < width && !shortRows) {
      return BrokenRecord.width(width, characters);
    }
    if (characters > width && !isBlank(starts[width], to)) {
      return BrokenRecord.width(width, characters);
    }
    for (FieldPosition position : positions) {
      if (position.first() > characters) {
        fields.addNone();
        continue;
      }
      int first = starts[position.first() - 1];
      int last = starts[Math.min(position.last(), characters)];
      while (first < last && window.at(first) == ' ') {
        first++;
      }
      while (last > first && window.at(last - 1) == ' ') {
        last--;
      }
      fields.add(first, last, false);
    }
    return null;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (window.at(i) != ' ') {
        return false;
      }
    }
    return true;
  }

  /** Where each character begins, and the line's end. */
  private int[] starts(int from, int to) {
    int[] starts = new int[to - from + 1];
    int count = 0;
    for (int i = from; i < to; i++) {
      boolean continues = isUtf8 && (window.at(i) & 0xC0) == 0x80;
      if (!continues) {
        starts[count++] = i;
      }
    }
    starts[count] = to;
    return java.util.Arrays.copyOf(starts, count + 1);
  }
}
