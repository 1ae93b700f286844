package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.unix_micros;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRows;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** How far in time a source's files have come. */
public final class NewestRecords {
  private NewestRecords() {}

  /**
   * When the newest accepted record of each file happened, in UTC, by the file as people see it.
   * What had not happened yet when the files were written does not count: one wrong clock would
   * make all others late.
   */
  public static Map<String, LocalDateTime> of(ValidatedSource source, List<InputFile> files) {
    Column time = unix_micros(col(source.source().late().orElseThrow().by()));
    Map<String, LocalDateTime> newest = new HashMap<>();
    long written = files.stream().mapToLong(InputFile::modified).max().orElse(0);
    long latest = written == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toMicros(written);
    for (Row row :
        source
            .accepted()
            .filter(time.leq(functions.lit(latest)))
            .groupBy(col(RawRows.FILE))
            .agg(max(time))
            .collectAsList()) {
      if (!row.isNullAt(1)) {
        Instant instant = Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS);
        newest.put(row.getString(0), LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
      }
    }
    return newest;
  }
}
