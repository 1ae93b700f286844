package io.loadstar.warehouse.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as messages show them: without what is secret, or may be. */
final class MaskedUrl {
  private static final Pattern SECRET =
      Pattern.compile("(?i)([?&;][^=&;]*(?:pass|pwd|secret|token|key|credential)[^=&;]*)=[^&;]*");

  private MaskedUrl() {}

  /** Whether a user stands before the host, perhaps with a password. */
  static boolean namesUser(String url) {
    int host = url.indexOf("//");
    String authority = host < 0 ? "" : url.substring(host + 2);
    return authority.lastIndexOf('@') >= 0 && !authority.matches("[^/?;@]*(/[^?;@]*)?[?;].*");
  }

  /** A password may hold any character, so all goes up to the last sign that can end it. */
  static String of(String url) {
    int host = url.indexOf("//");
    int end = url.lastIndexOf('@');
    boolean isUser = host < 0 ? !url.matches("[^?;@]*[?;].*") : namesUser(url);
    String hidden =
        isUser && end > host
            ? url.substring(0, Math.max(host, 0)) + "//***" + url.substring(end)
            : url;
    Matcher secret = SECRET.matcher(hidden);
    return secret.replaceAll("$1=***");
  }
}
