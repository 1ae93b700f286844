package io.loadstar.read;

import io.loadstar.model.FormatSpec;
import io.loadstar.model.FormatSpec.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** Guesses how a CSV file is written from its first bytes. */
final class CsvGuess {
  private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");
  private static final int LINES = 50;

  private CsvGuess() {}

  static FormatSpec of(byte[] head) throws IOException {
    String encoding = isUtf8(head) ? "UTF-8" : "windows-1252";
    FormatSpec best = FormatSpec.of(Kind.CSV).written(DELIMITERS.get(0), encoding);
    int most = 0;
    for (String delimiter : DELIMITERS) {
      FormatSpec format = FormatSpec.of(Kind.CSV).written(delimiter, encoding);
      int alike = alike(head, format);
      if (alike > most) {
        most = alike;
        best = format;
      }
    }
    return best;
  }

  /** Records with as many fields as the first, if that has several, times the fields. */
  private static int alike(byte[] head, FormatSpec format) throws IOException {
    List<Integer> counts = new ArrayList<>();
    try (CsvCursor cursor = CsvCursor.forHeader(head.clone(), format)) {
      cursor.skipToHeader();
      while (counts.size() < LINES && cursor.next()) {
        counts.add(cursor.broken().isPresent() ? 0 : cursor.texts().size());
      }
    }
    int fields = counts.isEmpty() ? 0 : counts.get(0);
    return fields < 2 ? 0 : (int) counts.stream().filter(count -> count == fields).count() * fields;
  }

  /** A character that the end of the bytes cuts in two does not count. */
  private static boolean isUtf8(byte[] head) {
    for (int cut = 0; cut < 4 && cut <= head.length; cut++) {
      if (UTF8String.fromBytes(head, 0, head.length - cut).isValid()) {
        return true;
      }
    }
    return false;
  }
}
