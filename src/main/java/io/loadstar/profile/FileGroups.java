package io.loadstar.profile;

import io.loadstar.batch.SampledFile;
import io.loadstar.spec.Names;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files are one source: those whose paths differ only in a date, or in the number of a part.
 *
 * @param input folder of a batch's files, with a placeholder if the day is in its name
 */
public record FileGroups(String input, List<SourceProfile> sources) {
  private static final Pattern DASHES =
      Pattern.compile("(?<![0-9])(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(?<![0-9])([0-3][0-9])-([0-3][0-9])-(?:19|20)[0-9]{2}(?![0-9])");
  private static final Pattern UNDERSCORES =
      Pattern.compile("(?<![0-9])(19|20)[0-9]{2}_[01][0-9]_[0-3][0-9](?![0-9])");
  private static final Pattern DIGITS =
      Pattern.compile("(?<![0-9])(19|20)[0-9]{2}[01][0-9][0-3][0-9](?![0-9])");

  /** Groups files by their paths, which have slashes. */
  public static FileGroups of(List<SampledFile> files) {
    Map<String, List<SampledFile>> byPattern = new TreeMap<>();
    String yearLast = yearLast(files.stream().map(SampledFile::path).toList());
    for (SampledFile file : files) {
      byPattern
          .computeIfAbsent(dated(file.path(), yearLast), unused -> new ArrayList<>())
          .add(file);
    }
    Map<String, List<SampledFile>> groups = joined(byPattern);
    String input = commonFolder(List.copyOf(groups.keySet()));
    List<SourceProfile> sources = new ArrayList<>();
    groups.forEach(
        (pattern, own) -> {
          String path = pattern.substring(input.isEmpty() ? 0 : input.length() + 1);
          sources.add(
              SourceProfile.of(
                  name(path, sources), path, own, file -> date(file.path(), yearLast)));
        });
    return new FileGroups(input, sources);
  }

  /** Files in parts: patterns that differ in numbers only, and have columns in common. */
  private static Map<String, List<SampledFile>> joined(Map<String, List<SampledFile>> byPattern) {
    Map<String, List<String>> alike = new TreeMap<>();
    byPattern
        .keySet()
        .forEach(
            pattern ->
                alike.computeIfAbsent(numbered(pattern), unused -> new ArrayList<>()).add(pattern));
    Map<String, List<SampledFile>> joined = new LinkedHashMap<>();
    alike.forEach(
        (numbered, patterns) -> {
          List<SampledFile> own = new ArrayList<>();
          patterns.forEach(pattern -> own.addAll(byPattern.getOrDefault(pattern, List.of())));
          if (patterns.size() > 1 && haveColumnsInCommon(own)) {
            joined.put(numbered, own);
          } else {
            // A star would match the files of others.
            patterns.forEach(
                pattern -> joined.put(pattern, byPattern.getOrDefault(pattern, List.of())));
          }
        });
    return joined;
  }

  /** Records of JSON need not name all, nor in the same order. */
  private static boolean haveColumnsInCommon(List<SampledFile> files) {
    Set<String> first = new HashSet<>(files.get(0).names());
    return files.stream()
        .allMatch(
            file -> {
              long common = file.names().stream().filter(first::contains).count();
              return common * 2 >= Math.min(first.size(), file.names().size());
            });
  }

  /** Numbers of the file's name, outside of placeholders, as a star. */
  private static String numbered(String pattern) {
    int slash = pattern.lastIndexOf('/') + 1;
    String name = pattern.substring(slash);
    StringBuilder starred = new StringBuilder();
    for (String part : name.split("(?=\\{)|(?<=})", -1)) {
      starred.append(part.startsWith("{") ? part : part.replaceAll("[0-9]+", "*"));
    }
    return pattern.substring(0, slash) + starred;
  }

  /**
   * How dates with the year at their end are written in paths: what changes from file to file is
   * the day, and no month is above 12.
   */
  private static String yearLast(List<String> paths) {
    Set<String> firsts = new HashSet<>();
    Set<String> seconds = new HashSet<>();
    for (String path : paths) {
      Matcher date = YEAR_LAST.matcher(path);
      while (date.find()) {
        firsts.add(date.group(1));
        seconds.add(date.group(2));
      }
    }
    boolean isDayFirst =
        firsts.stream().anyMatch(first -> first.compareTo("12") > 0)
            || (seconds.stream().noneMatch(second -> second.compareTo("12") > 0)
                && firsts.size() > seconds.size());
    return isDayFirst ? "dd-MM-yyyy" : "MM-dd-yyyy";
  }

  /** The day in a path; empty if it has none. */
  private static Optional<LocalDate> date(String path, String yearLast) {
    Matcher last = YEAR_LAST.matcher(path);
    if (last.find()) {
      return day(last.group(), DateTimeFormatter.ofPattern(yearLast, Locale.ROOT));
    }
    for (Pattern pattern : List.of(DASHES, UNDERSCORES, DIGITS)) {
      Matcher date = pattern.matcher(path);
      if (date.find()) {
        return day(date.group().replaceAll("[^0-9]", ""), DateTimeFormatter.BASIC_ISO_DATE);
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> day(String text, DateTimeFormatter format) {
    try {
      return Optional.of(LocalDate.parse(text, format));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String dated(String path, String yearLast) {
    String last = replaced(YEAR_LAST, path, "{batch_date:" + yearLast + "}");
    String dashes = replaced(DASHES, last, "{batch_date}");
    String underscores = replaced(UNDERSCORES, dashes, "{batch_date:yyyy_MM_dd}");
    return replaced(DIGITS, underscores, "{batch_date:yyyyMMdd}");
  }

  private static String replaced(Pattern date, String path, String placeholder) {
    return date.matcher(path).replaceAll(Matcher.quoteReplacement(placeholder));
  }

  private static String commonFolder(List<String> patterns) {
    List<String> common = new ArrayList<>(folders(patterns.get(0)));
    for (String pattern : patterns) {
      List<String> own = folders(pattern);
      int same = 0;
      while (same < Math.min(common.size(), own.size()) && common.get(same).equals(own.get(same))) {
        same++;
      }
      common = new ArrayList<>(common.subList(0, same));
    }
    return String.join("/", common);
  }

  private static List<String> folders(String pattern) {
    String[] parts = pattern.split("/", -1);
    return Arrays.asList(parts).subList(0, parts.length - 1);
  }

  private static String name(String path, List<SourceProfile> known) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    String stem =
        file.replaceAll("\\{[^}]*}", "").replaceAll("[*]", "").replaceAll("\\.[A-Za-z0-9.]*$", "");
    String name = Names.like(stem.isEmpty() ? "records" : stem);
    String own = name;
    int number = 2;
    while (isTaken(own, known)) {
      own = name + "_" + number++;
    }
    return own;
  }

  private static boolean isTaken(String name, List<SourceProfile> known) {
    return known.stream().anyMatch(source -> source.name().equals(name));
  }
}
