package io.loadstar.sizing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: 64g, 500 GB, 1TB; each unit is 1024 of the one before. */
public final class Bytes {
  public static final long MIB = 1L << 20;
  public static final long GIB = 1L << 30;

  private static final Pattern TEXT =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([kmgt]?)i?b?\\s*", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "k", 1L << 10, "m", MIB, "g", GIB, "t", 1L << 40);

  private Bytes() {}

  /** Empty if it is no size. */
  public static Optional<Long> parsed(String text) {
    Matcher size = TEXT.matcher(text);
    if (!size.matches()) {
      return Optional.empty();
    }
    long unit = UNITS.getOrDefault(size.group(2).toLowerCase(Locale.ROOT), 1L);
    return Optional.of((long) (Double.parseDouble(size.group(1)) * unit));
  }

  /** Whole gigabytes where it is so many, else megabytes. */
  public static String shown(long bytes) {
    return bytes >= 10 * GIB
        ? "%,d GB".formatted(Math.round((double) bytes / GIB))
        : "%,d MB".formatted(Math.round((double) bytes / MIB));
  }
}
