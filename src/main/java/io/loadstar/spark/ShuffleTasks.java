package io.loadstar.spark;

/** How many tasks there are behind a shuffle. */
public final class ShuffleTasks {
  /** Of each byte of input so much is shuffled: hashes of keys, where a load shuffles no rows. */
  public static final double SHUFFLED = 0.2;

  /** So much a task of one gigabyte sorts without a file of its own. */
  public static final long BYTES_OF_A_TASK = 128L << 20;

  /** What is shuffled takes several times as much room once it is rows again. */
  private static final int TIMES_IN_MEMORY = 8;

  /** So that none waits long for the slowest. */
  private static final int OF_A_CORE = 4;

  private ShuffleTasks() {}

  /**
   * Enough for all cores, and so many that each can hold its share.
   *
   * @param input bytes that are read
   */
  public static long of(long cores, long input) {
    return of(cores, input, BYTES_OF_A_TASK);
  }

  /**
   * As above, for tasks that have less than a gigabyte each.
   *
   * @param bytesOfATask as {@link #bytesOfATask} tells them
   */
  static long of(long cores, long input, long bytesOfATask) {
    return Math.max(OF_A_CORE * cores, (long) Math.ceil(input * SHUFFLED / bytesOfATask));
  }

  /** How much a task should get, by the memory that it has. */
  static long bytesOfATask(long memory) {
    return Math.min(BYTES_OF_A_TASK, memory / TIMES_IN_MEMORY);
  }
}
