package io.loadstar.pipeline;

import io.loadstar.error.BatchErrors;
import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.spark.SparkMessages;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.warehouse.Warehouse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;

/** Finds what the user should hear in what Spark wraps around it. */
final class Failures {
  /** Spark repeats in its message what ended a task. */
  private static final Pattern MEMORY =
      Pattern.compile("(OutOfMemoryError|StackOverflowError)(: [\\w ]+)?");

  private Failures() {}

  /** The user-facing failure behind {@code thrown}, or {@code thrown} itself if it is a bug. */
  static RuntimeException translated(Exception thrown, Warehouse warehouse) {
    return translated(thrown, warehouse, false);
  }

  /**
   * As above.
   *
   * @param isWithheld whether a message of Spark's may repeat what it must not
   */
  static RuntimeException translated(Exception thrown, Warehouse warehouse, boolean isWithheld) {
    RuntimeException expression = null;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof LoaderException loader) {
        return loader;
      }
      if (cause instanceof SQLException sql) {
        return WarehouseErrors.of(warehouse.fault(sql), "loading", sql);
      }
      if (cause instanceof IOException io) {
        return BatchErrors.disk(io, SparkRuntime.localFolder());
      }
      if (cause instanceof InterruptedException) {
        return BatchErrors.interrupted();
      }
      if (cause instanceof SparkThrowable spark && isAboutData(spark)) {
        expression =
            BatchErrors.expression(isWithheld ? spark.getCondition() : SparkMessages.shown(cause));
      }
    }
    if (expression != null) {
      return expression;
    }
    Matcher memory = MEMORY.matcher(String.valueOf(thrown));
    if (memory.find()) {
      return BatchErrors.memory(memory.group());
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(SparkMessages.shown(thrown), thrown);
  }

  /** Why a task is worth another try; empty where the same would happen again. */
  static Optional<String> reasonToRetry(Exception thrown, Warehouse warehouse) {
    return translated(thrown, warehouse) instanceof LoaderException loader
            && loader.exitCode() == ExitCode.WAREHOUSE
            && loader.getCause() != null
        ? Optional.of(String.valueOf(loader.getCause().getMessage()))
        : Optional.empty();
  }

  /** SQLSTATE class 22 is "data exception": overflow, division by zero, a cast that fails. */
  private static boolean isAboutData(SparkThrowable spark) {
    return spark.getSqlState() != null && spark.getSqlState().startsWith("22");
  }
}
