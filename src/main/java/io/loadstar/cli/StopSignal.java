package io.loadstar.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.util.SignalUtils;

/**
 * Asks a stream to end after the micro-batch in hand, at Ctrl-C or SIGTERM. Not by a shutdown hook:
 * Spark's own would stop Spark under that micro-batch. Asked again, the process ends at once.
 */
final class StopSignal {
  private static final int INTERRUPTED = 130;

  private final AtomicBoolean isAsked = new AtomicBoolean();

  private StopSignal() {}

  static StopSignal watch(Terminal terminal) {
    StopSignal signal = new StopSignal();
    for (String name : new String[] {"INT", "TERM"}) {
      SignalUtils.register(
          name,
          () -> {
            signal.ask(terminal);
            return true;
          });
    }
    return signal;
  }

  private void ask(Terminal terminal) {
    if (isAsked.getAndSet(true)) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    terminal
        .err()
        .println("loadstar: Stopping after the micro-batch in hand; once more ends at once.");
    terminal.err().flush();
  }

  boolean isAsked() {
    return isAsked.get();
  }
}
