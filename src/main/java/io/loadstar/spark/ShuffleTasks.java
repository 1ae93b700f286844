package io.loadstar.spark;

/** How many tasks there are behind a shuffle. */
public final class ShuffleTasks {
  /** Of each byte of input so much is shuffled: hashes of keys, where a load shuffles no rows. */
  public static final double SHUFFLED = 0.2;

  /** So much a task of one gigabyte sorts without a file of its own. */
  public static final long BYTES_OF_A_TASK = 128L << 20;

  /** So that none waits long for the slowest. */
  private static final int OF_A_CORE = 4;

  private ShuffleTasks() {}

  /**
   * Enough for all cores, and so many that each can hold its share.
   *
   * @param input bytes that are read
   */
  public static long of(long cores, long input) {
    return Math.max(OF_A_CORE * cores, (long) Math.ceil(input * SHUFFLED / BYTES_OF_A_TASK));
  }
}
