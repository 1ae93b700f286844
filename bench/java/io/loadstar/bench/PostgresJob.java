package io.loadstar.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;

/** The floor: COPY into unlogged text tables, then one transaction of SQL that does all. */
record PostgresJob(Path bench, Keys keys) implements Job {
  @Override
  public String name() {
    return "COPY, then SQL by hand";
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
    long start = System.nanoTime();
    try (Connection connection = Sql.connect(url)) {
      Sql.execute(connection, "truncate hand.raw_students, hand.raw_courses, hand.raw_attempts");
      Sql.execute(connection, "truncate hand.quarantine");
      for (String source : java.util.List.of("students", "courses", "attempts")) {
        Sql.copy(connection, "hand.raw_" + source, day.folder().resolve(source + ".csv"), true);
      }
      connection.setAutoCommit(false);
      Sql.run(connection, bench, "postgres.sql", Map.of("batch_date", DATE));
      connection.commit();
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Measurement(
          seconds, 0, Sql.number(connection, "select count(*) from hand.quarantine"));
    }
  }
}
