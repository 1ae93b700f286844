package io.loadstar.pipeline;

import io.loadstar.engine.Sessions;
import io.loadstar.model.OperationPlan;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.query.RunHistory;
import io.loadstar.read.InputFile;
import io.loadstar.read.InputFolder;
import io.loadstar.stage.StageLoader;
import io.loadstar.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The way of each table through Spark. Reads only. */
public final class ExplainPipeline {
  private final SubjectArea area;
  private final Engines engines;

  /**
   * The way of a table.
   *
   * @param operations in the order of the data: those of its source, then its own
   */
  public record TableWay(String table, String source, List<OperationPlan> operations) {}

  /**
   * What is explained.
   *
   * @param run number of the run whose plans these are, with what Spark saw; null if they are only
   *     planned
   */
  public record Explanation(String subjectArea, Long run, List<TableWay> tables) {}

  public ExplainPipeline(SubjectArea area, Engines engines) {
    this.area = area;
    this.engines = engines;
  }

  /**
   * As the latest run of the batch did it, else as a run of it would.
   *
   * @param input folder of the batch's files, asked for only if it comes to planning
   * @param wanted names of tables
   * @param tables all tables of the area, asked for only if it comes to planning
   */
  public Explanation ofBatch(
      LocalDate batchDate,
      Supplier<String> input,
      List<String> wanted,
      Supplier<List<StarTable>> tables) {
    Warehouse warehouse = new Warehouse(engines.warehouse());
    return RunHistory.plans(warehouse, area.name(), batchDate)
        .map(recorded -> explanation(recorded.runId(), wanted, recorded.plans()))
        .orElseGet(() -> planned(found(batchDate, input.get()), batchDate, wanted, tables.get()));
  }

  /** As a run of small files would do it. */
  public Explanation ofAnyBatch(List<String> wanted, Supplier<List<StarTable>> tables) {
    Map<String, List<InputFile>> none = new LinkedHashMap<>();
    area.sources().forEach(source -> none.put(source.name(), List.of()));
    return planned(none, LocalDate.EPOCH, wanted, tables.get());
  }

  private Map<String, List<InputFile>> found(LocalDate batchDate, String input) {
    return InputFolder.find(
        area, input, batchDate, engines.spark().sparkContext().hadoopConfiguration());
  }

  /** Plans as a load of small files does, and runs none of it. */
  private Explanation planned(
      Map<String, List<InputFile>> files,
      LocalDate batchDate,
      List<String> wanted,
      List<StarTable> tables) {
    SparkSession spark = engines.spark();
    // Adaptive plans are known only once they run.
    Sessions sessions = new Sessions(spark, 0);
    Operations operations = new Operations(area, false);
    Warehouse warehouse = new Warehouse(engines.warehouse());
    try (Workers workers = new Workers();
        SourceJudge judge =
            new SourceJudge(
                area,
                batchDate,
                warehouse,
                tables,
                new FileInput(spark, area.name(), batchDate, "", files),
                operations,
                sessions,
                workers.threads())) {
      Map<String, Judged> judged = judge.judgeAll();
      for (StarTable table : tables) {
        StarRows rows = StarRows.of(area, table, judged);
        operations.staging(table, rows.source(), StageLoader.typed(rows.rows(), table.staging()));
        if (table.isInferable()) {
          StarRows.inferred(area, table, judged)
              .ifPresent(members -> operations.inferring(table, members));
        }
      }
      return explanation(null, wanted, operations.plans());
    } catch (Exception e) {
      // Spark throws checked exceptions that no signature tells of.
      throw Failures.translated(e);
    }
  }

  private Explanation explanation(Long run, List<String> wanted, List<OperationPlan> plans) {
    List<TableWay> ways = new ArrayList<>();
    for (String table : wanted) {
      String source = area.sourceOf(table).orElseThrow();
      ways.add(
          new TableWay(
              table,
              source,
              plans.stream()
                  .filter(plan -> List.of(source, table).contains(plan.owner()))
                  .toList()));
    }
    return new Explanation(area.name(), run, ways);
  }
}
