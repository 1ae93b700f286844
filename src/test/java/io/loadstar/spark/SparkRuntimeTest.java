package io.loadstar.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.error.LoaderException;
import org.junit.jupiter.api.Test;

/** What Spark cannot start with is said before it tries. */
class SparkRuntimeTest {
  @Test
  void heapThatIsTooSmallIsRefused() {
    assertThatThrownBy(() -> SparkRuntime.refuseSmallHeap(386L << 20))
        .isInstanceOf(LoaderException.class)
        .hasMessage(
            "Java has a heap of 386 MB, and Spark needs 450 MB at least. Nothing was started. Give"
                + " it more: LOADSTAR_JAVA_OPTS=-Xmx512m.");
    assertThatCode(() -> SparkRuntime.refuseSmallHeap(480L << 20)).doesNotThrowAnyException();
  }
}
