package io.loadstar.support;

import java.util.ArrayList;
import java.util.List;

/** Compares stars and shows only where they differ. */
public final class Stars {
  private static final int SHOWN = 6;

  private Stars() {}

  public static void assertSame(List<String> actual, List<String> expected) {
    List<String> extra = new ArrayList<>(actual);
    expected.forEach(extra::remove);
    List<String> missing = new ArrayList<>(expected);
    actual.forEach(missing::remove);
    if (!extra.isEmpty() || !missing.isEmpty()) {
      throw new AssertionError(
          "the stars differ; missing "
              + missing.size()
              + ": "
              + some(missing)
              + "\nextra "
              + extra.size()
              + ": "
              + some(extra));
    }
  }

  private static String some(List<String> rows) {
    return "\n  " + String.join("\n  ", rows.subList(0, Math.min(SHOWN, rows.size())));
  }
}
