package io.loadstar.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a text that is no JSON, in words of ours. */
final class JsonProblem {
  private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

  private JsonProblem() {}

  /**
   * What a parser found.
   *
   * @param lacksEnd whether the text ends before its object does
   */
  static BrokenRecord of(JsonProcessingException problem, boolean lacksEnd) {
    String found = problem.getOriginalMessage();
    Matcher twice = TWICE.matcher(found);
    if (twice.lookingAt()) {
      return BrokenRecord.notJson("field '" + twice.group(1) + "' is there twice", lacksEnd);
    }
    if (problem instanceof JsonEOFException) {
      return BrokenRecord.notJson("it ends in the middle", true);
    }
    long at = problem.getLocation() == null ? 0 : problem.getLocation().getByteOffset();
    return BrokenRecord.notJson(
        reason(found) + ", at byte " + Math.max(at, 0) + " of the record", lacksEnd);
  }

  private static String reason(String found) {
    if (found.contains("non-standard token 'NaN'") || found.contains("INF")) {
      return "NaN and infinity, which are no JSON numbers";
    }
    if (found.contains("nrecognized token")) {
      return "a word that is none of true, false and null, or a text without quotes";
    }
    if (found.contains("CTRL-CHAR")) {
      return "a control character that is not written as \\u00XX";
    }
    if (found.contains("escape")) {
      return "a backslash that escapes nothing";
    }
    if (found.contains("umeric value") || found.contains("umber")) {
      return "a number that is not written as JSON has them";
    }
    return "a character that does not belong there";
  }
}
