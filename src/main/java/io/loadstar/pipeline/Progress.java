package io.loadstar.pipeline;

/** Told what a run does, as it does it. */
public interface Progress {
  /**
   * A station has something to say.
   *
   * @param station the word of a {@link io.loadstar.model.run.Station}, or nothing
   */
  void station(String station, String text);

  /**
   * Some of Spark's tasks are done.
   *
   * @param expected as many as the run has begun, or as the area's last load had
   */
  default void tasks(long done, long expected) {}
}
