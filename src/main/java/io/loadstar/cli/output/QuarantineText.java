package io.loadstar.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Quarantined records as people read them. */
public final class QuarantineText {
  /** The whole value is in {@code show}. */
  private static final int LONGEST_SAMPLE = 30;

  private QuarantineText() {}

  public static String sample(String value) {
    return value.length() > LONGEST_SAMPLE ? value.substring(0, LONGEST_SAMPLE) + ".." : value;
  }

  public static void print(JsonNode record, PrintWriter out) {
    String place =
        record.hasNonNull("line")
            ? "line " + record.path("line").asLong()
            : record.hasNonNull("row")
                ? "row " + record.path("row").asLong()
                : "byte " + record.path("byte_offset").asLong();
    line(
        out,
        record.path("source").asText()
            + ", batch "
            + record.path("batch_date").asText()
            + ": "
            + record.path("file").asText()
            + ", "
            + place);
    line(out, "  " + content(record));
    if (record.path("is_corrected").asBoolean()) {
      line(out, "  corrected  " + record.path("record"));
    }
    record.path("reasons").forEach(reason -> line(out, "  " + reason(reason)));
  }

  private static String reason(JsonNode reason) {
    String column = reason.path("column").asText();
    String severity = reason.path("severity").asText();
    return reason.path("rule").asText()
        + ": "
        + (column.isEmpty() ? "" : column + " ")
        + (reason.hasNonNull("value") ? "'" + reason.path("value").asText() + "' " : "")
        + reason.path("message").asText()
        + ("quarantine".equals(severity) ? "" : " (" + severity + ")");
  }

  private static String content(JsonNode record) {
    if (record.hasNonNull("raw")) {
      return "raw     " + record.path("raw").asText();
    }
    if (record.hasNonNull("raw_base64")) {
      return "base64  " + record.path("raw_base64").asText();
    }
    return "without personal data: " + record.path("record");
  }

  private static void line(PrintWriter out, String text) {
    out.println(Printable.harmless(text));
  }
}
