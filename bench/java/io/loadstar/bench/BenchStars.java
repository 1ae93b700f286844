package io.loadstar.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** The jobs on a small day, for a test that none of them does less than the others. */
public final class BenchStars {
  private final Path bench;
  private final QuizDay day;
  private final Keys keys;

  /**
   * Writes a day into a folder.
   *
   * @param keys hex or uuid
   */
  public BenchStars(Path bench, Path folder, String keys) throws IOException {
    this.bench = bench;
    this.keys = Keys.valueOf(keys.toUpperCase(Locale.ROOT));
    this.day = QuizDay.of(folder, 2_000);
    day.write();
  }

  public String spec() throws IOException {
    return QuizArea.spec(bench, keys);
  }

  public String postgres(String url) throws Exception {
    return made(new PostgresJob(bench, keys), url);
  }

  public String duckDb(String url) throws Exception {
    return made(new DuckDbJob(bench, keys), url);
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
      return Star.of(connection, schema, keys, 0).toString();
    }
  }
}
