package io.loadstar.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.ExtraColumns;
import io.loadstar.spark.InternalRows;
import io.loadstar.spark.SparkMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Reads one Parquet file of a source: each row with its number, as JSON, and as texts. */
final class ParquetReader {
  private static final BrokenRecord NO_TEXT = BrokenRecord.encoding("UTF-8");

  private final SparkSession spark;
  private final SourceSpec source;

  ParquetReader(SparkSession spark, SourceSpec source) {
    this.spark = spark;
    this.source = source;
  }

  JavaRDD<InternalRow> read(InputFile file) {
    Dataset<Row> read = open(file);
    ParquetFields fields =
        ParquetFields.of(file, source, read.schema(), spark.sparkContext().hadoopConfiguration());
    FileColumns columns = new FileColumns(source, file, fields.names());
    if (source.extraColumns() != ExtraColumns.IGNORE) {
      columns.refuseExtra();
    }
    List<Column> texts = new ArrayList<>();
    for (ColumnSpec column : source.fileColumns()) {
      int index = columns.indexOf(column);
      texts.add(index < 0 ? lit(null).cast("string") : fields.text(index, column));
    }
    List<Column> selected = new ArrayList<>();
    selected.add(lit(file.shown()));
    selected.add(lit(null).cast("bigint"));
    selected.add(col("_metadata.row_index"));
    Column broken = broken(texts);
    // What is no text is no JSON either: its bytes are kept as they are.
    selected.add(
        when(
                broken.getField("rule").equalTo(NO_TEXT.rule()),
                functions.concat_ws(",", texts.toArray(Column[]::new)))
            .otherwise(raw(read.schema(), fields)));
    selected.add(broken.getField("rule"));
    selected.add(broken.getField("message"));
    texts.forEach(text -> selected.add(when(broken.isNull(), text)));
    return InternalRows.of(read.select(selected.toArray(Column[]::new)));
  }

  private Dataset<Row> open(InputFile file) {
    try {
      // The file is known; what its name holds is no pattern.
      return spark.read().option("__globPaths__", "false").parquet(file.path());
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw InputErrors.notParquet(source.name(), file.shown(), SparkMessages.shown(e));
    }
  }

  /** The row as JSON, in which each value reads as its text does. */
  private static Column raw(StructType schema, ParquetFields fields) {
    Column[] values = new Column[schema.fields().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = fields.inJson(i).as(schema.fieldNames()[i]);
    }
    return functions.to_json(functions.struct(values), Map.of("ignoreNullFields", "false"));
  }

  private static Column broken(List<Column> texts) {
    Column isNul = functions.concat_ws("", texts.toArray(Column[]::new)).contains("\0");
    Column isText =
        texts.stream()
            .map(text -> functions.coalesce(functions.is_valid_utf8(text), lit(true)))
            .reduce(lit(true), Column::and);
    return when(functions.not(isText), problem(NO_TEXT))
        .when(isNul, problem(BrokenRecord.nulByte()));
  }

  private static Column problem(BrokenRecord problem) {
    return functions.struct(lit(problem.rule()).as("rule"), lit(problem.message()).as("message"));
  }
}
