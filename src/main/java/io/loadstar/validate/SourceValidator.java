package io.loadstar.validate;

import io.loadstar.batch.AcceptedRecords;
import io.loadstar.batch.BatchSource;
import io.loadstar.batch.KnownMembers;
import io.loadstar.batch.PlanRecorder;
import io.loadstar.batch.PublishedBatch;
import io.loadstar.batch.RawRecords;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.Star;
import io.loadstar.spark.Sessions;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spark.Workers;
import io.loadstar.spill.SpillScope;
import io.loadstar.validate.record.RecordRules;
import io.loadstar.validate.view.ViewRows;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Station validate: reads and validates the sources of a batch, each after those it refers to. */
public final class SourceValidator implements AutoCloseable {
  private final SubjectArea area;
  private final LocalDate batchDate;
  private final BatchSource input;
  private final Optional<PublishedRecords> published;
  private final Execution execution;
  private final ValidationPlans plans;
  private final Sessions sessions;
  private final Workers workers;
  private final SpillScope spill = new SpillScope();
  private final ReferentialCheck references;
  private final Views views;
  private final Map<String, CompletableFuture<ValidatedSource>> validated = new HashMap<>();

  /**
   * What validation asks of others.
   *
   * @param members of a dimension that other batches have named
   * @param published what the batch has in the warehouse and keeps; empty if what is read replaces
   *     it all
   */
  public record Lookups(
      Function<DimensionSpec, KnownMembers> members, Optional<PublishedBatch> published) {}

  public SourceValidator(
      SubjectArea area,
      Star star,
      LocalDate batchDate,
      BatchSource input,
      Lookups lookups,
      Execution execution,
      PlanRecorder recorder,
      Sessions sessions,
      Workers workers) {
    this.area = area;
    this.batchDate = batchDate;
    this.input = input;
    this.published =
        lookups
            .published()
            .map(
                batch ->
                    new PublishedRecords(
                        area, star, batch, input.unstated(), input.kind().bringsNews()));
    this.execution = execution;
    this.plans = new ValidationPlans(area, recorder);
    this.sessions = sessions;
    this.workers = workers;
    this.references =
        new ReferentialCheck(
            area,
            input,
            lookups.members(),
            published,
            execution,
            plans,
            spill,
            workers,
            name -> Workers.joined(Objects.requireNonNull(validated.get(name))));
    this.views =
        new Views(
            area,
            lookups.published().map(batch -> new KeptRecords(area, star, batch)),
            references,
            execution,
            plans,
            spill,
            sessions);
  }

  /** Begins to validate all sources, once. */
  public CompletableFuture<Map<String, ValidatedSource>> begin() {
    Map<String, CompletableFuture<ValidatedSource>> started = new LinkedHashMap<>();
    area.sources().forEach(source -> started.put(source.name(), start(source)));
    return workers.together(started);
  }

  /**
   * The same sources, once it is known which have records that were kept out: of those, and of
   * records that stay in the quarantine, members are told that the batch says nothing of.
   */
  public Map<String, ValidatedSource> keepingOut(
      Map<String, ValidatedSource> sources, BatchCounts counts) {
    Map<String, ValidatedSource> known = new LinkedHashMap<>();
    sources.forEach(
        (name, source) ->
            known.put(
                name,
                source.keepingOut(
                    counts.hasQuarantined(name),
                    input
                        .staying(source.source(), sessions.batch())
                        .map(raw -> validated(raw.rows(), source.source())))));
    return known;
  }

  /** What the star is made of: the sources, and the views over them, which are made now. */
  public Map<String, AcceptedRecords> withViews(Map<String, ValidatedSource> sources) {
    Map<String, CompletableFuture<ViewRows>> started = new LinkedHashMap<>();
    area.views()
        .forEach(view -> started.put(view.name(), workers.start(() -> views.rows(view, sources))));
    Map<String, AcceptedRecords> all = new LinkedHashMap<>(sources);
    all.putAll(Workers.all(started));
    return all;
  }

  /** Sources are read side by side; what refers to others waits for them. */
  private CompletableFuture<ValidatedSource> start(SourceSpec source) {
    if (!validated.containsKey(source.name())) {
      CompletableFuture<?>[] before =
          area.referredBy(source).stream()
              .map(name -> start(area.source(name).orElseThrow()))
              .toArray(CompletableFuture[]::new);
      CompletableFuture<Screening> screened = workers.start(() -> screened(source));
      validated.put(
          source.name(),
          workers.startAfter(
              CompletableFuture.allOf(CompletableFuture.allOf(before), screened),
              () -> references.validated(source, Workers.joined(screened), uniqueness(source))));
    }
    return Objects.requireNonNull(validated.get(source.name()));
  }

  private Screening screened(SourceSpec source) {
    long bytes = input.bytes(source);
    RawRecords read = input.read(source, sessions.forInput(bytes));
    Dataset<Row> valid =
        area.repeatingFact(source)
            .map(fact -> RepeatNumbers.numbered(validated(read.rows(), source), fact, published))
            .orElseGet(() -> validated(read.rows(), source));
    if (!input.hasRecords(source)) {
      // Nothing that is planned over no rows needs a job.
      return new Screening.Compared(
          sessions.batch().createDataFrame(List.of(), valid.schema()), () -> 0L);
    }
    UniquenessCheck uniqueness = uniqueness(source);
    boolean isSmall = SparkRuntime.isSmall(bytes);
    return isSmall || published.isPresent() || execution == Execution.PLAN_ONLY
        ? compared(source, valid, uniqueness, isSmall, read)
        : uniqueness.hashed(valid, input.files(source), read.recordsRead());
  }

  private Dataset<Row> validated(Dataset<Row> raw, SourceSpec source) {
    return RecordRules.validate(
        raw, source, area, batchDate, input.lateness(source), input.preferred(source));
  }

  private Screening compared(
      SourceSpec source,
      Dataset<Row> valid,
      UniquenessCheck uniqueness,
      boolean isSmall,
      RawRecords read) {
    // One task sorts little before it has been dealt to several. How much a replay is, no file
    // tells.
    boolean isLittle = isSmall && (published.isEmpty() || input.kind().bringsNews());
    Dataset<Row> rows = uniqueness.compared(isLittle ? valid.coalesce(1) : valid);
    if (published.isPresent()) {
      rows = published.get().compared(rows, source);
    }
    // Counted, quarantined, staged and perhaps referred to: four uses of one pass over the text.
    plans.reading(source, rows, input.files(source));
    // What they are joined with may be large.
    rows = spill.keep(rows, "kept records of " + source.name()).rowsIn(sessions.batch());
    return new Screening.Compared(isLittle ? rows.coalesce(1) : rows, read.recordsRead());
  }

  private UniquenessCheck uniqueness(SourceSpec source) {
    return new UniquenessCheck(area, source, input.preferred(source), plans, spill, sessions);
  }

  @Override
  public void close() {
    spill.close();
  }
}
