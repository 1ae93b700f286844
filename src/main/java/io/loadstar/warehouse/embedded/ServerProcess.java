package io.loadstar.warehouse.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The server's process as its {@code postmaster.pid} names it. A server that died leaves the file
 * behind, and another program may have got its number since.
 *
 * @param isReady whether it takes connections
 */
record ServerProcess(ProcessHandle process, int port, boolean isReady) {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;
  private static final int STOP_SECONDS = 30;

  /** The living server that serves a data folder. */
  static Optional<ServerProcess> of(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      if (lines.size() <= PORT_LINE) {
        return Optional.empty();
      }
      boolean isReady =
          lines.size() > STATUS_LINE && "ready".equals(lines.get(STATUS_LINE).strip());
      int port = Integer.parseInt(lines.get(PORT_LINE).strip());
      return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
          .filter(ProcessHandle::isAlive)
          .filter(process -> serves(process, data))
          .map(process -> new ServerProcess(process, port, isReady));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Removes the file of a dead server where another program has its number: none would start. */
  static void forgetDead(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file) || of(data).isPresent()) {
      return;
    }
    String number = Files.readAllLines(file).stream().findFirst().orElse("").strip();
    boolean isAnother =
        number.matches("[0-9]+")
            && ProcessHandle.of(Long.parseLong(number))
                .filter(process -> process.info().commandLine().isPresent())
                .isPresent();
    if (isAnother) {
      Files.delete(file);
    }
  }

  /** Its command line names the folder; that of another program does not. */
  private static boolean serves(ProcessHandle process, Path data) {
    return process
        .info()
        .commandLine()
        .filter(command -> command.contains("postgres"))
        .filter(command -> command.contains(data.toString()))
        .isPresent();
  }

  /** Ends it: open connections are cut. */
  void stop() throws Exception {
    // The signal for a fast stop; SIGTERM would wait for connections to end.
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
  }
}
