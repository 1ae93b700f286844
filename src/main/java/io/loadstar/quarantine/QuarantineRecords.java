package io.loadstar.quarantine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unbase64;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads quarantined records back, to be judged again. */
public final class QuarantineRecords {
  private static final StructType REASON =
      new StructType()
          .add("rule", DataTypes.StringType)
          .add("column", DataTypes.StringType)
          .add("value", DataTypes.StringType)
          .add("message", DataTypes.StringType)
          .add("severity", DataTypes.StringType);

  private static final StructType LINE =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("line", DataTypes.LongType)
          .add("byte_offset", DataTypes.LongType)
          .add("record_id", DataTypes.StringType)
          .add("raw", DataTypes.StringType)
          .add("raw_base64", DataTypes.StringType)
          .add("record", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
          .add("reasons", DataTypes.createArrayType(REASON));

  private QuarantineRecords() {}

  /** What a record is known by, in whichever file it comes: SHA-256 of its bytes. */
  public static Column id(Column raw) {
    return functions.sha2(raw.cast("binary"), 256);
  }

  /**
   * The settled records of a batch.
   *
   * @return the whole {@code line}, {@code record_id}, place, raw bytes and broken rule as the
   *     station read has them, {@code record} and {@code reasons}
   */
  public static Dataset<Row> read(
      SparkSession spark, QuarantineFolder folder, String source, LocalDate batchDate) {
    Dataset<Row> lines =
        folder
            .settled(source, batchDate)
            .map(place -> spark.read().text(place.toString()).toDF("line"))
            .orElseGet(
                () ->
                    spark.createDataFrame(
                        java.util.List.<Row>of(),
                        new StructType().add("line", DataTypes.StringType)));
    Column isOld = col("of.record_id").isNull();
    Column isWithheld = col("of.raw").isNull().and(col("of.raw_base64").isNull());
    Column isBroken = col("of.record").isNull();
    Column first = element_at(col("of.reasons"), 1);
    return lines
        .withColumn("of", from_json(col("line"), LINE))
        .select(
            col("line"),
            col("of.record_id").as("record_id"),
            col("of.file").as("_file"),
            col("of.line").as("_line"),
            col("of.byte_offset").as("_offset"),
            coalesce(col("of.raw"), unbase64(col("of.raw_base64")).cast("string"), lit(""))
                .as("_raw"),
            isWithheld.as("_is_withheld"),
            when(isOld.or(isWithheld), lit("replay"))
                .when(isBroken, first.getField("rule"))
                .as("_broken_rule"),
            when(isOld, lit("was quarantined by an older version; load its batch again"))
                .when(
                    isWithheld,
                    lit("was not kept whole, since it tells of persons; load its batch again"))
                .when(
                    isWithheld,
                    lit("was not kept whole, since it tells of persons; load its batch again"))
                .when(
                    isWithheld,
                    lit("was not kept whole, since it tells of persons; load its batch again"))
                .when(isBroken, first.getField("message"))
                .as("_broken_message"),
            col("of.record").as("record"),
            col("of.reasons").as("reasons"));
  }
}
