package io.loadstar.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstar.model.run.Station;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;

/** How long a large dimension takes to merge, as a ratio to copying its rows in. */
final class MemberBench {
  private final Path bench;
  private final Path project;
  private final String url;

  private MemberBench(Path bench, Path project, String url) {
    this.bench = bench;
    this.project = project;
    this.url = url;
  }

  /**
   * Measures.
   *
   * @param args folder of the benchmark, members, and how keys are stored: hex or uuid
   */
  public static void main(String[] args) throws Exception {
    Path bench = Path.of(args[0]).toAbsolutePath().normalize();
    int members = Integer.parseInt(args[1]);
    Keys keys = Keys.valueOf((args.length > 2 ? args[2] : "hex").toUpperCase(Locale.ROOT));
    Path work = Files.createDirectories(bench.resolve("../target/bench").normalize());
    QuizDay day = new QuizDay(work.resolve("members-" + members), 1_000, members, 100, 0);
    QuizDay later = new QuizDay(work.resolve("members-" + members + "-1"), 1_000, members, 100, 1);
    day.write();
    later.write();
    try (EmbeddedPostgres server = Bench.server(work)) {
      Path project = work.resolve("members-" + keys.word());
      Bench.renew(server, new LoadstarJob(bench, project));
      MemberBench measured = new MemberBench(bench, project, Bench.url(server));
      QuizArea.generate(bench, project, keys);
      double first = measured.merge(day, "2025-06-01");
      double same = measured.merge(day, "2025-06-02");
      double changed = measured.merge(later, "2025-06-03");
      double copied = measured.copy(work.resolve("members.copy"));
      System.out.println(
          "| members | keys | copied in s | first merge | nothing changed | 1% changed | to copying |");
      System.out.println("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
      System.out.printf(
          "| %,d | %s | %.1f | %.1f | %.1f | %.1f | %.2f |%n",
          members, keys.word(), copied, first, same, changed, changed / copied);
    }
  }

  /**
   * Seconds that the station publish took, all tables together; the others hold next to nothing.
   */
  private double merge(QuizDay day, String date) throws IOException, InterruptedException {
    String printed =
        loadstar(
            "load",
            "quiz",
            "--batch-date",
            date,
            "--input",
            day.folder().toString(),
            "--warehouse",
            url,
            "--json");
    for (JsonNode step : new ObjectMapper().readTree(printed).get("steps")) {
      if (step.get("step").asText().equals(Station.PUBLISH.word())) {
        return step.get("milliseconds").asLong() / 1e3;
      }
    }
    throw new IllegalStateException("no publication in " + printed);
  }

  /** Seconds to copy the rows as they were staged into a table without any index. */
  private double copy(Path file) throws Exception {
    try (Connection connection = Sql.connect(url)) {
      // Staging is emptied by the load; the history has the same rows.
      String staged = "quiz_staging.history_dim_student";
      Sql.execute(connection, "copy " + staged + " to '" + file + "'");
      Sql.execute(connection, "create unlogged table copied (like " + staged + ")");
      Sql.execute(connection, "checkpoint");
      long start = System.nanoTime();
      Sql.execute(connection, "copy copied from '" + file + "'");
      return (System.nanoTime() - start) / 1e9;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private String loadstar(String... arguments) throws IOException, InterruptedException {
    return QuizArea.loadstar(bench, project, List.of(arguments)).output();
  }
}
