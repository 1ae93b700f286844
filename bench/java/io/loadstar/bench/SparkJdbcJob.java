package io.loadstar.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Spark SQL by hand with Spark's own JDBC writer, at the batch size that suits it best. */
record SparkJdbcJob(Path bench, Keys keys) implements Job {
  @Override
  public String name() {
    return "Spark, its JDBC writer";
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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dsun."))
            .toList());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            SparkJdbcJob.class.getName(),
            bench.toString(),
            day.folder().toString(),
            // Keys are sent as texts, whatever they are there.
            url + "&stringtype=unspecified",
            Integer.toString(keys.digits())));
    Watched watched = Watched.run(bench, command);
    try (Connection connection = Sql.connect(url)) {
      return new Measurement(
          watched.seconds(),
          watched.peakKilobytes(),
          Sql.number(connection, "select count(*) from hand.quarantine"));
    }
  }

  /**
   * The process that does the work: folder of the benchmark, folder of the day, URL, digits of a
   * key.
   */
  public static void main(String[] args) throws Exception {
    Path bench = Path.of(args[0]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    for (String source : List.of("students", "courses", "attempts")) {
      spark
          .read()
          .option("header", "true")
          .csv(Path.of(args[1], source + ".csv").toString())
          .createOrReplaceTempView("raw_" + source);
    }
    for (String view :
        Sql.statements(java.nio.file.Files.readString(bench.resolve("sql/spark.sql")))) {
      spark.sql(view);
    }
    try (Connection connection = Sql.connect(args[2])) {
      Sql.execute(
          connection,
          "truncate hand.staged_students, hand.staged_courses, hand.staged_attempts, hand.quarantine");
      write(spark, args[2], args[3]);
      connection.setAutoCommit(false);
      Sql.run(connection, bench, "merge.sql", Map.of("batch_date", DATE));
      Sql.execute(connection, "insert into hand.fact_attempt select * from hand.staged_attempts");
      connection.commit();
    }
    spark.stop();
  }

  private static void write(SparkSession spark, String url, String digits) {
    Dataset<Row> attempts = spark.table("attempts").persist();
    Dataset<Row> accepted = attempts.where("size(reasons) = 0");
    write(
        spark.sql(
            "select "
                + key("id", digits)
                + " as student_key, id as student_id, student_name,"
                + " email, enrolled as enrollment_date from students where size(reasons) = 0"),
        url,
        "hand.staged_students");
    write(
        spark.sql(
            "select "
                + key("id", digits)
                + " as course_key, id as course_id, course_name"
                + " from courses where size(reasons) = 0"),
        url,
        "hand.staged_courses");
    write(
        accepted
            .where("copy = 1")
            .selectExpr(
                key("student", digits) + " as student_key",
                key("course", digits) + " as course_key",
                "cast(date_format(at_time, 'yyyyMMdd') as int) as date_key",
                "quiz as quiz_id",
                "at_time as attempt_time",
                "points as score",
                "points >= 60 as is_passed",
                "date'" + DATE + "' as _batch_date"),
        url,
        "hand.staged_attempts");
    write(
        attempts
            .where("size(reasons) > 0")
            .selectExpr(
                "'attempts' as source",
                "concat_ws(',', student_id, course_id, quiz_id, score, attempt_time) as record",
                "reasons",
                "date'" + DATE + "' as _batch_date"),
        url,
        "hand.quarantine");
  }

  private static String key(String id, String digits) {
    return "substr(sha2(cast(" + id + " as string), 256), 1, " + digits + ")";
  }

  private static void write(Dataset<Row> rows, String url, String table) {
    rows.select(functions.col("*"))
        .write()
        .mode("append")
        .option("batchsize", 10_000)
        .option("reWriteBatchedInserts", "true")
        .jdbc(url, table, new java.util.Properties());
  }
}
