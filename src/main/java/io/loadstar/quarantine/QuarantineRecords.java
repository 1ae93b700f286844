package io.loadstar.quarantine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_contains_key;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unbase64;
import static org.apache.spark.sql.functions.when;

import io.loadstar.model.SourceSpec;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
          .add("row", DataTypes.LongType)
          .add("record_id", DataTypes.StringType)
          .add("raw", DataTypes.StringType)
          .add("raw_base64", DataTypes.StringType)
          .add("record", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
          .add("is_corrected", DataTypes.BooleanType)
          .add("reasons", DataTypes.createArrayType(REASON));

  private QuarantineRecords() {}

  /**
   * The settled records of a batch.
   *
   * @param source as the spec has it today
   * @return the whole {@code line}, {@code record_id}, place, raw bytes and broken rule as the
   *     station read has them, {@code record} and {@code reasons}
   */
  public static Dataset<Row> read(
      SparkSession spark, QuarantineFolder folder, SourceSpec source, LocalDate batchDate) {
    Dataset<Row> lines =
        folder
            .settled(source.name(), batchDate)
            .map(place -> spark.read().text(place.toString()).toDF("line"))
            .orElseGet(
                () ->
                    spark.createDataFrame(
                        List.<Row>of(), new StructType().add("line", DataTypes.StringType)));
    Column isOld = col("of.record_id").isNull();
    Column isWithheld =
        col("of.raw").isNull().and(col("of.raw_base64").isNull()).or(lit(source.hasPii()));
    Column lacks =
        source.fileFields().stream()
            .map(field -> not(map_contains_key(col("of.record"), lit(field))))
            .reduce(lit(false), Column::or);
    Column isBroken = col("of.record").isNull();
    Column first = element_at(col("of.reasons"), 1);
    return lines
        .withColumn("of", from_json(col("line"), LINE))
        .select(
            col("line"),
            col("of.record_id").as("record_id"),
            col("of.file").as("_file"),
            col("of.line").as("_line"),
            coalesce(col("of.byte_offset"), col("of.row").minus(1)).as("_offset"),
            col("of.row").as("_row"),
            coalesce(col("of.raw"), unbase64(col("of.raw_base64")).cast("string"), lit(""))
                .as("_raw"),
            isWithheld.as("_is_withheld"),
            coalesce(col("of.is_corrected"), lit(false)).as("_is_corrected"),
            when(isOld.or(isWithheld).or(lacks), lit("replay"))
                .when(isBroken, first.getField("rule"))
                .as("_broken_rule"),
            when(isOld, lit("was quarantined by an older version; load its batch again"))
                .when(
                    isWithheld,
                    lit("was not kept whole, since it has personal data; load its batch again"))
                .when(
                    lacks,
                    lit("was kept before the spec had all its columns; load its batch again"))
                .when(isBroken, first.getField("message"))
                .as("_broken_message"),
            col("of.record").as("record"),
            col("of.reasons").as("reasons"));
  }
}
