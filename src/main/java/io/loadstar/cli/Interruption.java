package io.loadstar.cli;

import io.loadstar.spark.SparkRuntime;

/**
 * Says what Ctrl-C left behind, and has kept rows removed. The warehouse rolls back by itself when
 * the process ends.
 */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  static Interruption watch(Terminal terminal) {
    Thread hook =
        new Thread(
            () -> {
              terminal
                  .err()
                  .println(
                      "loadstar: Interrupted. The batch is published wholly or not at all;"
                          + " 'loadstar runs' shows which. Run the same command again: it is safe.");
              terminal.err().flush();
              SparkRuntime.deleteFiles();
              // Not by Spark's own hooks, which would take seconds and print what nobody needs.
              Runtime.getRuntime().halt(130);
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Already shutting down: the hook has the word.
    }
  }
}
