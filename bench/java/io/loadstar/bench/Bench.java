package io.loadstar.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Loads the same day in several ways, in turn, on one Postgres, and compares what they made and how
 * long they took.
 */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    description = "Measures Loadstar against what would be written by hand, as ratios.")
public final class Bench implements Callable<Integer> {
  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "100000,1000000",
      description = "Sizes of the day's fact, default ${DEFAULT-VALUE}")
  private List<Long> sizes;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs of each, in turn, default ${DEFAULT-VALUE}")
  private int runs;

  @Option(
      names = "--jobs",
      split = ",",
      defaultValue = "postgres,loadstar,duckdb,spark",
      description = "Which, default ${DEFAULT-VALUE}")
  private List<String> jobs;

  @Option(
      names = "--keys",
      defaultValue = "hex",
      description = "How every star has its keys, hex or uuid, default ${DEFAULT-VALUE}")
  private Keys keys;

  @Option(names = "--plot", description = "File for a plot of time against rows, an SVG")
  private Path plot;

  private final Path bench;
  private final PrintStream out;
  private Path project;

  Bench(Path bench, PrintStream out) {
    this.bench = bench;
    this.out = out;
  }

  public static void main(String[] args) {
    Path bench = Path.of(args[0]).toAbsolutePath().normalize();
    String[] options = java.util.Arrays.copyOfRange(args, 1, args.length);
    CommandLine line = new CommandLine(new Bench(bench, System.out));
    System.exit(line.setCaseInsensitiveEnumValuesAllowed(true).execute(options));
  }

  @Override
  public Integer call() throws Exception {
    Path work = Files.createDirectories(bench.resolve("../target/bench").normalize());
    Results results = new Results();
    project = work.resolve("quiz-" + keys.word());
    if (jobs.contains("loadstar")) {
      QuizArea.generate(bench, project, keys);
    }
    try (EmbeddedPostgres server = server(work)) {
      for (long size : sizes) {
        QuizDay day = QuizDay.of(work.resolve("day-" + size), size);
        day.write();
        measure(day, server, results);
      }
    }
    out.println();
    out.println(results.table());
    if (plot != null) {
      Files.writeString(plot, new Plot(results).svg());
    }
    return 0;
  }

  /** Set up as Loadstar sets up its embedded warehouse. */
  static EmbeddedPostgres server(Path work) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(work.resolve("postgres"))
        .setLocaleConfig("locale", "C.UTF-8")
        .setServerConfig("timezone", "UTC")
        .setServerConfig("fsync", "on")
        .setServerConfig("max_wal_size", "4GB")
        .setServerConfig("shared_buffers", "256MB")
        .setServerConfig("random_page_cost", "1.1")
        .start();
  }

  private void measure(QuizDay day, EmbeddedPostgres server, Results results) throws Exception {
    for (int run = 1; run <= runs; run++) {
      Map<String, Star> stars = new LinkedHashMap<>();
      for (Job job : chosen()) {
        for (String load : List.of("first load", "re-run")) {
          if (load.equals("first load")) {
            renew(server, job);
          }
          Job.Measurement measured = job.run(day, url(server));
          results.add(day.attempts(), job.name(), load, measured);
          out.printf(
              "%,d rows, run %d, %s, %s: %.1f s%n",
              day.attempts(), run, job.name(), load, measured.seconds());
          try (Connection connection = Sql.connect(url(server))) {
            stars.put(
                job.name() + ", " + load,
                Star.of(connection, job.schema(), keys, measured.quarantined()));
          }
        }
      }
      refuseDifferences(stars);
    }
  }

  /** An empty database, and a server that has nothing left to write. */
  static void renew(EmbeddedPostgres server, Job job) throws Exception {
    try (Connection admin = server.getPostgresDatabase().getConnection()) {
      Sql.execute(admin, "drop database if exists bench with (force)");
      Sql.execute(admin, "create database bench");
      Sql.execute(admin, "checkpoint");
    }
    try (Connection connection = Sql.connect(url(server))) {
      job.prepare(connection);
    }
  }

  static String url(EmbeddedPostgres server) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/bench?user=postgres";
  }

  private List<Job> chosen() {
    List<Job> chosen = new ArrayList<>();
    for (String name : jobs) {
      chosen.add(
          switch (name) {
            case "postgres" -> new PostgresJob(bench, keys);
            case "loadstar" -> new LoadstarJob(bench, project);
            case "duckdb" -> new DuckDbJob(bench, keys);
            case "spark" -> new SparkJdbcJob(bench, keys);
            default -> throw new IllegalArgumentException("No job is called '" + name + "'.");
          });
    }
    return chosen;
  }

  private static void refuseDifferences(Map<String, Star> stars) throws IOException {
    if (stars.values().stream().distinct().count() > 1) {
      throw new IOException("The stars differ: " + stars);
    }
  }
}
