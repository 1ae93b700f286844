package io.loadstar.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Spark keeps rows on disk: a folder that only its owner can enter. What a killed process
 * left is removed at the next start.
 */
final class LocalFolder {
  private static final Logger LOG = LoggerFactory.getLogger(LocalFolder.class);
  private static final String PREFIX = "loadstar-spark-";
  private static final Pattern OF_PROCESS = Pattern.compile(PREFIX + "([0-9]+)-.*");

  private LocalFolder() {}

  /** Makes one below the folder that Spark would take. */
  static Path make() {
    Path root =
        Path.of(System.getProperty("spark.local.dir", System.getProperty("java.io.tmpdir")));
    try {
      Files.createDirectories(root);
      removeLeftBehind(root);
      Path made = Files.createTempDirectory(root, PREFIX + ProcessHandle.current().pid() + "-");
      ShutdownHookManager.registerShutdownDeleteDir(made.toFile());
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for rows on disk can be made in " + root, e);
    }
  }

  private static void removeLeftBehind(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      entries.filter(LocalFolder::isLeftBehind).toList().forEach(LocalFolder::remove);
    }
  }

  private static boolean isLeftBehind(Path folder) {
    Matcher name = OF_PROCESS.matcher(folder.getFileName().toString());
    return name.matches()
        && Files.isWritable(folder)
        && ProcessHandle.of(Long.parseLong(name.group(1))).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      LOG.info("{} is left", folder, e);
    }
  }
}
