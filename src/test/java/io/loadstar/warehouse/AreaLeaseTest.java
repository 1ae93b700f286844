package io.loadstar.warehouse;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.error.LoaderException;
import io.loadstar.support.TestWarehouse;
import io.loadstar.warehouse.postgres.PostgresSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lock of an area: one holder at a time, and no wait for one that has let go. */
class AreaLeaseTest {
  private final Warehouse warehouse =
      PostgresSettings.of(TestWarehouse.empty(), Map.of()).warehouse();

  /** As replays of several batches do it, one after another. */
  @Test
  void lockThatWasGivenBackCanBeTakenAtOnce() {
    for (int i = 0; i < 50; i++) {
      assertThatCode(() -> new AreaLease(warehouse, "shop").close()).doesNotThrowAnyException();
    }
  }

  @Test
  void lockThatIsHeldIsRefusedAndThatOfAnotherAreaIsNot() {
    try (AreaLease unused = new AreaLease(warehouse, "shop")) {
      assertThatThrownBy(() -> new AreaLease(warehouse, "shop"))
          .isInstanceOf(LoaderException.class)
          .hasMessageContaining("shop");
      assertThatCode(() -> new AreaLease(warehouse, "school").close()).doesNotThrowAnyException();
    }
  }
}
