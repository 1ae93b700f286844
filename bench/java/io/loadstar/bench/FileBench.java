package io.loadstar.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How long a day takes in many small files, as a ratio to the same day in one. */
final class FileBench {
  private static final int ROWS_OF_A_FILE = 10;

  private FileBench() {}

  /**
   * Measures.
   *
   * @param args folder of the benchmark, and how many files
   */
  public static void main(String[] args) throws Exception {
    Path bench = Path.of(args[0]).toAbsolutePath().normalize();
    int files = Integer.parseInt(args[1]);
    Path work = Files.createDirectories(bench.resolve("../target/bench").normalize());
    QuizDay one =
        new QuizDay(work.resolve("one-of-" + files), (long) files * ROWS_OF_A_FILE, 1_000, 100, 0);
    one.write();
    QuizDay many = split(one, work.resolve("many-of-" + files));
    try (EmbeddedPostgres server = Bench.server(work)) {
      Path project = work.resolve("files");
      LoadstarJob job = new LoadstarJob(bench, project);
      Bench.renew(server, job);
      QuizArea.generate(bench, project, Keys.HEX);
      Path spec = project.resolve("db/quiz/quiz.yaml");
      Files.writeString(
          spec, Files.readString(spec).replace("path: attempts.csv", "path: attempts*.csv"));
      String url = Bench.url(server);
      // The first load makes the tables.
      job.run(one, url);
      double whole = job.run(one, url).seconds();
      double parts = job.run(many, url).seconds();
      System.out.println(
          "| files | rows of each | one file, s | all files, s | ratio | ms a file |");
      System.out.println("| ---: | ---: | ---: | ---: | ---: | ---: |");
      System.out.printf(
          "| %,d | %d | %.1f | %.1f | %.2f | %.1f |%n",
          files, ROWS_OF_A_FILE, whole, parts, parts / whole, (parts - whole) * 1e3 / files);
    }
  }

  private static QuizDay split(QuizDay day, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : List.of("students.csv", "courses.csv")) {
      Files.writeString(folder.resolve(name), Files.readString(day.folder().resolve(name)));
    }
    List<String> lines = Files.readAllLines(day.folder().resolve("attempts.csv"));
    for (int from = 1; from < lines.size(); from += ROWS_OF_A_FILE) {
      int to = Math.min(lines.size(), from + ROWS_OF_A_FILE);
      Files.writeString(
          folder.resolve("attempts%05d.csv".formatted(from / ROWS_OF_A_FILE)),
          lines.get(0) + "\n" + String.join("\n", lines.subList(from, to)) + "\n");
    }
    return new QuizDay(folder, day.attempts(), day.students(), day.courses(), day.changed());
  }
}
