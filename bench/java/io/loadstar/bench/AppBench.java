package io.loadstar.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** Use of an app: a day beside SQL by hand, marts among many days, little memory, settings. */
final class AppBench {
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final int MONTH = 30;

  private final Path bench;
  private final Path work;
  private final EmbeddedPostgres server;
  private final Keys keys;

  private AppBench(Path bench, Path work, EmbeddedPostgres server, Keys keys) {
    this.bench = bench;
    this.work = work;
    this.server = server;
    this.keys = keys;
  }

  /**
   * Measures.
   *
   * @param args folder of the benchmark; what to measure: {@code day}, {@code marts}, {@code
   *     memory} or {@code configs}; and, if they are said, how many rows a day has, and which keys
   */
  public static void main(String[] args) throws Exception {
    Path bench = Path.of(args[0]).toAbsolutePath().normalize();
    Path work = Files.createDirectories(bench.resolve("../target/bench").normalize());
    long rows =
        args.length > 2 ? Long.parseLong(args[2]) : args[1].equals("marts") ? 20_000 : 5_000_000;
    try (EmbeddedPostgres server = Bench.server(work)) {
      AppBench app =
          new AppBench(
              bench,
              work,
              server,
              args.length > 3
                  ? Keys.valueOf(args[3].toUpperCase(java.util.Locale.ROOT))
                  : Keys.HEX);
      switch (args[1]) {
        case "day" -> app.day(rows);
        case "marts" -> app.marts(rows);
        case "memory" -> app.memory(rows);
        case "configs" -> app.configs(rows);
        default -> throw new IllegalArgumentException(args[1]);
      }
    }
  }

  private Path data(long rows, int days, double skew) throws IOException, InterruptedException {
    Path data = work.resolve("app-%d-%d-%s".formatted(rows, days, skew));
    if (!Files.isDirectory(data)) {
      Watched.run(
          bench,
          List.of(
              bench.resolve("../loadstar").normalize().toString(),
              "generate-data",
              "engagement",
              "--rows",
              Long.toString(rows),
              "--users",
              Long.toString(Math.max(100, rows / 50)),
              "--days",
              Integer.toString(days),
              "--from",
              FIRST.toString(),
              "--skew",
              Double.toString(skew),
              "--files",
              "8",
              "--to",
              data.toString()));
    }
    return data;
  }

  /** A project with the shipped area, or with the same without marts. */
  private Path project(boolean hasMarts) throws IOException, InterruptedException {
    Path project = work.resolve(hasMarts ? "app" : "app-without-marts");
    FileUtils.deleteDirectory(project.resolve("db").toFile());
    Path shipped = bench.resolve("../db/engagement").normalize();
    if (hasMarts) {
      FileUtils.copyDirectory(shipped.toFile(), project.resolve("db/engagement").toFile());
    } else {
      String spec = Files.readString(shipped.resolve("engagement.yaml"));
      FileUtils.forceMkdir(project.resolve("db/engagement").toFile());
      Files.writeString(
          project.resolve("db/engagement/engagement.yaml"),
          spec.substring(0, spec.indexOf("# What counts as a session"))
              .replaceFirst("(?m)^sources:", "keys: " + keys.word() + "\nsources:"));
      QuizArea.loadstar(bench, project, List.of("generate", "engagement"));
      QuizArea.loadstar(bench, project, List.of("warehouse", "stop"));
    }
    return project;
  }

  /**
   * How a load is started.
   *
   * @param java options of Java's
   * @param load options of the load's own
   */
  private record Start(String java, List<String> load) {
    static final Start USUAL = new Start("", List.of());

    static Start java(String options) {
      return new Start(options, List.of());
    }

    static Start master(String master) {
      return new Start("", List.of("--master", master));
    }

    @Override
    public String toString() {
      String options = (java + " " + String.join(" ", load)).strip();
      return options.isEmpty() ? "as Loadstar chooses" : options;
    }
  }

  private Watched load(Path project, LocalDate day, Path data)
      throws IOException, InterruptedException {
    return load(project, day, data, Start.USUAL);
  }

  private Watched load(Path project, LocalDate day, Path data, Start start)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "load",
                "engagement",
                "--batch-date",
                day.toString(),
                "--input",
                data.toString(),
                "--warehouse",
                Bench.url(server),
                "--quarantine",
                project.resolve("quarantine").toString(),
                "--quiet"));
    arguments.addAll(start.load());
    return QuizArea.loadstar(bench, project, arguments, start.java());
  }

  private void renew() throws Exception {
    try (Connection admin = server.getPostgresDatabase().getConnection()) {
      Sql.execute(admin, "drop database if exists bench with (force)");
      Sql.execute(admin, "create database bench");
      Sql.execute(admin, "checkpoint");
    }
  }

  /** The same day by hand, by Loadstar without marts, and with them. */
  private void day(long rows) throws Exception {
    Path data = data(rows, 1, 0.3);
    Path small = data(1_000, 1, 0.3);
    System.out.println("| job | s | to SQL by hand | peak MB |\n| --- | ---: | ---: | ---: |");
    double hand = 0;
    for (String job :
        List.of(
            "SQL by hand",
            "Loadstar without marts",
            "Loadstar with its five marts",
            "SQL by hand")) {
      renew();
      Path project = project(job.contains("with its"));
      // The first load makes the tables, in all of them.
      load(project, FIRST.minusYears(1), shifted(small));
      double seconds;
      long peak = 0;
      if (job.startsWith("SQL")) {
        seconds = byHand(data);
        hand = hand == 0 ? seconds : Math.min(hand, seconds);
      } else {
        Watched watched = load(project, FIRST, data);
        seconds = watched.seconds();
        peak = watched.peakKilobytes() / 1024;
      }
      System.out.printf(
          Locale.ROOT, "| %s | %.1f | %.2f | %d |%n", job, seconds, seconds / hand, peak);
      tellStar(job.startsWith("SQL") ? "hand" : "engagement");
    }
  }

  /** The small day's files as those of a day a year before. */
  private Path shifted(Path small) throws IOException {
    Path shifted = work.resolve("app-before");
    FileUtils.deleteDirectory(shifted.toFile());
    FileUtils.copyDirectory(small.resolve("users").toFile(), shifted.resolve("users").toFile());
    FileUtils.copyDirectory(
        small.resolve("interactions/date=" + FIRST).toFile(),
        shifted.resolve("interactions/date=" + FIRST.minusYears(1)).toFile());
    return shifted;
  }

  private double byHand(Path data) throws Exception {
    try (Connection connection = Sql.connect(Bench.url(server))) {
      Sql.run(connection, bench, "interactions_tables.sql", Map.of());
      long start = System.nanoTime();
      for (Path file : files(data.resolve("users"))) {
        String country = file.getParent().getFileName().toString().replace("country=", "");
        Sql.execute(
            connection, "alter table hand.raw_users alter country set default '" + country + "'");
        Sql.copy(
            connection,
            "hand.raw_users (user_id, join_date, device_type, subscription_type)",
            file,
            true);
      }
      for (Path file : files(data.resolve("interactions"))) {
        Sql.copy(connection, "hand.raw_interactions", file, true);
      }
      connection.setAutoCommit(false);
      String hex = "encode(sha256(convert_to(user_id, 'UTF8')), 'hex')";
      Sql.run(
          connection,
          bench,
          "interactions.sql",
          Map.of(
              "batch_date",
              FIRST.toString(),
              "key",
              keys == Keys.HEX ? hex : "cast(left(" + hex + ", 32) as uuid)"));
      connection.commit();
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }

  /** So that all can be seen to have made the same. */
  private void tellStar(String schema) throws Exception {
    try (Connection connection = Sql.connect(Bench.url(server))) {
      String day = " where _batch_date = date '" + FIRST + "'";
      System.err.printf(
          "%s: %d actions of %d ms, %d user days%n",
          schema,
          Sql.number(connection, "select count(*) from " + schema + ".fact_interaction" + day),
          Sql.number(
              connection,
              "select cast(sum(duration_ms) as bigint) from " + schema + ".fact_interaction" + day),
          Sql.number(connection, "select count(*) from " + schema + ".fact_user_day" + day));
    }
  }

  /** What a day's marts cost as days become many: a month is loaded, then copied eleven times. */
  private void marts(long rows) throws Exception {
    Path data = data(rows, MONTH, 0.1);
    Path project = project(true);
    renew();
    QuizArea.loadstar(
        bench,
        project,
        List.of(
            "backfill",
            "engagement",
            "--from",
            FIRST.toString(),
            "--to",
            FIRST.plusDays(MONTH - 1).toString(),
            "--input",
            data.toString(),
            "--warehouse",
            Bench.url(server),
            "--quarantine",
            project.resolve("quarantine").toString(),
            "--quiet"));
    System.out.println("| days present | marts of one more day, s |\n| ---: | ---: |");
    tellRefresh(MONTH);
    try (Connection connection = Sql.connect(Bench.url(server))) {
      for (int month = 1; month < 12; month++) {
        Sql.run(
            connection,
            bench,
            "more_days.sql",
            Map.of("days", Integer.toString(month * MONTH), "from", FIRST.toString()));
      }
    }
    tellRefresh(12 * MONTH);
  }

  private void tellRefresh(int days) throws Exception {
    try (Connection connection = Sql.connect(Bench.url(server))) {
      Sql.execute(connection, "vacuum analyze");
    }
    for (int i = 0; i < 5; i++) {
      System.out.printf(Locale.ROOT, "| %d | %.2f |%n", days, refresh(FIRST.plusDays(days - 1L)));
    }
  }

  /** As a publication does it that changed a day. */
  private double refresh(LocalDate day) throws Exception {
    try (Connection connection = Sql.connect(Bench.url(server))) {
      connection.setAutoCommit(false);
      Sql.execute(
          connection,
          "insert into engagement_staging.changed_dates (date_key) values ("
              + day.toString().replace("-", "")
              + ")");
      long start = System.nanoTime();
      Sql.execute(connection, "call engagement_staging.refresh_marts()");
      connection.rollback();
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Data ten times as large as the heap. */
  private void memory(long rows) throws Exception {
    Path data = data(rows, 1, 0.3);
    long bytes = 0;
    for (Path file : files(data.resolve("interactions"))) {
      bytes += Files.size(file);
    }
    Path project = project(false);
    renew();
    Watched watched = load(project, FIRST, data, Start.java("-Xmx512m"));
    System.out.println("| rows | MB of files | heap MB | peak MB of the process | s |");
    System.out.println("| ---: | ---: | ---: | ---: | ---: |");
    System.out.printf(
        Locale.ROOT,
        "| %,d | %d | 512 | %d | %.1f |%n",
        rows,
        bytes >> 20,
        watched.peakKilobytes() >> 10,
        watched.seconds());
  }

  /** Cores, partitions and heap, each beside what is chosen by itself. */
  private void configs(long rows) throws Exception {
    Path data = data(rows, 1, 0.3);
    Path project = project(false);
    System.out.println("| what | s | peak MB |\n| --- | ---: | ---: |");
    for (Start start :
        List.of(
            Start.USUAL,
            Start.master("local[1,3]"),
            Start.master("local[2,3]"),
            Start.master("local[4,3]"),
            Start.java("-Dspark.sql.shuffle.partitions=2"),
            Start.java("-Dspark.sql.shuffle.partitions=32"),
            Start.java("-Dspark.sql.shuffle.partitions=200"),
            Start.java("-Xmx480m"),
            Start.java("-Xmx1g"),
            Start.java("-Xmx2g"))) {
      renew();
      Watched watched = load(project, FIRST, data, start);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %d |%n",
          start,
          watched.seconds(),
          watched.peakKilobytes() >> 10);
    }
  }
}
