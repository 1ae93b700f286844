package io.loadstar.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Work that goes on beside other work. */
class WorkersTest {
  private final CountDownLatch failed = new CountDownLatch(1);

  private String staging() {
    failed.countDown();
    throw new IllegalStateException("staging");
  }

  @Test
  void failureWaitsForTheOtherWork() {
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                failed.await();
                Thread.sleep(200);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return "written";
            });
    assertThatThrownBy(() -> Workers.before(other, this::staging)).hasMessage("staging");
    assertThat(other).isCompletedWithValue("written");
  }

  @Test
  void failureOfBothTellsOfBoth() {
    CompletableFuture<String> other =
        CompletableFuture.failedFuture(new IllegalStateException("quarantine"));
    assertThatThrownBy(() -> Workers.before(other, this::staging))
        .hasMessage("staging")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .extracting(Throwable::getCause)
                    .hasToString("java.lang.IllegalStateException: quarantine"));
  }
}
