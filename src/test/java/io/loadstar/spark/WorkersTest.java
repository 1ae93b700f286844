package io.loadstar.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.error.BatchErrors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** Who waits for the other work hears of its failure, and must not hear of it again. */
  @ParameterizedTest
  @MethodSource("failures")
  void failureOfTheOtherWorkIsToldOnce(RuntimeException failure) {
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(
            () -> {
              throw failure;
            });
    CompletableFuture<Void> whole = CompletableFuture.allOf(other).thenRun(() -> {});
    assertThatThrownBy(() -> Workers.before(whole, () -> Workers.joined(whole)))
        .satisfies(e -> assertThat(e.getSuppressed()).isEmpty())
        .hasStackTraceContaining(failure.getMessage());
  }

  static Stream<RuntimeException> failures() {
    return Stream.of(
        new IllegalStateException("lost"), BatchErrors.notReconciled(List.of("students: 1 lost")));
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
