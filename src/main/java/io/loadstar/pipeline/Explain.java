package io.loadstar.pipeline;

import io.loadstar.batch.AcceptedRecords;
import io.loadstar.batch.InputFile;
import io.loadstar.explain.RecordedPlans;
import io.loadstar.lookup.MemberLookup;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.OperationPlan;
import io.loadstar.model.star.Star;
import io.loadstar.query.RunHistory;
import io.loadstar.read.FileSource;
import io.loadstar.read.InputFolder;
import io.loadstar.spark.Sessions;
import io.loadstar.spark.Workers;
import io.loadstar.star.StarRows;
import io.loadstar.validate.Execution;
import io.loadstar.validate.SourceValidator;
import io.loadstar.validate.SourceValidator.Lookups;
import io.loadstar.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The way of each table through Spark. Reads only. */
public final class Explain {
  private final SubjectArea area;
  private final RuntimeStartup startup;

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
  public record Explanation(String subjectArea, @Nullable Long run, List<TableWay> tables) {}

  public Explain(SubjectArea area, RuntimeStartup startup) {
    this.area = area;
    this.startup = startup;
  }

  /**
   * As the latest run of the batch did it, else as a run of it would.
   *
   * @param input folder of the batch's files, asked for only if it comes to planning
   * @param wanted names of tables
   * @param star all tables of the area, asked for only if it comes to planning
   */
  public Explanation ofBatch(
      LocalDate batchDate, Supplier<String> input, List<String> wanted, Supplier<Star> star) {
    return RunHistory.plans(startup.warehouse(), area.name(), batchDate)
        .map(recorded -> explanation(recorded.runId(), wanted, recorded.plans()))
        .orElseGet(() -> planned(found(batchDate, input.get()), batchDate, wanted, star.get()));
  }

  /** As a run of small files would do it. */
  public Explanation ofAnyBatch(List<String> wanted, Supplier<Star> star) {
    Map<String, List<InputFile>> none = new LinkedHashMap<>();
    area.sources().forEach(source -> none.put(source.name(), List.of()));
    return planned(none, LocalDate.EPOCH, wanted, star.get());
  }

  private Map<String, List<InputFile>> found(LocalDate batchDate, String input) {
    return InputFolder.find(
        area, input, batchDate, startup.spark().sparkContext().hadoopConfiguration());
  }

  /** Plans as a load of small files does, and runs none of it. */
  private Explanation planned(
      Map<String, List<InputFile>> files, LocalDate batchDate, List<String> wanted, Star star) {
    SparkSession spark = startup.spark();
    Warehouse warehouse = startup.warehouse();
    RecordedPlans plans = new RecordedPlans(area);
    try (Workers workers = new Workers(spark.sparkContext(), "explain");
        FileSource source = new FileSource(spark, area.sources(), "", files, Map.of(), Map.of());
        SourceValidator validator =
            new SourceValidator(
                area,
                star,
                batchDate,
                source,
                new Lookups(
                    dimension -> new MemberLookup(warehouse, area, dimension, batchDate, Set.of()),
                    Optional.empty()),
                Execution.PLAN_ONLY,
                plans,
                // Adaptive plans, as of much input, are known only once they run.
                new Sessions(spark, 0),
                workers)) {
      Map<String, AcceptedRecords> sources = validator.withViews(Workers.joined(validator.begin()));
      StarRows.of(area, star, sources)
          .forEach(
              rows ->
                  rows.operations(area, Objects.requireNonNull(sources.get(rows.source())))
                      .forEach(plans::record));
      return explanation(null, wanted, plans.plans(false));
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw Failures.translated(e, warehouse);
    }
  }

  private Explanation explanation(
      @Nullable Long run, List<String> wanted, List<OperationPlan> plans) {
    List<TableWay> ways = new ArrayList<>();
    for (String table : wanted) {
      String source = area.sourceOf(table).orElseThrow();
      List<String> owners =
          Stream.concat(
                  area.relation(source).stream().flatMap(from -> from.reads().stream()),
                  Stream.of(source, table))
              .toList();
      ways.add(
          new TableWay(
              table,
              source,
              plans.stream().filter(plan -> owners.contains(plan.owner())).toList()));
    }
    return new Explanation(area.name(), run, ways);
  }
}
