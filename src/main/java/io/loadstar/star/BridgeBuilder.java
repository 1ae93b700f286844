package io.loadstar.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.loadstar.model.BridgeSpec;
import io.loadstar.spark.SurrogateKey;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Station star: the arrays of accepted rows into the rows of a bridge, each group once. */
public final class BridgeBuilder {
  private static final String ELEMENTS = "_elements";

  private BridgeBuilder() {}

  /** Columns as {@link io.loadstar.model.star.StarTable#stagedColumns} of the bridge. */
  public static Dataset<Row> build(Dataset<Row> accepted, BridgeSpec bridge) {
    return accepted
        .filter(functions.size(col(bridge.array())).gt(0))
        .select(
            SurrogateKey.ofGroup(col(bridge.array())).as(bridge.groupKey()),
            col(bridge.array()).as(ELEMENTS))
        // Equal keys have equal elements; taking the first of each would need a sort.
        .distinct()
        .select(
            col(bridge.groupKey()),
            functions.size(col(ELEMENTS)).as("_size"),
            functions.posexplode(col(ELEMENTS)))
        .select(
            col(bridge.groupKey()),
            col("pos").plus(1).as(BridgeSpec.ORDINAL),
            col("col").as(bridge.element()),
            lit(1.0).divide(col("_size")).as(BridgeSpec.WEIGHT));
  }
}
