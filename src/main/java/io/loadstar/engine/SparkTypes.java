package io.loadstar.engine;

import io.loadstar.model.ColumnType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Spark's types for columns. */
public final class SparkTypes {
  private SparkTypes() {}

  /** The Spark type of a column's values. */
  public static DataType of(ColumnType type) {
    return switch (type.kind()) {
      case INTEGER -> DataTypes.IntegerType;
      case BIGINT -> DataTypes.LongType;
      case DECIMAL -> DataTypes.createDecimalType(type.precision(), type.scale());
      case DOUBLE -> DataTypes.DoubleType;
      case BOOLEAN -> DataTypes.BooleanType;
      case DATE -> DataTypes.DateType;
      case TIMESTAMP -> DataTypes.TimestampType;
      case STRING -> DataTypes.StringType;
      case ARRAY -> DataTypes.createArrayType(DataTypes.StringType);
    };
  }
}
