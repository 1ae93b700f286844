package io.loadstar.stage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.model.ColumnType;
import io.loadstar.support.Db;
import io.loadstar.support.OwnThread;
import io.loadstar.support.TestWarehouse;
import io.loadstar.warehouse.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 6: a task that Spark retries, or runs twice, never stages a row twice. */
class RetriedTaskStagesOnceTest {
  private String url;
  private PartitionCopy copy;

  @BeforeEach
  void stagingTable() {
    url = TestWarehouse.migrated("edtech", Path.of("db/edtech").toAbsolutePath());
    copy =
        new PartitionCopy(
            PostgresSettings.of(url, Map.of()).warehouse(),
            "edtech_staging",
            "staging_dim_course",
            List.of("course_id", "course_name"),
            List.of(ColumnType.of(ColumnType.Kind.INTEGER), ColumnType.string(200)),
            List.of(0),
            17);
  }

  private static Iterator<InternalRow> rows(int count) {
    return IntStream.range(0, count)
        .<InternalRow>mapToObj(
            i -> new GenericInternalRow(new Object[] {i, UTF8String.fromString("course " + i)}))
        .iterator();
  }

  private long staged() {
    return Db.count(url, "edtech_staging.staging_dim_course");
  }

  @Test
  void anAttemptAfterACommitTakesOverItsResult() {
    assertThat(copy.copy(0, rows(5))).isEqualTo(5);
    assertThat(copy.copy(0, rows(5))).isEqualTo(5);
    assertThat(copy.copy(1, rows(3))).isEqualTo(3);
    assertThat(staged()).isEqualTo(8);
    // The first column stands for a key of the calendar; a first one of 0 is no date.
    assertThat(Db.count(url, "loadstar.staged_date")).isEqualTo(4 + 2);
  }

  @Test
  void anAttemptThatFailsHalfwayLeavesNothing() {
    Iterator<InternalRow> failing =
        new Iterator<>() {
          private final Iterator<InternalRow> first = rows(100_000);

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public InternalRow next() {
            if (!first.hasNext()) {
              throw new IllegalStateException("lost executor");
            }
            return first.next();
          }
        };
    assertThatThrownBy(() -> copy.copy(0, failing)).hasMessage("lost executor");
    assertThat(staged()).isZero();
    assertThat(copy.copy(0, rows(4))).isEqualTo(4);
    assertThat(staged()).isEqualTo(4);
  }

  @Test
  void twoAttemptsAtOnceStageOnce() {
    List<CompletableFuture<Long>> both =
        IntStream.range(0, 2)
            .mapToObj(i -> OwnThread.begin(() -> copy.copy(0, rows(50_000))))
            .toList();
    assertThat(both.stream().map(CompletableFuture::join)).containsOnly(50_000L);
    assertThat(staged()).isEqualTo(50_000);
  }
}
