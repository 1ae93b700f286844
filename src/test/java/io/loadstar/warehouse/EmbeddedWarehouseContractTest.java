package io.loadstar.warehouse;

import io.loadstar.support.TestWarehouse;

/** The contract on the embedded Postgres. */
class EmbeddedWarehouseContractTest extends WarehouseContract {
  @Override
  String emptyDatabase() {
    return TestWarehouse.empty();
  }
}
