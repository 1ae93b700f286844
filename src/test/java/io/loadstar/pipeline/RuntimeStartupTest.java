package io.loadstar.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.warehouse.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What cannot be started is told, whatever is thrown. */
class RuntimeStartupTest {
  /** Scala, in which Spark is written, does not declare what it throws. */
  private static <E extends Throwable> Warehouse fail() throws E {
    @SuppressWarnings("unchecked")
    E thrown = (E) new IOException("no login");
    throw thrown;
  }

  @Test
  void checkedExceptionsThatNobodyDeclaresEndTheWait() {
    Supplier<Warehouse> failing = () -> RuntimeStartupTest.<RuntimeException>fail();
    RuntimeStartup startup = new RuntimeStartup("local[1]", false, failing);
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () ->
            assertThatThrownBy(startup::warehouse)
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("no login"));
  }
}
