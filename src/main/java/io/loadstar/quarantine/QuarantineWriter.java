package io.loadstar.quarantine;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.is_valid_utf8;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.loadstar.batch.RecordId;
import io.loadstar.model.run.RunIdentity;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Station quarantine: writes rejected records, whole, with every reason. */
public final class QuarantineWriter {
  private final QuarantineFolder folder;
  private final RunIdentity run;
  private final SerializableConfiguration hadoop;

  public QuarantineWriter(QuarantineFolder folder, RunIdentity run, Configuration hadoop) {
    this.folder = folder;
    this.run = run;
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  /** Makes the folders that {@link #write} needs, so that what stands in the way is heard of. */
  public void prepare(Collection<String> sources) {
    folder.prepare(run, sources);
  }

  /**
   * Writes all sources' rejected rows in one job.
   *
   * @param rejected by source: place columns, {@code _row} in files that have rows, {@code
   *     _record}, {@code _is_withheld}, {@code _is_corrected} and {@code _reasons}
   * @param untouched by source: lines that stay as they were, in {@code line}
   * @return lines written of those rejected, by source
   */
  public Map<String, Long> write(
      Map<String, Dataset<Row>> rejected, Map<String, Dataset<Row>> untouched) {
    if (rejected.isEmpty() && untouched.isEmpty()) {
      return Map.of();
    }
    Stream<Dataset<Row>> written =
        rejected.entrySet().stream()
            .map(
                entry ->
                    entry.getValue().select(lit(entry.getKey()), line(entry.getKey()), lit(true)));
    Stream<Dataset<Row>> kept =
        untouched.entrySet().stream()
            .map(entry -> entry.getValue().select(lit(entry.getKey()), col("line"), lit(false)));
    Dataset<Row> lines = Stream.concat(written, kept).reduce(Dataset::union).orElseThrow();
    String target = folder.pending(run).toString();
    SerializableConfiguration configuration = hadoop;
    List<Map<String, Long>> counts =
        lines
            .toJavaRDD()
            .mapPartitionsWithIndex(
                (partition, rows) ->
                    List.of(
                            LineFiles.write(
                                new Path(target), partition, rows, configuration.value()))
                        .iterator(),
                true)
            .collect();
    Map<String, Long> sums = new HashMap<>();
    counts.forEach(
        partition -> partition.forEach((source, count) -> sums.merge(source, count, Long::sum)));
    return sums;
  }

  /** One JSON object; raw bytes that are no UTF-8 stand in base64, withheld ones nowhere. */
  private Column line(String source) {
    Column isText = is_valid_utf8(col("_raw"));
    Column isKept = not(col("_is_withheld"));
    return to_json(
        struct(
            lit(run.runId()).as("run_id"),
            lit(run.area()).as("subject_area"),
            lit(source).as("source"),
            lit(run.batchDate().toString()).as("batch_date"),
            col("_file").as("file"),
            col("_line").as("line"),
            when(col("_row").isNull(), col("_offset")).as("byte_offset"),
            col("_row").as("row"),
            RecordId.ofRow().as("record_id"),
            when(isKept.and(isText), col("_raw")).as("raw"),
            when(isKept.and(not(isText)), base64(col("_raw").cast("binary"))).as("raw_base64"),
            col("_record").as("record"),
            when(col("_is_corrected"), lit(true)).as("is_corrected"),
            col("_reasons").as("reasons")));
  }
}
