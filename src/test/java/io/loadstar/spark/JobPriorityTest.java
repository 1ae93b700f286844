package io.loadstar.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Await;
import io.loadstar.support.OwnThread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that the warehouse waits for get cores before others that were there first. */
class JobPriorityTest {
  private static final BlockingQueue<String> BEGUN = new LinkedBlockingQueue<>();
  private static final Semaphore MAY_END = new Semaphore(0);

  private final SparkSession spark = SparkRuntime.start(SparkRuntime.LOCAL);

  /** Or they would keep the cores from all tests that follow. */
  @AfterEach
  void endTasks() {
    MAY_END.release(1000);
  }

  @Test
  void dimensionsBeforeFactsBeforeTheRest() throws Exception {
    int cores = spark.sparkContext().defaultParallelism();
    CompletableFuture<Long> quarantine = job("quarantine", Optional.empty(), cores + 1);
    for (int task = 0; task < cores; task++) {
      assertThat(BEGUN.take()).isEqualTo("quarantine");
    }
    CompletableFuture<Long> fact = job("fact", Optional.of(JobPriority.FACTS), 1);
    CompletableFuture<Long> dimension = job("dimension", Optional.of(JobPriority.DIMENSIONS), 1);
    for (String next : List.of("dimension", "fact", "quarantine")) {
      MAY_END.release();
      assertThat(BEGUN.take()).isEqualTo(next);
    }
    MAY_END.release(cores);
    CompletableFuture.allOf(quarantine, fact, dimension).join();
  }

  /** A job that Spark has queued, of tasks that say so when they begin, and wait. */
  private CompletableFuture<Long> job(String name, Optional<JobPriority> precedence, int tasks) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    String pool = precedence.map(of -> of.name().toLowerCase(Locale.ROOT)).orElse("default");
    CompletableFuture<Long> done =
        OwnThread.begin(
            () ->
                precedence
                    .map(of -> of.during(spark.sparkContext(), () -> run(context, name, tasks)))
                    .orElseGet(() -> run(context, name, tasks)));
    Await.until(
        name + " to be queued",
        () -> !spark.sparkContext().getPoolForName(pool).get().schedulableQueue().isEmpty());
    return done;
  }

  private static long run(JavaSparkContext context, String name, int tasks) {
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    return context
        .parallelize(numbers, tasks)
        .map(
            number -> {
              BEGUN.add(name);
              MAY_END.acquire();
              return number;
            })
        .count();
  }
}
