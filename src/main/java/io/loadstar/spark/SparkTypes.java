package io.loadstar.spark;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.Relation;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Spark's types for columns. */
public final class SparkTypes {
  private SparkTypes() {}

  /** The shape of a relation's typed rows. */
  public static StructType row(Relation source) {
    StructType row = new StructType();
    for (ColumnSpec column : source.columns()) {
      row = row.add(column.name(), of(column.storedType()), true);
    }
    return row;
  }

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
      case STRING, UUID -> DataTypes.StringType;
      case ARRAY -> DataTypes.createArrayType(DataTypes.StringType);
    };
  }
}
