package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.StagingGate;
import io.loadstar.support.Stars;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load promises holds on a cluster: a master and two workers, started by bench/cluster. */
@Tag("slow")
class ClusterTest {
  @TempDir Path folder;

  /** The cluster that the script starts, until its standard input ends. */
  private static final class Cluster implements AutoCloseable {
    private final Process script;
    private final List<String> words;

    Cluster() throws Exception {
      ProcessBuilder builder =
          new ProcessBuilder(
              Project.ROOT.resolve("bench/cluster").toString(),
              "sh",
              "-c",
              "echo $LOADSTAR_MASTER $LOADSTAR_WORKERS; cat");
      builder.environment().put("LOADSTAR_CLASSPATH", System.getProperty("java.class.path"));
      script = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8));
      words = List.of(out.readLine().split(" ", -1));
    }

    String master() {
      return words.get(0);
    }

    /** As a machine that loses its power. */
    void killAWorker() {
      ProcessHandle worker = ProcessHandle.of(Long.parseLong(words.get(1))).orElseThrow();
      List<ProcessHandle> executors = worker.descendants().toList();
      worker.destroyForcibly();
      executors.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws Exception {
      script.getOutputStream().close();
      script.waitFor();
    }
  }

  @Test
  void loadsTheSameStarThoughAWorkerIsKilled() throws Exception {
    Project alone = Project.edtech(folder.resolve("alone"), "2025-06-01");
    Project project = Project.edtech(folder.resolve("cluster"));
    try (Cluster cluster = new Cluster()) {
      try (StagingGate gate = StagingGate.shut(project.url());
          Loader loader =
              new Loader(
                  project,
                  "load",
                  "edtech",
                  "--batch-date",
                  "2025-06-01",
                  "--master",
                  cluster.master())) {
        // Each worker has one core: one of two copies is lost.
        gate.awaitWaiting(2);
        cluster.killAWorker();
        gate.close();
        assertThat(loader.end()).as(loader.printed()).isZero();
      }
      Stars.assertSame(Db.star(project.url(), "edtech"), Db.star(alone.url(), "edtech"));
      submit(project, cluster);
      Stars.assertSame(Db.star(project.url(), "edtech"), Db.star(alone.url(), "edtech"));
    }
  }

  /** The same jar by spark-submit, which says what cluster it is. */
  private void submit(Project project, Cluster cluster) throws Exception {
    Path jar = folder.resolve("application.jar");
    new JarOutputStream(Files.newOutputStream(jar)).close();
    try (Loader submitted =
        new Loader(
            "org.apache.spark.deploy.SparkSubmit",
            project,
            Map.of(),
            "--master",
            cluster.master(),
            "--class",
            "io.loadstar.cli.Main",
            jar.toString(),
            "load",
            "edtech",
            "--batch-date",
            "2025-06-01")) {
      assertThat(submitted.end()).as(submitted.printed()).isZero();
      assertThat(submitted.printed()).contains("Published batch 2025-06-01 of 'edtech'");
    }
  }
}
