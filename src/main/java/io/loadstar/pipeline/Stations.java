package io.loadstar.pipeline;

import io.loadstar.model.StepTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Announces each station of a run and takes its time. */
final class Stations {
  private final Progress progress;
  private final List<StepTime> times = new ArrayList<>();

  Stations(Progress progress) {
    this.progress = progress;
  }

  /** Something that a station did besides. */
  void say(String text) {
    progress.station("", text);
  }

  <T> T at(String station, String text, Supplier<T> work) {
    progress.station(station, text);
    long start = System.nanoTime();
    T result = work.get();
    // A station that is gone through again counts by its last time.
    times.removeIf(step -> step.step().equals(station));
    times.add(new StepTime(station, (System.nanoTime() - start) / 1_000_000));
    return result;
  }

  List<StepTime> times() {
    return List.copyOf(times);
  }
}
