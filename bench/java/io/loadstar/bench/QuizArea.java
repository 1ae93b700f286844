package io.loadstar.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** The area that is loaded, with one form of keys or another. */
final class QuizArea {
  private QuizArea() {}

  static String spec(Path bench, Keys keys) throws IOException {
    return Files.readString(bench.resolve("db/quiz/quiz.yaml"))
        .replaceFirst("(?m)^sources:", "keys: " + keys.word() + "\nsources:");
  }

  /** Makes a project with the area alone, and its SQL. */
  static void generate(Path bench, Path project, Keys keys)
      throws IOException, InterruptedException {
    Path area = project.resolve("db/quiz");
    // A former one would be changed by a migration.
    FileUtils.deleteDirectory(area.toFile());
    FileUtils.forceMkdir(area.toFile());
    Files.writeString(area.resolve("quiz.yaml"), spec(bench, keys));
    loadstar(bench, project, List.of("generate", "quiz"));
    loadstar(bench, project, List.of("warehouse", "stop"));
  }

  /** Runs the launcher in a project. */
  static Watched loadstar(Path bench, Path project, List<String> arguments)
      throws IOException, InterruptedException {
    return loadstar(bench, project, arguments, "");
  }

  /** As above, with Java's own options. */
  static Watched loadstar(Path bench, Path project, List<String> arguments, String options)
      throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>();
    command.add(bench.resolve("../loadstar").normalize().toString());
    command.addAll(arguments);
    command.addAll(List.of("--project", project.toString()));
    return Watched.run(bench, command, Map.of("LOADSTAR_JAVA_OPTS", options));
  }
}
