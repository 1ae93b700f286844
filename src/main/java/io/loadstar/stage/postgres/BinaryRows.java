package io.loadstar.stage.postgres;

import io.loadstar.model.ColumnType;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.ByteConverter;

/**
 * Writes Spark's rows in the binary form of Postgres' COPY, field by field into one reused buffer.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, "Binary Format"</a>
 */
final class BinaryRows implements Closeable {
  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int FLUSH_AT = 1 << 16;

  /** Postgres counts from 2000-01-01, Spark from 1970-01-01. */
  private static final int DAYS_TO_2000 = 10_957;

  private static final long MICROS_TO_2000 = DAYS_TO_2000 * 86_400_000_000L;
  private static final int VARCHAR_OID = 1043;
  private static final int UUID_BYTES = 16;

  private final CopyIn copy;
  private final List<ColumnType> types;
  private final long runId;
  private byte[] buffer = new byte[2 * FLUSH_AT];
  private int used;

  /**
   * Starts the stream.
   *
   * @param runId written as a last column to every row
   */
  BinaryRows(CopyIn copy, List<ColumnType> types, long runId) {
    this.copy = copy;
    this.types = types;
    this.runId = runId;
    bytes(SIGNATURE);
    int4(0);
    int4(0);
  }

  void write(InternalRow row) throws SQLException {
    int2(types.size() + 1);
    for (int i = 0; i < types.size(); i++) {
      if (row.isNullAt(i)) {
        int4(-1);
      } else {
        field(row, i, types.get(i));
      }
    }
    int4(Long.BYTES);
    int8(runId);
    if (used >= FLUSH_AT) {
      flush();
    }
  }

  private void field(InternalRow row, int i, ColumnType type) {
    switch (type.kind()) {
      case INTEGER -> sized4(row.getInt(i));
      case DATE -> sized4(row.getInt(i) - DAYS_TO_2000);
      case BIGINT -> sized8(row.getLong(i));
      case TIMESTAMP -> sized8(row.getLong(i) - MICROS_TO_2000);
      case DOUBLE -> sized8(Double.doubleToLongBits(row.getDouble(i)));
      case BOOLEAN -> flag(row.getBoolean(i));
      case UUID -> uuid(row.getUTF8String(i));
      case STRING -> text(row.getUTF8String(i));
      case DECIMAL ->
          sized(
              ByteConverter.numeric(
                  row.getDecimal(i, type.precision(), type.scale()).toJavaBigDecimal()));
      case ARRAY -> array(row.getArray(i));
    }
  }

  /** The first 16 bytes of what the hex digits stand for. */
  private void uuid(UTF8String digits) {
    int4(UUID_BYTES);
    room(UUID_BYTES);
    for (int i = 0; i < UUID_BYTES; i++) {
      buffer[used++] =
          (byte) (nibble(digits.getByte(2 * i)) << 4 | nibble(digits.getByte(2 * i + 1)));
    }
  }

  /** Of '0' to '9' (0x30 on) and 'a' to 'f' (0x61 on), which are all that a key's text has. */
  private static int nibble(byte digit) {
    return (digit & 0xf) + 9 * (digit >> 6);
  }

  /** One dimension, lower bound 1, of varchar. */
  private void array(ArrayData array) {
    int sizeAt = used;
    int4(0);
    boolean isEmpty = array.numElements() == 0;
    int4(isEmpty ? 0 : 1);
    int4(1);
    int4(VARCHAR_OID);
    if (!isEmpty) {
      int4(array.numElements());
      int4(1);
    }
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        int4(-1);
      } else {
        text((UTF8String) array.get(i, DataTypes.StringType));
      }
    }
    int size = used - sizeAt - Integer.BYTES;
    ByteConverter.int4(buffer, sizeAt, size);
  }

  private void sized4(int value) {
    int4(Integer.BYTES);
    int4(value);
  }

  private void sized8(long value) {
    int4(Long.BYTES);
    int8(value);
  }

  private void flag(boolean value) {
    int4(1);
    room(1);
    buffer[used++] = (byte) (value ? 1 : 0);
  }

  private void text(UTF8String value) {
    int length = value.numBytes();
    int4(length);
    room(length);
    value.writeToMemory(buffer, Platform.BYTE_ARRAY_OFFSET + (long) used);
    used += length;
  }

  private void sized(byte[] value) {
    int4(value.length);
    bytes(value);
  }

  private void int2(int value) {
    room(Short.BYTES);
    ByteConverter.int2(buffer, used, value);
    used += Short.BYTES;
  }

  private void int4(int value) {
    room(Integer.BYTES);
    ByteConverter.int4(buffer, used, value);
    used += Integer.BYTES;
  }

  private void int8(long value) {
    room(Long.BYTES);
    ByteConverter.int8(buffer, used, value);
    used += Long.BYTES;
  }

  private void bytes(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, buffer, used, value.length);
    used += value.length;
  }

  private void room(int wanted) {
    if (used + wanted > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, used + wanted));
    }
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer, 0, used);
    used = 0;
  }

  /** Ends the stream; returns how many rows the server took. */
  long end() throws SQLException {
    int2(-1);
    flush();
    return copy.endCopy();
  }

  /** Cancels the stream unless it has ended. */
  @Override
  public void close() {
    if (copy.isActive()) {
      try {
        copy.cancelCopy();
      } catch (SQLException e) {
        // The transaction is rolled back in any case; what led here is what matters.
      }
    }
  }
}
