package io.loadstar.pipeline;

import io.loadstar.ledger.RunLedger;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.quarantine.QuarantineRecovery;
import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Removes what dead runs left: records that were kept out by runs that were not published, staged
 * rows, old plans. Nothing that a load or a replay needs goes.
 */
public final class Clean {
  private final AreaSetup setup;
  private final Star star;
  private final Warehouse warehouse;

  /**
   * What went.
   *
   * @param quarantineRuns folders of runs that were not published
   * @param plans operations of runs before the newest, whose plans the ledger kept
   * @param vacuumed tables that were vacuumed
   */
  public record Cleaned(
      String subjectArea, List<String> quarantineRuns, int plans, List<String> vacuumed) {}

  public Clean(AreaSetup setup, Star star, Warehouse warehouse) {
    this.setup = setup;
    this.star = star;
    this.warehouse = warehouse;
  }

  /** With the area's lock, so that no run is under way. */
  public Cleaned run(boolean isVacuumed) {
    String area = setup.area().name();
    new Migrator(warehouse).migrateLedger();
    try (AreaLease lease = new AreaLease(warehouse, area)) {
      RunLedger ledger = new RunLedger(lease.session(), Clock.systemUTC());
      QuarantineFolder quarantine =
          new QuarantineFolder(setup.quarantine(), area, new Configuration(false));
      QuarantineRecovery.settle(ledger::status, quarantine, Optional.empty(), text -> {});
      List<String> left = quarantine.unsettled();
      left.forEach(quarantine::discard);
      boolean isThere = warehouse.catalog().hasSchema(lease.session(), area);
      if (isThere) {
        Stagers.of(warehouse, setup.area(), 0).clear(star.tables());
      }
      List<String> vacuumed =
          isThere && isVacuumed
              ? star.tables().stream().map(StarTable::qualifiedName).toList()
              : List.of();
      vacuumed.forEach(table -> warehouse.vacuum(lease.session(), table));
      return new Cleaned(area, left, ledger.forgetOldPlans(area), vacuumed);
    }
  }
}
