package io.loadstar.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Enough tasks for the cores, and so many that each can hold its share. */
class ShuffleTasksTest {
  private static final long GB = 1L << 30;

  @Test
  void coresDecideOfLittleAndBytesOfMuch() {
    assertThat(ShuffleTasks.of(2, GB)).isEqualTo(8);
    // A fifth of a terabyte, 128 MB each.
    assertThat(ShuffleTasks.of(160, 1024 * GB)).isEqualTo(1639);
  }

  @Test
  void lessMemoryMakesMoreTasks() {
    long ofSmallHeap = ShuffleTasks.bytesOfATask(GB / 4);
    assertThat(ofSmallHeap).isEqualTo(32L << 20);
    assertThat(ShuffleTasks.of(2, 5 * GB, ofSmallHeap)).isEqualTo(32);
    assertThat(ShuffleTasks.bytesOfATask(64 * GB)).isEqualTo(ShuffleTasks.BYTES_OF_A_TASK);
  }
}
