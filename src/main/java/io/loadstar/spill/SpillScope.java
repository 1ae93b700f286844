package io.loadstar.spill;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps rows that several operations of a run use, until the run ends. */
public final class SpillScope implements AutoCloseable {
  private final List<SpilledRows> kept = new CopyOnWriteArrayList<>();

  /** Keeps rows under a name. */
  public SpilledRows keep(Dataset<Row> rows, String name) {
    SpilledRows computed = SpilledRows.of(rows, name);
    kept.add(computed);
    return computed;
  }

  @Override
  public void close() {
    kept.forEach(SpilledRows::close);
  }
}
