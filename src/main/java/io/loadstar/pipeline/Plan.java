package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.generate.Migrations;
import io.loadstar.model.run.Contribution;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.publish.PublishPlan;
import io.loadstar.publish.RowCounts;
import io.loadstar.read.InputFolder;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** What a load would do. Reads only. */
public final class Plan {
  private Plan() {}

  /**
   * A load, told beforehand.
   *
   * @param files by source
   * @param migrations scripts that would run first
   * @param disagreements of spec and SQL, which would stop the load
   * @param replacedRows rows of each fact that the batch would replace
   * @param statements SQL that would publish the batch
   */
  public record LoadPlan(
      String subjectArea,
      String batchDate,
      String warehouse,
      Map<String, List<InputFile>> files,
      List<String> migrations,
      List<String> disagreements,
      List<String> tables,
      Map<String, Long> replacedRows,
      List<String> statements) {}

  public static LoadPlan plan(LoadRequest request, Warehouse warehouse, Star star) {
    AreaSetup setup = request.setup();
    String area = setup.area().name();
    Migrations migrations = new Migrations(setup.area(), setup.folder(), star);
    Map<String, List<InputFile>> files =
        InputFolder.find(
            setup.area(), request.input(), request.batchDate(), new Configuration(false));
    List<String> pending = new Migrator(warehouse).pending(area, setup.folder());
    Map<String, Long> replaced = new LinkedHashMap<>();
    List<String> disagreements = new ArrayList<>(migrations.differingFiles());
    try (Session session = warehouse.connect()) {
      if (pending.isEmpty()) {
        disagreements.clear();
        disagreements.addAll(migrations.disagreements(session));
      }
      for (FactTable fact : star.facts()) {
        replaced.put(fact.name(), contributed(session, fact, request));
      }
    }
    return new LoadPlan(
        area,
        request.batchDate().toString(),
        warehouse.toString(),
        files,
        pending,
        disagreements,
        star.tables().stream().map(StarTable::qualifiedName).toList(),
        replaced,
        PublishPlan.of(star, Contribution.REPLACE).statements());
  }

  private static long contributed(Session session, FactTable fact, LoadRequest request) {
    return session.warehouse().catalog().hasTable(session, fact.area(), fact.name())
        ? session.run(
            "counting rows",
            open -> RowCounts.contributed(session, fact.qualifiedName(), request.batchDate()))
        : 0;
  }
}
