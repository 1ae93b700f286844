package io.loadstar.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.loadstar.model.run.StageFigures;
import io.loadstar.spark.StageWatch;
import io.loadstar.spark.Workers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How evenly work is shared out where one user has a third of all rows: interactions with their
 * users, joined in four ways, and loaded. Plans and figures go to {@code bench/skew}.
 */
final class SkewBench {
  private static final int PARTITIONS = 32;
  private static final int SALTS = 16;
  private static final String PLAIN = "plain join";
  private static final String HEAD =
      """
      | way | s | stage | tasks | records: most to middle | bytes: most to middle |
      | --- | ---: | --- | ---: | ---: | ---: |
      """;
  private static final String DAY = "2023-07-01";

  private final Path bench;
  private final Path data;
  private final Map<String, List<String>> lines = new LinkedHashMap<>();

  private SkewBench(Path bench, Path data) {
    this.bench = bench;
    this.data = data;
  }

  /**
   * Measures.
   *
   * @param args folder of the benchmark, and how many rows
   */
  public static void main(String[] args) throws Exception {
    Path bench = Path.of(args[0]).toAbsolutePath().normalize();
    long rows = Long.parseLong(args[1]);
    Path work = Files.createDirectories(bench.resolve("../target/bench").normalize());
    Path data = work.resolve("skew-" + rows);
    if (!Files.isDirectory(data)) {
      Watched.run(
          bench,
          List.of(
              bench.resolve("../loadstar").normalize().toString(),
              "generate-data",
              "engagement",
              "--rows",
              args[1],
              "--users",
              "100000",
              "--skew",
              "0.3",
              "--files",
              "8",
              "--to",
              data.toString()));
    }
    new SkewBench(bench, data).run(work);
  }

  private void run(Path work) throws Exception {
    System.out.print(HEAD);
    joins();
    load(work);
    write("pre_optimization_figures.md", way -> way.equals(PLAIN));
    write("post_optimization_figures.md", way -> !way.equals(PLAIN));
  }

  private void write(String file, Predicate<String> ways) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    lines.forEach(
        (way, own) -> {
          if (ways.test(way)) {
            own.forEach(line -> text.append(line).append('\n'));
          }
        });
    Files.writeString(bench.resolve("skew").resolve(file), text);
  }

  private void joins() throws Exception {
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", PARTITIONS)
            .config("spark.sql.autoBroadcastJoinThreshold", -1)
            .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
            .config("spark.sql.adaptive.advisoryPartitionSizeInBytes", "1m")
            .config("spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes", "2m")
            .config("spark.sql.adaptive.skewJoin.skewedPartitionFactor", 2)
            .getOrCreate();
    Dataset<Row> interactions =
        spark.read().option("header", true).csv(data.resolve("interactions").toString());
    Dataset<Row> users =
        spark
            .read()
            .option("header", true)
            .csv(data.resolve("users").toString())
            .dropDuplicates("user_id")
            // Else AQE does not see a shuffle right below the join, and leaves the skew as it is.
            .localCheckpoint();
    set(spark, false, false);
    measure(spark, PLAIN, joined(interactions, users), "pre_optimization_plan");
    set(spark, true, true);
    measure(spark, "join with AQE's skew join", joined(interactions, users), "aqe_skew_join_plan");
    set(spark, false, false);
    measure(spark, "salted join", salted(interactions, users), "salted_join_plan");
    measure(
        spark, "check of distinct keys", distinct(interactions, users), "post_optimization_plan");
    spark.stop();
  }

  private static void set(SparkSession spark, boolean isAdaptive, boolean joinsSkew) {
    spark.conf().set("spark.sql.adaptive.enabled", isAdaptive);
    spark.conf().set("spark.sql.adaptive.skewJoin.enabled", joinsSkew);
  }

  private static Dataset<Row> joined(Dataset<Row> interactions, Dataset<Row> users) {
    return interactions
        .join(users, "user_id")
        .groupBy("device_type")
        .agg(count(lit(1)), sum("duration_ms"));
  }

  /** Each user as often as there are salts, each interaction with one of them. */
  private static Dataset<Row> salted(Dataset<Row> interactions, Dataset<Row> users) {
    return interactions
        .withColumn("salt", pmod(xxhash64(col("timestamp"), col("page_id")), lit(SALTS)))
        .join(
            users.withColumn("salt", explode(sequence(lit(0L), lit(SALTS - 1L)))),
            scala.jdk.CollectionConverters.ListHasAsScala(List.of("user_id", "salt"))
                .asScala()
                .toSeq())
        .groupBy("device_type")
        .agg(count(lit(1)), sum("duration_ms"));
  }

  /** What a load asks of a reference: which keys are known. Rows themselves are not shuffled. */
  private static Dataset<Row> distinct(Dataset<Row> interactions, Dataset<Row> users) {
    return interactions
        .select("user_id")
        .distinct()
        .join(users.select("user_id"), "user_id")
        .agg(count(lit(1)));
  }

  private void measure(SparkSession spark, String way, Dataset<Row> rows, String plan)
      throws Exception {
    long start = System.nanoTime();
    List<StageFigures> figures;
    try (Workers workers = new Workers(spark.sparkContext(), way);
        StageWatch watch = StageWatch.of(spark, way)) {
      rows.collectAsList();
      // Spark tells of the last stage a moment later.
      Thread.sleep(500);
      figures = watch.figures();
    }
    Files.writeString(
        bench.resolve("skew/" + plan + ".txt"),
        rows.queryExecution().executedPlan().toString().replaceAll("file:/[^,\\]]*", "FILES"));
    tell(way, (System.nanoTime() - start) / 1e9, figures);
  }

  private void load(Path work) throws Exception {
    Path project = work.resolve("skew-project");
    FileUtils.copyDirectory(
        bench.resolve("../db/engagement").normalize().toFile(),
        project.resolve("db/engagement").toFile());
    try (EmbeddedPostgres server = Bench.server(work)) {
      try (Connection admin = server.getPostgresDatabase().getConnection()) {
        Sql.execute(admin, "drop database if exists bench with (force)");
        Sql.execute(admin, "create database bench");
      }
      String url = Bench.url(server);
      Watched watched =
          QuizArea.loadstar(
              bench,
              project,
              List.of(
                  "load",
                  "engagement",
                  "--batch-date",
                  DAY,
                  "--input",
                  data.toString(),
                  "--warehouse",
                  url,
                  "--quiet"));
      tell("Loadstar, the whole load", watched.seconds(), recorded(url));
    }
  }

  /** As the ledger has them; of small stages nobody notices who has more. */
  private static List<StageFigures> recorded(String url) throws Exception {
    List<StageFigures> figures = new ArrayList<>();
    try (Connection connection = Sql.connect(url);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select * from loadstar.run_stage order by ordinal")) {
      while (rows.next()) {
        figures.add(
            new StageFigures(
                rows.getInt("ordinal"),
                rows.getString("station"),
                rows.getString("name"),
                rows.getInt("tasks"),
                rows.getLong("records"),
                rows.getLong("bytes_read"),
                rows.getLong("bytes_shuffled"),
                rows.getLong("bytes_spilled"),
                rows.getLong("collecting_ms"),
                rows.getLong("running_ms"),
                rows.getLong("median_task_ms"),
                rows.getLong("longest_task_ms"),
                rows.getLong("median_task_records"),
                rows.getLong("most_task_records"),
                rows.getLong("median_task_bytes"),
                rows.getLong("most_task_bytes")));
      }
    }
    return figures;
  }

  private void tell(String way, double seconds, List<StageFigures> figures) {
    for (StageFigures stage : figures) {
      if (stage.tasks() > 2 && stage.read() > 1_000_000) {
        String line =
            String.format(
                Locale.ROOT,
                "| %s | %.1f | %d %s | %d | %,d to %,d: %.1f | %,d to %,d: %.1f |",
                way,
                seconds,
                stage.ordinal(),
                stage.station(),
                stage.tasks(),
                stage.mostRecords(),
                stage.medianRecords(),
                ratio(stage.mostRecords(), stage.medianRecords()),
                stage.mostBytes(),
                stage.medianBytes(),
                ratio(stage.mostBytes(), stage.medianBytes()));
        lines.computeIfAbsent(way, unused -> new ArrayList<>()).add(line);
        System.out.println(line);
      }
    }
  }

  private static double ratio(long most, long middle) {
    return most / (double) Math.max(1, middle);
  }
}
