package io.loadstar.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;

/** DuckDB validates and hashes; COPY brings what it wrote into the star. */
record DuckDbJob(Path bench, Keys keys) implements Job {
  @Override
  public String name() {
    return "DuckDB, then COPY";
  }

  @Override
  public String schema() {
    return "hand";
  }

  @Override
  public void prepare(Connection database) throws Exception {
    Sql.run(database, bench, "star.sql", keys.names());
  }

  @Override
  public Measurement run(QuizDay day, String url) throws Exception {
    Path out = Files.createTempDirectory("duckdb");
    long start = System.nanoTime();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      Map<String, String> names = new HashMap<>(keys.names());
      names.putAll(
          Map.of("folder", day.folder().toString(), "out", out.toString(), "batch_date", Job.DATE));
      Sql.run(duck, bench, "duckdb.sql", names);
    }
    try (Connection connection = Sql.connect(url)) {
      Sql.execute(
          connection, "truncate hand.staged_students, hand.staged_courses, hand.quarantine");
      connection.setAutoCommit(false);
      Sql.copy(connection, "hand.staged_students", out.resolve("students.csv"), false);
      Sql.copy(connection, "hand.staged_courses", out.resolve("courses.csv"), false);
      Sql.copy(connection, "hand.quarantine", out.resolve("quarantine.csv"), false);
      Sql.run(connection, bench, "merge.sql", Map.of("batch_date", DATE));
      Sql.copy(connection, "hand.fact_attempt", out.resolve("attempts.csv"), false);
      connection.commit();
      double seconds = (System.nanoTime() - start) / 1e9;
      for (String file : java.util.List.of("students", "courses", "quarantine", "attempts")) {
        Files.delete(out.resolve(file + ".csv"));
      }
      return new Measurement(
          seconds, 0, Sql.number(connection, "select count(*) from hand.quarantine"));
    }
  }
}
