package io.loadstar.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;

/** {@code loadstar load}, as a user starts it. */
record LoadstarJob(Path bench, Path project) implements Job {
  @Override
  public String name() {
    return "Loadstar";
  }

  @Override
  public String schema() {
    return "quiz";
  }

  /** A first load makes its tables by itself; that is part of it. */
  @Override
  public void prepare(Connection database) {}

  @Override
  public Measurement run(QuizDay day, String url) throws Exception {
    Watched watched =
        QuizArea.loadstar(
            bench,
            project,
            List.of(
                "load",
                "quiz",
                "--batch-date",
                DATE,
                "--input",
                day.folder().toString(),
                "--warehouse",
                url,
                "--quarantine",
                project.resolve("quarantine").toString(),
                "--json"));
    long quarantined = 0;
    for (JsonNode source : new ObjectMapper().readTree(watched.output()).get("sources")) {
      quarantined += source.get("quarantined").asLong();
    }
    return new Measurement(watched.seconds(), watched.peakKilobytes(), quarantined);
  }
}
