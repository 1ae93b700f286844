package io.loadstar.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring_index;

import org.apache.spark.sql.Column;

/**
 * What a record is known by, in whichever folder its file comes: SHA-256 of the file's name, its
 * place there and its bytes, since two records may have the same bytes.
 */
public final class RecordId {
  private RecordId() {}

  /** Of a row of the shape {@link RawRows}. */
  public static Column ofRow() {
    Column name = substring_index(col(RawRows.FILE), "/", -1);
    Column place = concat_ws("|", name, col(RawRows.OFFSET), lit(""));
    return sha2(concat(place.cast("binary"), col(RawRows.RAW).cast("binary")), 256);
  }
}
