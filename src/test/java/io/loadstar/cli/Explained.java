package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** What {@code loadstar explain} prints. */
final class Explained {
  private static final Pattern MOVES =
      Pattern.compile("^ *(\\+- )?(Exchange|BroadcastExchange|Sort) .*");

  private Explained() {}

  /** Each shuffle, broadcast and sort is followed by its cause; returns how many there are. */
  static int assertCaused(List<String> lines) {
    int moves = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (MOVES.matcher(lines.get(i)).matches()) {
        moves++;
        assertThat(lines.get(i + 1))
            .as(lines.get(i))
            .matches(" *\\^ (exchange|broadcast|sort): \\S.*");
      }
    }
    return moves;
  }
}
