package io.loadstar.pipeline;

import io.loadstar.error.InputErrors;
import io.loadstar.ledger.ForgottenArea;
import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;

/**
 * For development: what an area has in the warehouse, in the ledger and in the quarantine goes, and
 * its migrations, so that the next ones begin at V1. The calendar stays, which all areas share, and
 * so does the role that reads.
 */
public final class Reset {
  private static final List<String> FOLDERS = List.of("common", "postgresql", "redshift");

  private final AreaSetup setup;
  private final Warehouse warehouse;

  public Reset(AreaSetup setup, Warehouse warehouse) {
    this.setup = setup;
    this.warehouse = warehouse;
  }

  /** With the area's lock, so that no run is under way. */
  public void run() {
    String area = setup.area().name();
    new Migrator(warehouse).migrateLedger();
    try (AreaLease lease = new AreaLease(warehouse, area)) {
      ForgottenArea.forget(lease.session(), area);
    }
    try {
      for (String folder : FOLDERS) {
        FileUtils.deleteDirectory(setup.folder().resolve(folder).toFile());
      }
      Path quarantined = Path.of(setup.quarantine()).resolve(area);
      if (Files.exists(quarantined)) {
        FileUtils.deleteDirectory(quarantined.toFile());
      }
    } catch (IOException e) {
      throw InputErrors.notReadable(setup.folder().toString(), e);
    }
  }
}
