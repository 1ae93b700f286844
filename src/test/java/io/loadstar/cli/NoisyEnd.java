package io.loadstar.cli;

/** The loader with a thread that complains of being ended, as some of Spark's do now and then. */
final class NoisyEnd {
  private NoisyEnd() {}

  public static void main(String[] args) {
    Thread complaint = new Thread(() -> new IllegalStateException("ended").printStackTrace());
    Runtime.getRuntime().addShutdownHook(complaint);
    Main.main(args);
  }
}
