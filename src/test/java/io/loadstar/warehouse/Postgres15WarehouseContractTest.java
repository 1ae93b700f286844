package io.loadstar.warehouse;

import io.loadstar.support.OlderPostgres;
import io.loadstar.support.TestWarehouse;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The contract on the oldest Postgres that is supported: foreign keys are enforced there. */
@Tag("slow")
class Postgres15WarehouseContractTest extends WarehouseContract {
  private static @Nullable EmbeddedPostgres server;

  @Override
  String emptyDatabase() {
    try {
      EmbeddedPostgres started = server == null ? OlderPostgres.of(15).start() : server;
      server = started;
      String url = "jdbc:postgresql://127.0.0.1:" + started.getPort() + "/%s?user=postgres";
      String name = "contract_" + System.nanoTime();
      TestWarehouse.execute(url.formatted("postgres"), "create database " + name);
      return url.formatted(name);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
