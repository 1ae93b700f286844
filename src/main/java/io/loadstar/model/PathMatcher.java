package io.loadstar.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A source's path, read the other way round: from a file to the batch that it belongs to. */
final class PathMatcher {
  private static final Pattern PART =
      Pattern.compile(
          "\\{batch_date(?::(?<format>[^}]+))?}|\\{(?<choice>[^}]*,[^}]*)}|(?<class>\\[[^]]+])"
              + "|(?<deep>\\*\\*/)|(?<all>\\*\\*)|(?<some>\\*)|(?<one>\\?)");

  private final Pattern pattern;
  private final List<String> formats;

  private PathMatcher(Pattern pattern, List<String> formats) {
    this.pattern = pattern;
    this.formats = formats;
  }

  static PathMatcher of(String path) {
    StringBuilder text = new StringBuilder();
    List<String> formats = new ArrayList<>();
    Matcher part = PART.matcher(path);
    int end = 0;
    while (part.find()) {
      text.append(Pattern.quote(path.substring(end, part.start()))).append(matching(part, formats));
      end = part.end();
    }
    text.append(Pattern.quote(path.substring(end)));
    return new PathMatcher(Pattern.compile(text.toString()), formats);
  }

  private static String matching(Matcher part, List<String> formats) {
    if (part.group().startsWith("{batch_date")) {
      String format = part.group("format") == null ? "yyyy-MM-dd" : part.group("format");
      formats.add(format);
      return "(" + dated(format) + ")";
    }
    if (part.group("choice") != null) {
      List<String> choices = new ArrayList<>();
      for (String choice : part.group("choice").split(",", -1)) {
        choices.add(of(choice).pattern.pattern());
      }
      return "(?:" + String.join("|", choices) + ")";
    }
    if (part.group("class") != null) {
      return part.group("class").replaceFirst("^\\[!", "[^");
    }
    if (part.group("deep") != null) {
      return "(?:.*/)?";
    }
    return part.group("all") != null ? ".*" : part.group("some") != null ? "[^/]*" : "[^/]";
  }

  /** Letters that make digits, each as often as it is written; other letters make words. */
  private static String dated(String format) {
    StringBuilder text = new StringBuilder();
    Matcher letters = Pattern.compile("[A-Za-z]+").matcher(format);
    int end = 0;
    while (letters.find()) {
      boolean areDigits = letters.group().matches("[yuMdD]+") && !letters.group().contains("MMM");
      text.append(Pattern.quote(format.substring(end, letters.start())))
          .append(areDigits ? "\\d{" + letters.group().length() + "}" : "[^/]+?");
      end = letters.end();
    }
    return text.append(Pattern.quote(format.substring(end))).toString();
  }

  /** All places of the path together tell the day, and may not contradict each other. */
  Optional<LocalDate> batchDate(String file) {
    Matcher found = pattern.matcher(file);
    if (formats.isEmpty() || !found.matches()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= formats.size(); i++) {
      texts.add(found.group(i));
    }
    try {
      DateTimeFormatter together = DateTimeFormatter.ofPattern(String.join("'|'", formats));
      return Optional.of(LocalDate.parse(String.join("|", texts), together));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
