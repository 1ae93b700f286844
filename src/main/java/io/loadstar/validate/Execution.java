package io.loadstar.validate;

/** Whether what is planned is also run. */
public enum Execution {
  RUN,

  /** Plans as for little input, and submits no job. */
  PLAN_ONLY
}
