package io.loadstar.bench;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.expr;

import java.sql.Connection;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A stream of a shop's events as it is written by hand: Structured Streaming, {@code foreachBatch},
 * Spark's JDBC writer, {@code insert ... on conflict do nothing}. No rules, no quarantine, no
 * ledger, no versions.
 */
final class StreamByHand {
  private static final String SCHEMA =
      "event_id string, event_timestamp timestamp, user_id bigint, event_type string,"
          + " product_id bigint, session_id string";

  private StreamByHand() {}

  /**
   * The process that does the work; prints a line for each micro-batch: the time in milliseconds
   * and its rows.
   *
   * @param args folder of the input, checkpoint, URL, files of a micro-batch at most
   */
  public static void main(String[] args) throws Exception {
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    Dataset<Row> products = spark.read().parquet(args[0] + "/products").persist();
    Dataset<Row> customers =
        spark
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .csv(args[0] + "/customers")
            .selectExpr(
                "customer_id",
                "location",
                "case when location in ('New York', 'Philadelphia') then 'East Coast' when location"
                    + " in ('Los Angeles', 'San Diego') then 'West Coast' else 'Central' end as region")
            .persist();
    spark
        .readStream()
        .schema(SCHEMA)
        .option("multiLine", "true")
        .option("maxFilesPerTrigger", args[3])
        .json(args[0] + "/events")
        .writeStream()
        .trigger(Trigger.AvailableNow())
        .option("checkpointLocation", args[1])
        .foreachBatch(
            (Dataset<Row> batch, Long epoch) -> write(batch, products, customers, args[2]))
        .start()
        .awaitTermination();
    spark.stop();
  }

  private static void write(
      Dataset<Row> batch, Dataset<Row> products, Dataset<Row> customers, String url)
      throws Exception {
    Dataset<Row> rows =
        batch
            .filter(col("event_timestamp").isNotNull())
            .dropDuplicates("event_id")
            .join(broadcast(products), "product_id")
            .join(
                broadcast(customers), col("user_id").equalTo(customers.col("customer_id")), "left")
            .select(
                col("event_id"),
                col("event_timestamp").as("event_at"),
                date_format(col("event_timestamp"), "yyyyMMdd").cast("int").as("date_key"),
                col("user_id"),
                col("event_type"),
                col("product_id"),
                col("category"),
                expr("cast(price as decimal(12, 2))").as("price"),
                col("location"),
                col("region"),
                col("session_id"));
    rows.write()
        .mode(SaveMode.Overwrite)
        .option("batchsize", 10_000)
        .jdbc(url + "&reWriteBatchedInserts=true", "by_hand.staged_event", new Properties());
    try (Connection connection = Sql.connect(url)) {
      Sql.execute(
          connection,
          "insert into by_hand.fact_event select * from by_hand.staged_event on conflict (event_id) do nothing");
      System.out.println(
          System.currentTimeMillis()
              + " "
              + Sql.number(connection, "select count(*) from by_hand.staged_event"));
    }
  }
}
