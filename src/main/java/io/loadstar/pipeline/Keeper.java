package io.loadstar.pipeline;

import io.loadstar.engine.KeptRows;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keeps rows that several operations of a run use, until the run ends. */
final class Keeper implements AutoCloseable {
  private final List<KeptRows> kept = new CopyOnWriteArrayList<>();

  /** Keeps rows under a name. */
  KeptRows keep(Dataset<Row> rows, String name) {
    KeptRows computed = KeptRows.of(rows, name);
    kept.add(computed);
    return computed;
  }

  @Override
  public void close() {
    kept.forEach(KeptRows::close);
  }
}
