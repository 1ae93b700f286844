package io.loadstar.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** The jobs on a small day, for a test that none of them does less than the others. */
public final class BenchStars {
  private final Path bench;
  private final QuizDay day;

  /** Writes a day into a folder. */
  public BenchStars(Path bench, Path folder) throws IOException {
    this.bench = bench;
    this.day = QuizDay.of(folder, 2_000);
    day.write();
  }

  public String spec() throws IOException {
    return Files.readString(bench.resolve("db/quiz/quiz.yaml"));
  }

  public String postgres(String url) throws Exception {
    return made(new PostgresJob(bench), url);
  }

  public String duckDb(String url) throws Exception {
    return made(new DuckDbJob(bench), url);
  }

  private String made(Job job, String url) throws Exception {
    try (Connection connection = Sql.connect(url)) {
      job.prepare(connection);
    }
    job.run(day, url);
    Job.Measurement again = job.run(day, url);
    if (again.quarantined() == 0) {
      throw new IllegalStateException(job.name() + " kept nothing out");
    }
    return of(url, job.schema());
  }

  public String of(String url, String schema) throws SQLException {
    try (Connection connection = Sql.connect(url)) {
      return Star.of(connection, schema, 0).toString();
    }
  }
}
