package io.loadstar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.model.run.SourceCounts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promise 1: read = loaded + quarantined + dropped as exact duplicate, or the run fails. */
class NothingIsLostTest {
  private static List<String> problems(SourceCounts counts, long lines, long staged) {
    return Reconciliation.problems(
        List.of(counts), Map.of("s", lines), Map.of("s", Map.of("fact", staged)));
  }

  @Test
  void countsThatAddUpAreNoProblem() {
    assertThat(problems(new SourceCounts("s", 10, 6, 3, 1, 0), 3, 6)).isEmpty();
  }

  @Test
  void aVanishedRecordIsOne() {
    assertThat(problems(new SourceCounts("s", 10, 6, 3, 0, 0), 3, 6))
        .containsExactly("s: read 10, but loaded + quarantined + duplicates + left out is 9");
  }

  @Test
  void aRejectedRecordThatWasNotWrittenIsOne() {
    assertThat(problems(new SourceCounts("s", 10, 6, 3, 1, 0), 2, 6))
        .containsExactly("s: 3 quarantined, but 2 written to the quarantine");
  }

  @Test
  void aRowThatWasNotStagedIsOne() {
    assertThat(problems(new SourceCounts("s", 10, 6, 3, 1, 0), 3, 5))
        .containsExactly("s: 6 loaded, but 5 rows staged for fact");
  }
}
