package io.loadstar.model;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A relative path or glob that may hold {@code {batch_date}} or {@code {batch_date:yyyyMMdd}}, and
 * alternatives such as {@code {csv,json}}.
 */
public final class PathPattern {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
  private static final Pattern BATCH_DATE = Pattern.compile("batch_date(?::(.+))?");

  private PathPattern() {}

  /** What is wrong with a source's path, if anything. */
  public static Optional<String> problem(String path) {
    if (path.startsWith("/") || path.contains("..") || path.contains("\\") || path.contains(":/")) {
      return Optional.of(
          "'" + path + "' must stay below the input folder: write a relative path without '..'.");
    }
    return placeholderProblem(path);
  }

  /** What is wrong with the placeholders of a path, if anything. */
  public static Optional<String> placeholderProblem(String path) {
    Matcher placeholder = PLACEHOLDER.matcher(path);
    while (placeholder.find()) {
      if (isAlternatives(placeholder.group(1))) {
        continue;
      }
      Matcher batchDate = BATCH_DATE.matcher(placeholder.group(1));
      if (!batchDate.matches()) {
        return Optional.of(
            "placeholder {"
                + placeholder.group(1)
                + "} is not known: write {batch_date} or {batch_date:yyyyMMdd}.");
      }
      try {
        format(batchDate.group(1), LocalDate.EPOCH);
      } catch (IllegalArgumentException | java.time.DateTimeException e) {
        return Optional.of(
            "'" + batchDate.group(1) + "' is no date pattern: write {batch_date:yyyyMMdd}.");
      }
    }
    return Optional.empty();
  }

  private static boolean isAlternatives(String text) {
    return text.contains(",") && !text.startsWith("batch_date");
  }

  public static String resolve(String path, LocalDate batchDate) {
    return PLACEHOLDER
        .matcher(path)
        .replaceAll(
            found -> {
              Matcher matcher = BATCH_DATE.matcher(found.group(1));
              return matcher.matches()
                  ? Matcher.quoteReplacement(format(matcher.group(1), batchDate))
                  : Matcher.quoteReplacement(found.group());
            });
  }

  /**
   * The batch that a file belongs to by its path; empty if the path is another.
   *
   * @param path pattern of a source
   * @param file relative to the input folder
   */
  public static Optional<LocalDate> batchDate(String path, String file) {
    return PathMatcher.of(path).batchDate(file);
  }

  /** How much of a path, in whole folders, is the same for all batches. */
  public static String fixedFolders(String path) {
    Matcher placeholder = PLACEHOLDER.matcher(path);
    return placeholder.find()
        ? path.substring(0, Math.max(0, path.lastIndexOf('/', placeholder.start())))
        : path;
  }

  /** Whether a path tells the batch of a file. */
  public static boolean tellsBatch(String path) {
    return PLACEHOLDER
        .matcher(path)
        .results()
        .anyMatch(found -> BATCH_DATE.matcher(found.group(1)).matches());
  }

  private static String format(String pattern, LocalDate date) {
    return DateTimeFormatter.ofPattern(pattern == null ? "yyyy-MM-dd" : pattern).format(date);
  }
}
