package io.loadstar.sampledata;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Rows in Parquet: instants in UTC to the microsecond, days as dates. */
final class ParquetFile implements RowFile {
  private final ParquetWriter<Group> out;
  private final List<Column> columns;
  private final SimpleGroupFactory rows;

  ParquetFile(Path file, List<Column> columns) throws IOException {
    this.columns = columns;
    MessageType schema = new MessageType("rows", columns.stream().map(ParquetFile::type).toList());
    this.rows = new SimpleGroupFactory(schema);
    this.out =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build();
  }

  private static Type type(Column column) {
    return switch (column.kind()) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case LONG -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
      case MICROS ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(column.name());
      case DAY ->
          Types.optional(PrimitiveTypeName.INT32)
              .as(LogicalTypeAnnotation.dateType())
              .named(column.name());
    };
  }

  @Override
  public void write(List<@Nullable Object> row) throws IOException {
    Group group = rows.newGroup();
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.get(i);
      if (value != null) {
        switch (columns.get(i).kind()) {
          case TEXT -> group.add(i, value.toString());
          case LONG, MICROS -> group.add(i, (long) (Long) value);
          case DAY -> group.add(i, Math.toIntExact((Long) value));
        }
      }
    }
    out.write(group);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
