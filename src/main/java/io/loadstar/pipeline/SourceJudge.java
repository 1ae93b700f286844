package io.loadstar.pipeline;

import io.loadstar.engine.KeptRows;
import io.loadstar.engine.SparkRuntime;
import io.loadstar.members.MemberLookup;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.read.InputFile;
import io.loadstar.read.SourceReader;
import io.loadstar.validate.ReferenceRule;
import io.loadstar.validate.RowValidator;
import io.loadstar.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Reads and judges the sources of a batch, each after those that it refers to. */
final class SourceJudge implements AutoCloseable {
  private final SubjectArea area;
  private final Warehouse warehouse;
  private final LocalDate batchDate;
  private final BatchInput input;
  private final Optional<Standing> standing;
  private final Map<String, CompletableFuture<Judged>> judged = new HashMap<>();
  private final List<KeptRows> kept = new CopyOnWriteArrayList<>();
  private final Operations operations;
  private final Executor workers;

  SourceJudge(
      SubjectArea area,
      LocalDate batchDate,
      Warehouse warehouse,
      List<StarTable> tables,
      BatchInput input,
      Operations operations,
      Executor workers) {
    this.area = area;
    this.operations = operations;
    this.workers = workers;
    this.batchDate = batchDate;
    this.warehouse = warehouse;
    this.input = input;
    this.standing = input.standing().map(batch -> new Standing(area, tables, batch));
  }

  Map<String, Judged> judgeAll() {
    Map<String, CompletableFuture<Judged>> started = new LinkedHashMap<>();
    area.sources().forEach(source -> started.put(source.name(), judge(source)));
    Map<String, Judged> all = new LinkedHashMap<>();
    started.forEach((name, future) -> all.put(name, Workers.joined(future)));
    return all;
  }

  /** Sources that do not wait for one another are planned side by side. */
  private CompletableFuture<Judged> judge(SourceSpec source) {
    if (!judged.containsKey(source.name())) {
      CompletableFuture<?>[] before =
          area.referredBy(source).stream()
              .map(name -> judge(area.source(name).orElseThrow()))
              .toArray(CompletableFuture[]::new);
      judged.put(
          source.name(),
          CompletableFuture.allOf(before).thenApplyAsync(done -> judgedAlone(source), workers));
    }
    return judged.get(source.name());
  }

  private Judged judged(String source) {
    return Workers.joined(judged.get(source));
  }

  private Judged judgedAlone(SourceSpec source) {
    SourceReader.Read read = input.read(source);
    Dataset<Row> valid = RowValidator.validate(read.rows(), source, area, batchDate);
    SetJudge sets = new SetJudge(area, source, input.preferred(source), operations, this::keep);
    Dataset<Row> rows;
    if (isSmall(source) || standing.isPresent() || !sets.hasRules()) {
      rows = sets.all(valid);
      if (standing.isPresent()) {
        rows = standing.get().refuseRepeated(rows, source);
      }
      // Counted, quarantined, staged and perhaps referred to: four uses of one pass over the text.
      operations.judging(source, rows, input.files(source));
      rows = keep(rows, "kept records of " + source.name());
    } else {
      rows = sets.contested(valid, input.files(source));
    }
    return references(source, rows, read.recordsRead());
  }

  private boolean isSmall(SourceSpec source) {
    return SparkRuntime.isSmall(bytes(source));
  }

  /** Keeps out records that refer to nothing, and finds members that they are the first to name. */
  private Judged references(SourceSpec source, Dataset<Row> rows, Supplier<Long> read) {
    if (!input.hasRecords(source)) {
      return new Judged(source, bytes(source), rows, read, Map.of(), false, standing);
    }
    Dataset<Row> result = rows;
    Map<SourceReference, Dataset<Row>> known = new LinkedHashMap<>();
    for (SourceReference reference : source.references()) {
      Dataset<Row> lost = missingRecords(source, rows, reference);
      known.put(reference, lost);
      result = reject(result, source, reference.columns(), lost, reference.name(), reference.to());
    }
    for (DimensionReference reference : lookedUp(source, Missing.QUARANTINE)) {
      DimensionSpec dimension = area.dimension(reference.to()).orElseThrow();
      if (alreadyMissing(known, reference, dimension).isEmpty()) {
        Dataset<Row> lost = missingMembers(source, rows, reference, dimension);
        result =
            reject(result, source, reference.by(), lost, reference.keyColumn(), dimension.name());
      }
    }
    Map<DimensionReference, Dataset<Row>> inferred = new LinkedHashMap<>();
    for (DimensionReference reference : lookedUp(source, Missing.INFER)) {
      inferred.put(reference, notInBatch(source, result, reference));
    }
    return new Judged(source, bytes(source), result, read, inferred, true, standing);
  }

  /** References of the source's facts to members that come from another source. */
  private List<DimensionReference> lookedUp(SourceSpec source, Missing missing) {
    return area.facts().stream()
        .filter(fact -> fact.from().equals(source.name()))
        .flatMap(fact -> fact.dimensions().stream())
        .filter(reference -> reference.missing() == missing)
        .filter(
            reference ->
                area.dimension(reference.to())
                    .filter(dimension -> !dimension.from().equals(source.name()))
                    .isPresent())
        .toList();
  }

  private long bytes(SourceSpec source) {
    return input.files(source).stream().mapToLong(InputFile::length).sum();
  }

  private Dataset<Row> missingRecords(
      SourceSpec source, Dataset<Row> rows, SourceReference reference) {
    Dataset<Row> lost =
        ReferenceRule.missing(
            rows, reference.columns(), keys(judged(reference.to()), reference.key()));
    operations.looking(source, reference.columns(), reference.to(), lost);
    return keep(lost, "missing keys of " + reference.name());
  }

  /** What a reference between the sources has found missing, if it asked for the same. */
  private static Optional<Dataset<Row>> alreadyMissing(
      Map<SourceReference, Dataset<Row>> known,
      DimensionReference reference,
      DimensionSpec dimension) {
    return known.entrySet().stream()
        .filter(entry -> entry.getKey().to().equals(dimension.from()))
        .filter(entry -> entry.getKey().columns().equals(reference.by()))
        .filter(entry -> entry.getKey().key().equals(dimension.naturalKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Dataset<Row> missingMembers(
      SourceSpec source, Dataset<Row> rows, DimensionReference reference, DimensionSpec dimension) {
    MemberLookup lookup = new MemberLookup(warehouse, area, dimension, batchDate);
    Dataset<Row> notInBatch = notInBatch(source, rows, reference);
    return keep(lookup.notThere(notInBatch), "missing keys of " + reference.keyColumn());
  }

  private Dataset<Row> notInBatch(
      SourceSpec source, Dataset<Row> rows, DimensionReference reference) {
    DimensionSpec dimension = area.dimension(reference.to()).orElseThrow();
    Dataset<Row> inBatch = keys(judged(dimension.from()), dimension.naturalKey());
    Dataset<Row> notInBatch = ReferenceRule.missing(rows, reference.by(), inBatch);
    operations.looking(source, reference.by(), dimension.from(), notInBatch);
    return notInBatch;
  }

  private Dataset<Row> keys(Judged target, List<String> key) {
    Dataset<Row> keys = ReferenceRule.keys(target.rows(), key);
    if (standing.isPresent()) {
      keys = keys.union(standing.get().keys(target.source(), key));
    }
    return target.isSmall() ? functions.broadcast(keys) : keys;
  }

  private Dataset<Row> reject(
      Dataset<Row> rows,
      SourceSpec source,
      List<String> columns,
      Dataset<Row> lost,
      String rule,
      String target) {
    if (isSmall(source)) {
      return ReferenceRule.reject(rows, columns, lost, true, rule, target);
    }
    long count = lost.count();
    return count == 0
        ? rows
        : ReferenceRule.reject(rows, columns, lost, SetJudge.areFew(count), rule, target);
  }

  private Dataset<Row> keep(Dataset<Row> rows, String name) {
    KeptRows computed = KeptRows.of(rows, name);
    kept.add(computed);
    return computed.rows();
  }

  @Override
  public void close() {
    kept.forEach(KeptRows::close);
  }
}
