package io.loadstar.model.run;

/** What a run does to its batch. */
public enum Contribution {
  /** All that the batch has gives way to what the run brings. */
  REPLACE,

  /** What the batch has stays, and what the run brings comes to it. */
  ADD
}
