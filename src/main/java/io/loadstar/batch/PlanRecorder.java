package io.loadstar.batch;

/** Told of each operation of Spark's on a run's way. It records, and changes nothing. */
public interface PlanRecorder {
  void record(Operation operation);
}
