package io.loadstar.batch;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The shape every source is read into: the record's place, its bytes, why it cannot be taken apart,
 * and each column as text. Internal names start with an underscore, which no spec's name can.
 */
public final class RawRows {
  public static final String FILE = "_file";
  public static final String LINE = "_line";
  public static final String OFFSET = "_offset";

  /** The record's bytes; typed as a string, but possibly not valid UTF-8. */
  public static final String RAW = "_raw";

  /** Rule that a record breaks which cannot be taken apart, else null. */
  public static final String BROKEN_RULE = "_broken_rule";

  public static final String BROKEN_MESSAGE = "_broken_message";

  /** The columns that stand before those of the spec. */
  public static final List<String> PLACE =
      List.of(FILE, LINE, OFFSET, RAW, BROKEN_RULE, BROKEN_MESSAGE);

  public static final int PLACE_COLUMNS = PLACE.size();

  private RawRows() {}

  public static StructType schema(SourceSpec source) {
    List<StructField> fields = new ArrayList<>();
    fields.add(DataTypes.createStructField(FILE, DataTypes.StringType, false));
    fields.add(DataTypes.createStructField(LINE, DataTypes.LongType, true));
    fields.add(DataTypes.createStructField(OFFSET, DataTypes.LongType, false));
    fields.add(DataTypes.createStructField(RAW, DataTypes.StringType, false));
    fields.add(DataTypes.createStructField(BROKEN_RULE, DataTypes.StringType, true));
    fields.add(DataTypes.createStructField(BROKEN_MESSAGE, DataTypes.StringType, true));
    for (ColumnSpec column : source.fileColumns()) {
      fields.add(DataTypes.createStructField(column.name(), DataTypes.StringType, true));
    }
    return DataTypes.createStructType(fields);
  }
}
