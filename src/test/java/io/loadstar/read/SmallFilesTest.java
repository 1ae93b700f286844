package io.loadstar.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.model.SourceSpec;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task may read thousands of small files, and knows how to close each until it ends. */
class SmallFilesTest {
  /** With the buffers of all of them the heap would be full. */
  private static final int FILES = 20_000;

  @TempDir Path folder;

  @Test
  void filesThatHaveEndedTakeNoRoom() {
    Path file = folder.resolve("small.csv");
    Folders.write(file, "1,a\n2,b\n");
    JavaSparkContext spark =
        new JavaSparkContext(SparkRuntime.start(SparkRuntime.LOCAL).sparkContext());
    SeenFields seen = new SeenFields();
    spark.sc().register(seen);
    SliceReader reader =
        new SliceReader(source(), new SerializableConfiguration(new Configuration()), seen);
    FileSlice slice =
        new FileSlice(
            file.toString(), 0, Long.MAX_VALUE, 0, new CsvHeader(List.of(0, 1), List.of(), 2));
    long rows =
        spark.parallelize(Collections.nCopies(FILES, slice), 1).flatMap(reader::rows).count();
    assertThat(rows).isEqualTo(2 * FILES);
  }

  private SourceSpec source() {
    Path spec = folder.resolve("lines.yaml");
    Folders.write(
        spec,
        """
        subject: lines
        sources:
          lines:
            path: small.csv
            format: {type: csv, header: false}
            columns:
              number: {type: string}
              text: {type: string}
        """);
    return SpecReader.read(spec, new Problems()).orElseThrow().sources().get(0);
  }
}
