package io.loadstar.pipeline;

/** Told what a run does, as it does it. */
public interface Progress {
  /**
   * A station has something to say.
   *
   * @param station one of the names in {@link RunProgress}
   */
  void station(String station, String text);
}
