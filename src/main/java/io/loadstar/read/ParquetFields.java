package io.loadstar.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.SourceSpec;
import io.loadstar.spark.PlainNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The fields of a Parquet file as texts. A point in time keeps its zone, which is UTC; a number is
 * written without an exponent; what an integer or decimal column takes exactly, it can take.
 */
final class ParquetFields {
  private static final Set<Kind> EXACT = Set.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL);

  /** A field, or one of a struct's, with its names from the outermost on. */
  private record Field(List<String> path, DataType type) {
    String name() {
      return String.join(".", path);
    }

    Column column() {
      return col(
          String.join(
              ".", path.stream().map(name -> "`" + name.replace("`", "``") + "`").toList()));
    }
  }

  private final StructType schema;
  private final List<Field> fields;
  private final Map<String, Boolean> nanos;
  private final List<ColumnSpec> columns;

  private ParquetFields(
      StructType schema, List<Field> fields, Map<String, Boolean> nanos, List<ColumnSpec> columns) {
    this.columns = columns;
    this.schema = schema;
    this.fields = fields;
    this.nanos = nanos;
  }

  static ParquetFields of(
      InputFile file, SourceSpec source, StructType schema, Configuration hadoop) {
    List<String> wanted =
        source.fileColumns().stream().flatMap(column -> column.names().stream()).toList();
    List<Field> fields = new ArrayList<>();
    for (StructField field : schema.fields()) {
      add(new Field(List.of(field.name()), field.dataType()), wanted, fields);
    }
    boolean hasLongs =
        java.util.Arrays.stream(schema.fields())
            .anyMatch(field -> field.dataType().equals(DataTypes.LongType));
    return new ParquetFields(
        schema, fields, hasLongs ? nanos(file, hadoop) : Map.of(), source.fileColumns());
  }

  /** A struct as a whole, unless columns are read from its fields. */
  private static void add(Field field, List<String> wanted, List<Field> into) {
    boolean isEntered =
        field.type() instanceof StructType
            && !wanted.contains(field.name())
            && wanted.stream().anyMatch(name -> name.startsWith(field.name() + "."));
    if (!isEntered) {
      into.add(field);
      return;
    }
    for (StructField inner : ((StructType) field.type()).fields()) {
      List<String> path = new ArrayList<>(field.path());
      path.add(inner.name());
      add(new Field(path, inner.dataType()), wanted, into);
    }
  }

  /** Timestamps in nanoseconds, which Spark reads as numbers: whether each is a point in time. */
  private static Map<String, Boolean> nanos(InputFile file, Configuration hadoop) {
    Map<String, Boolean> found = new HashMap<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), hadoop))) {
      for (Type type : reader.getFooter().getFileMetaData().getSchema().getFields()) {
        if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
            && time.getUnit() == TimeUnit.NANOS) {
          found.put(type.getName(), time.isAdjustedToUTC());
        }
      }
      return found;
    } catch (IOException e) {
      throw InputErrors.notReadable(file.shown(), e);
    }
  }

  /** Names of the fields; of structs that columns are read from, the names of theirs. */
  List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  /** The text of a field for a column. */
  Column text(int index, ColumnSpec column) {
    Field field = fields.get(index);
    return isExact(field, column) ? PlainNumbers.of(text(field)) : text(field);
  }

  /** Whether a number with a fraction goes into a column that takes it if nothing is lost. */
  private static boolean isExact(Field field, ColumnSpec column) {
    boolean isFraction =
        field.type().equals(DataTypes.DoubleType)
            || field.type().equals(DataTypes.FloatType)
            || field.type() instanceof DecimalType;
    return isFraction && EXACT.contains(column.type().kind());
  }

  private Column text(Field field) {
    Column column = field.column();
    Boolean isInstant = nanos.get(field.name());
    if (isInstant != null) {
      Column micros = timestamp_micros(functions.floor(column.divide(lit(1000))).cast("bigint"));
      return isInstant ? zoned(micros) : micros.cast("string");
    }
    boolean isNested =
        field.type() instanceof ArrayType
            || field.type() instanceof StructType
            || field.type() instanceof MapType;
    if (isNested) {
      return functions.to_json(column, Map.of("ignoreNullFields", "false"));
    }
    return field.type().equals(DataTypes.TimestampType) ? zoned(column) : column.cast("string");
  }

  private static Column zoned(Column instant) {
    return concat(instant.cast("string"), lit("Z"));
  }

  /** A field of the file as JSON may hold it, so that it reads back as its text. */
  Column inJson(int index) {
    Field field =
        new Field(List.of(schema.fields()[index].name()), schema.fields()[index].dataType());
    boolean isSameInJson =
        !nanos.containsKey(field.name())
            && switch (field.type().typeName()) {
              case "byte",
                  "short",
                  "integer",
                  "long",
                  "boolean",
                  "string",
                  "date",
                  "array",
                  "map",
                  "struct" ->
                  true;
              default -> false;
            };
    boolean isExact =
        columns.stream()
            .filter(column -> column.names().contains(field.name()))
            .anyMatch(column -> isExact(field, column));
    if (isExact) {
      return PlainNumbers.of(text(field));
    }
    return isSameInJson ? field.column() : text(field);
  }
}
