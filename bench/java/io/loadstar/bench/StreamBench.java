package io.loadstar.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/** A stream beside one by hand: events a second, time from file to star, memory. */
final class StreamBench {
  /** Of what was published before it, the cold start is a part. */
  private static final String SUSTAINED =
      """
      select
          sum(records_read) filter (where ordinal > 2) as events,
          extract(epoch from max(finished_at) - max(finished_at) filter (where ordinal = 2)) as seconds
      from (
          select
              run.finished_at,
              sum(own.records_read) as records_read,
              row_number() over (order by run.run_id) as ordinal
          from loadstar.run as run
          inner join loadstar.run_source as own on own.run_id = run.run_id
          where run.status = 'published' and own.source = 'events' and own.records_read > 0
          group by run.run_id, run.finished_at
      ) as runs
      """;

  private static final String LATENCY =
      """
      select
          count(*),
          percentile_cont(0.5) within group (order by seconds),
          percentile_cont(0.99) within group (order by seconds),
          max(seconds)
      from (
          select
              extract(epoch from run.finished_at) - file.modified / 1000.0 as seconds,
              row_number() over (order by file.modified) as ordinal
          from loadstar.run_file as file
          inner join loadstar.run as run on run.run_id = file.run_id
          where run.status = 'published' and file.source = 'events'
      ) as files
      where ordinal > 10
      """;

  /** Events of a file. */
  private static final int FILE = 20_000;

  private final Path bench;
  private final Path work;
  private final EmbeddedPostgres server;

  private StreamBench(Path bench, Path work, EmbeddedPostgres server) {
    this.bench = bench;
    this.work = work;
    this.server = server;
  }

  /**
   * Measures.
   *
   * @param args folder of the benchmark; what to measure: {@code rate}, {@code latency} or {@code
   *     memory}; and how many events there are (latency: seconds)
   */
  public static void main(String[] args) throws Exception {
    Path bench = Path.of(args[0]).toAbsolutePath().normalize();
    Path work = Files.createDirectories(bench.resolve("../target/bench/stream").normalize());
    FileUtils.deleteDirectory(work.resolve("postgres").toFile());
    try (EmbeddedPostgres server = Bench.server(work)) {
      StreamBench stream = new StreamBench(bench, work, server);
      switch (args[1]) {
        case "rate" -> stream.rate(number(args, 1_200_000));
        case "latency" -> stream.latency(number(args, 120));
        case "memory" -> stream.memory(number(args, 3_600_000));
        default -> throw new IllegalArgumentException(args[1]);
      }
    }
  }

  private static long number(String[] args, long usual) {
    return args.length > 2 ? Long.parseLong(args[2]) : usual;
  }

  private void rate(long events) throws Exception {
    int files = (int) Math.max(4, events / FILE);
    Path data = data(events, files);
    System.out.println(
        "| events of a micro-batch | job | events a second | peak MB |\n| ---: | --- | ---: | ---: |");
    for (int together : new int[] {1, 10}) {
      for (String job : List.of("by hand", "Loadstar without marts", "Loadstar with its marts")) {
        renew();
        boolean isHand = job.equals("by hand");
        Watched watched =
            isHand
                ? byHand(data, together)
                : Watched.run(
                    bench,
                    command(project(job.contains("with its")), data, together, "--once"),
                    Map.of());
        double rate = isHand ? rateByHand(watched.output()) : rateOfLedger();
        System.out.printf(
            Locale.ROOT,
            "| %,d | %s | %,.0f | %d |%n",
            together * FILE,
            job,
            rate,
            watched.peakKilobytes() / 1024);
      }
    }
  }

  private Watched byHand(Path data, int files) throws Exception {
    try (Connection connection = Sql.connect(Bench.url(server))) {
      Sql.run(connection, bench, "stream.sql", Map.of());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dsun."))
            .toList());
    Path checkpoint = work.resolve("checkpoint-by-hand");
    FileUtils.deleteDirectory(checkpoint.toFile());
    command.addAll(
        List.of(
            "-Xmx2g",
            "-cp",
            System.getProperty("java.class.path"),
            StreamByHand.class.getName(),
            data.toString(),
            checkpoint.toString(),
            Bench.url(server),
            Integer.toString(files)));
    return Watched.run(bench, command);
  }

  /** Without the first two micro-batches, as for Loadstar. */
  private static double rateByHand(String output) {
    List<String[]> lines =
        output
            .lines()
            .filter(line -> line.matches("\\d+ \\d+"))
            .map(line -> line.split(" "))
            .toList();
    long events = lines.stream().skip(2).mapToLong(line -> Long.parseLong(line[1])).sum();
    long first = Long.parseLong(lines.get(1)[0]);
    long last = Long.parseLong(lines.get(lines.size() - 1)[0]);
    return events * 1000.0 / (last - first);
  }

  private double rateOfLedger() throws Exception {
    try (Connection connection = Sql.connect(Bench.url(server));
        var statement = connection.createStatement();
        var row = statement.executeQuery(SUSTAINED)) {
      row.next();
      return row.getDouble(1) / row.getDouble(2);
    }
  }

  private void latency(long seconds) throws Exception {
    Path data = work.resolve("paced");
    FileUtils.deleteDirectory(data.toFile());
    for (boolean hasMarts : new boolean[] {false, true}) {
      renew();
      FileUtils.deleteDirectory(data.toFile());
      Process shop =
          start(
              List.of(
                  launcher(),
                  "generate-data",
                  "commerce",
                  "--users",
                  "10000",
                  "--rate",
                  "1000",
                  "--every",
                  "2s",
                  "--for",
                  seconds + "s",
                  "--to",
                  data.toString()));
      while (!Files.isDirectory(data.resolve("events"))) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      Process stream = start(command(project(hasMarts), data, 1000, "--trigger", "2s"));
      shop.waitFor();
      TimeUnit.SECONDS.sleep(15);
      stream.destroy();
      stream.waitFor();
      try (Connection connection = Sql.connect(Bench.url(server));
          var statement = connection.createStatement();
          var row = statement.executeQuery(LATENCY)) {
        row.next();
        System.out.printf(
            Locale.ROOT,
            "%s marts: %d files of 2,000 events, one every 2 s: median %.1f s from file to star, 99th %.1f s, longest %.1f s%n",
            hasMarts ? "with" : "without",
            row.getLong(1),
            row.getDouble(2),
            row.getDouble(3),
            row.getDouble(4));
      }
    }
  }

  /** As many events as come in an hour at a thousand a second, a minute's worth in each file. */
  private void memory(long events) throws Exception {
    int files = (int) Math.max(2, events / 60_000);
    Path data = data(events, files);
    renew();
    Process stream = start(command(project(true), data, 1, "--once"));
    long afterMinute = 0;
    long now = 0;
    while (!stream.waitFor(1, TimeUnit.SECONDS)) {
      long resident = resident(stream);
      now = resident == 0 ? now : resident;
      if (afterMinute == 0 && published() >= 1) {
        afterMinute = now;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "resident after %,d events: %d MB; after %,d: %d MB, %.2f times as much%n",
        events / files,
        afterMinute / 1024,
        events,
        now / 1024,
        (double) now / afterMinute);
  }

  private long published() throws Exception {
    try (Connection connection = Sql.connect(Bench.url(server))) {
      return Sql.number(connection, "select count(*) from pg_class where relname = 'run_file'") == 0
          ? 0
          : Sql.number(
              connection, "select count(*) from loadstar.run_file where source = 'events'");
    }
  }

  /** Of the process and those that it started: the launcher starts Java. */
  private static long resident(Process process) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(process.toHandle()), process.descendants())
        .mapToLong(each -> residentOf(each.pid()))
        .max()
        .orElse(0);
  }

  private static long residentOf(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(bench.toFile())
        .redirectOutput(work.resolve("last.out").toFile())
        .redirectError(work.resolve("last.err").toFile())
        .start();
  }

  private String launcher() {
    return bench.resolve("../loadstar").normalize().toString();
  }

  private List<String> command(Path project, Path data, int files, String... more)
      throws IOException {
    Path checkpoint = work.resolve("checkpoint");
    FileUtils.deleteDirectory(checkpoint.toFile());
    FileUtils.deleteDirectory(project.resolve("quarantine").toFile());
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher(),
                "stream",
                "commerce",
                "--project",
                project.toString(),
                "--input",
                data.toString(),
                "--checkpoint",
                checkpoint.toString(),
                "--warehouse",
                Bench.url(server),
                "--max-files",
                Integer.toString(files)));
    command.addAll(List.of(more));
    return command;
  }

  private Path data(long events, int files) throws IOException, InterruptedException {
    Path data = work.resolve("data-%d-%d".formatted(events, files));
    if (!Files.isDirectory(data)) {
      Watched.run(
          bench,
          List.of(
              launcher(),
              "generate-data",
              "commerce",
              "--users",
              "10000",
              "--rows",
              Long.toString(events),
              "--files",
              Integer.toString(files),
              "--to",
              data.toString()));
    }
    return data;
  }

  /** A project with the shipped area, or with the same without marts. */
  private Path project(boolean hasMarts) throws IOException, InterruptedException {
    Path project = work.resolve(hasMarts ? "shop" : "shop-without-marts");
    FileUtils.deleteDirectory(project.resolve("db").toFile());
    Path shipped = bench.resolve("../db/commerce").normalize();
    if (hasMarts) {
      FileUtils.copyDirectory(shipped.toFile(), project.resolve("db/commerce").toFile());
      return project;
    }
    String spec = Files.readString(shipped.resolve("commerce.yaml"));
    FileUtils.forceMkdir(project.resolve("db/commerce").toFile());
    Files.writeString(
        project.resolve("db/commerce/commerce.yaml"), spec.substring(0, spec.indexOf("\nmarts:")));
    QuizArea.loadstar(bench, project, List.of("generate", "commerce"));
    QuizArea.loadstar(bench, project, List.of("warehouse", "stop"));
    return project;
  }

  private void renew() throws Exception {
    try (Connection admin = server.getPostgresDatabase().getConnection()) {
      Sql.execute(admin, "drop database if exists bench with (force)");
      Sql.execute(admin, "create database bench");
      Sql.execute(admin, "checkpoint");
    }
  }
}
