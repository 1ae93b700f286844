package io.loadstar.warehouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract on a Postgres container, the oldest version that is supported. */
@Tag("slow")
class ContainerWarehouseContractTest extends WarehouseContract {
  private static @Nullable PostgreSQLContainer<?> container;

  private static PostgreSQLContainer<?> start() {
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "no Docker engine answers: the contract runs on the embedded Postgres only");
    String image = System.getenv().getOrDefault("LOADSTAR_TEST_IMAGE", "postgres:15");
    PostgreSQLContainer<?> started =
        new PostgreSQLContainer<>(
            DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
    container = started;
    started.start();
    return started;
  }

  @AfterAll
  static void stop() {
    if (container != null) {
      container.stop();
    }
  }

  @Override
  String emptyDatabase() {
    PostgreSQLContainer<?> container = start();
    String url = container.getJdbcUrl();
    return url
        + (url.contains("?") ? "&" : "?")
        + "user="
        + container.getUsername()
        + "&password="
        + container.getPassword();
  }
}
