package io.loadstar.warehouse.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as messages show them: without what is secret, or may be. */
final class MaskedUrl {
  private static final Pattern SECRET =
      Pattern.compile("(?i)([?&;][^=&;]*(?:pass|pwd|secret|token|key|credential)[^=&;]*)=[^&;]*");

  /** Only what surely is a scheme: anything else before a sign @ may be part of a password. */
  private static final Pattern SCHEME =
      Pattern.compile("(?:jdbc:[a-z0-9]+:(?:iam:)?|postgres(?:ql)?:)(?://)?");

  /** A query that begins before any sign @, so that a later one belongs to a parameter. */
  private static final Pattern QUERY = Pattern.compile("(?s)[^/?;@]*(?:/[^?;@]*)?[?;].*");

  private MaskedUrl() {}

  /** Whether a user stands before the host, perhaps with a password. */
  static boolean namesUser(String url) {
    int start = endOfScheme(url);
    boolean hasQueryFirst = start > 0 && QUERY.matcher(url.substring(start)).matches();
    return !hasQueryFirst && url.lastIndexOf('@') >= 0;
  }

  /** A password may hold any character, so all goes up to the last sign that can end it. */
  static String of(String url) {
    if (namesUser(url)) {
      return withoutUser(url, url.lastIndexOf('@'));
    }
    // A sign @ that is left after this may end a password that holds a question mark.
    String hidden = SECRET.matcher(url).replaceAll("$1=***");
    return withoutUser(hidden, hidden.lastIndexOf('@'));
  }

  private static String withoutUser(String url, int end) {
    String hidden = end > 0 ? url.substring(0, endOfScheme(url)) + "***" + url.substring(end) : url;
    return SECRET.matcher(hidden).replaceAll("$1=***");
  }

  private static int endOfScheme(String url) {
    Matcher scheme = SCHEME.matcher(url);
    return scheme.lookingAt() ? scheme.end() : 0;
  }
}
