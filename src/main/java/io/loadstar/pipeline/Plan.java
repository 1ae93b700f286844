package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.generate.Migrations;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.Contribution;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.publish.PublishPlan;
import io.loadstar.publish.RowCounts;
import io.loadstar.read.InputFolder;
import io.loadstar.read.OpenedFiles;
import io.loadstar.validate.record.FoundFaults;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** What a load would do. Reads only. */
public final class Plan {
  /** Of each source so many records are held against the rules. */
  private static final int FIRST_RECORDS = 1_000;

  private Plan() {}

  /**
   * A load, told beforehand.
   *
   * @param files by source
   * @param migrations scripts that would run first
   * @param disagreements of spec and SQL, which would stop the load
   * @param replacedRows rows of each fact that the batch would replace
   * @param firstRecords what is wrong with the first of each source
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
      Map<String, FirstOfSource> firstRecords,
      List<String> statements) {}

  /**
   * What the beginning of a source tells.
   *
   * @param problems of files that cannot be read as the source, which would stop the load
   * @param found of the first records; not what only all records can tell
   */
  public record FirstOfSource(List<String> problems, FoundFaults found) {}

  /** Opens all files, and reads the first records of each source. */
  public static LoadPlan plan(
      LoadRequest request, Warehouse warehouse, Star star, SparkSession spark) {
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
        firstRecords(request, files, warehouse, spark),
        PublishPlan.of(star, Contribution.REPLACE).statements());
  }

  private static Map<String, FirstOfSource> firstRecords(
      LoadRequest request,
      Map<String, List<InputFile>> files,
      Warehouse warehouse,
      SparkSession spark) {
    Map<String, FirstOfSource> all = new LinkedHashMap<>();
    for (SourceSpec source : request.setup().area().sources()) {
      OpenedFiles opened =
          OpenedFiles.of(spark, source, files.getOrDefault(source.name(), List.of()));
      all.put(source.name(), firstOfSource(request, source, opened, warehouse));
    }
    return all;
  }

  /** A fault of a file may come up only when its records are read. */
  private static FirstOfSource firstOfSource(
      LoadRequest request, SourceSpec source, OpenedFiles opened, Warehouse warehouse) {
    SubjectArea area = request.setup().area();
    try {
      return new FirstOfSource(
          opened.problems(),
          FoundFaults.of(opened.first(FIRST_RECORDS), source, area, request.batchDate()));
    } catch (Exception e) {
      List<String> problems = new ArrayList<>(opened.problems());
      problems.add(String.valueOf(Failures.translated(e, warehouse, area.hasPii()).getMessage()));
      return new FirstOfSource(problems, new FoundFaults(0, 0, List.of()));
    }
  }

  private static long contributed(Session session, FactTable fact, LoadRequest request) {
    return session.warehouse().catalog().hasTable(session, fact.area(), fact.name())
        ? session.run(
            "counting rows",
            open -> RowCounts.contributed(session, fact.qualifiedName(), request.batchDate()))
        : 0;
  }
}
