package io.loadstar.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests the known word nearest to a mistyped one. */
public final class DidYouMean {
  private DidYouMean() {}

  /** {@code " Did you mean 'columns'?"}, or the list of known words where none is near. */
  public static String hint(String word, Collection<String> known) {
    if (known.isEmpty()) {
      return "";
    }
    String lower = word.toLowerCase(Locale.ROOT);
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String nearest =
        known.stream()
            .min(
                Comparator.comparingInt(
                    candidate -> distance.apply(lower, candidate.toLowerCase(Locale.ROOT))))
            .orElseThrow();
    int allowed = Math.max(1, word.length() / 3);
    return distance.apply(lower, nearest.toLowerCase(Locale.ROOT)) <= allowed
        ? " Did you mean '" + nearest + "'?"
        : " Known here: " + String.join(", ", known) + ".";
  }
}
