package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.spark.SparkRuntime;
import io.loadstar.support.Db;
import io.loadstar.support.Stars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input and quarantine on a file system that only Hadoop knows; viewfs stands for s3a and hdfs. */
@Tag("slow")
class OtherFileSystemsTest {
  private static final String MOUNTS = "fs.viewfs.mounttable.lake.link.";

  @TempDir Path folder;

  private final SparkSession spark = SparkRuntime.start(SparkRuntime.LOCAL);
  private final Configuration hadoop = spark.sparkContext().hadoopConfiguration();

  @AfterEach
  void unmount() {
    Stream.of("/day", "/rejected").forEach(mount -> hadoop.unset(MOUNTS + mount));
  }

  @Test
  void inputAndQuarantineOfAnyFileSystem() throws IOException {
    Path day = Project.ROOT.resolve("sample-data/edtech/2025-06-01");
    hadoop.set(MOUNTS + "/day", day.toUri().toString());
    Path rejected = Files.createDirectories(folder.resolve("rejected"));
    hadoop.set(MOUNTS + "/rejected", rejected.toUri().toString());
    Project usual = Project.edtech(folder.resolve("usual"), "2025-06-01");
    Project project = Project.edtech(folder.resolve("lake"));
    project.loaded(
        "edtech",
        "2025-06-01",
        "--input",
        "viewfs://lake/day",
        "--quarantine",
        "viewfs://lake/rejected");
    Stars.assertSame(Db.star(project.url(), "edtech"), Db.star(usual.url(), "edtech"));
    assertThat(rejected.resolve("edtech")).isNotEmptyDirectory();
  }

  /** Where the jars are missing that know a scheme, or nobody has heard of it. */
  @ParameterizedTest
  @ValueSource(strings = {"--input=s3a://bucket/day", "--quarantine=nowhere://rejected"})
  void whatNoJarHereKnowsIsSaid(String option) {
    String path = option.replaceFirst(".*=", "");
    Project.Result result = Project.edtech(folder).load("edtech", "2025-06-01", option);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(path, "no jar here knows '" + path.replaceFirst("//.*", "//") + "'")
        .contains("Put the jars that do into target/lib (hadoop-aws for s3a://)");
  }
}
