package io.loadstar.warehouse;

import io.loadstar.support.TestWarehouse;
import org.junit.jupiter.api.Tag;

/** The contract on the embedded Postgres. */
@Tag("slow")
class EmbeddedWarehouseContractTest extends WarehouseContract {
  @Override
  String emptyDatabase() {
    return TestWarehouse.empty();
  }
}
