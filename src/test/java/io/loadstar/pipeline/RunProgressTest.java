package io.loadstar.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.model.run.Station;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Long silence is a fault; so is talk about what has ended. */
class RunProgressTest {
  private final List<String> said = new ArrayList<>();
  private final RunProgress steps =
      new RunProgress((station, text) -> said.add((station + " " + text).strip()), new RunLog());

  @Test
  void whatTakesLongSaysSo() {
    steps.at(
        Station.VALIDATE,
        "6 files",
        () -> {
          steps.sayIfSilent(Duration.ofHours(1), "never");
          steps.sayIfSilent(Duration.ZERO, "Spark has done 3 of 4 tasks that it has begun");
          return "";
        });
    steps.sayIfSilent(Duration.ZERO, "nothing is under way");
    assertThat(said)
        .containsExactly(
            "validate 6 files",
            "still at validate after 0 s; Spark has done 3 of 4 tasks that it has begun");
  }
}
