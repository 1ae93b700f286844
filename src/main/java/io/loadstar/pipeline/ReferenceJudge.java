package io.loadstar.pipeline;

import io.loadstar.engine.Hashes;
import io.loadstar.engine.KeptRows;
import io.loadstar.engine.Sessions;
import io.loadstar.members.MemberLookup;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SubjectArea;
import io.loadstar.read.InputFile;
import io.loadstar.validate.ReferenceRule;
import io.loadstar.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Keeps out records that refer to nothing, and finds members that they are the first to name. */
record ReferenceJudge(
    SubjectArea area,
    LocalDate batchDate,
    Warehouse warehouse,
    BatchInput input,
    Optional<Standing> standing,
    Operations operations,
    Keeper keeper,
    Function<String, Judged> others) {

  /**
   * Values of some columns that lead nowhere, each once.
   *
   * @param rule that their records break
   * @param target what they are not in
   * @param areNone whether all lead somewhere
   * @param areFew whether every executor can hold the values
   */
  private record Lost(
      List<String> columns,
      Dataset<Row> values,
      String rule,
      String target,
      boolean areNone,
      boolean areFew) {}

  /** Judges a source whose sources in {@link SubjectArea#referredBy} have been judged. */
  Judged judged(SourceSpec source, Alone alone, SetJudge sets) {
    boolean hasRecords = input.hasRecords(source);
    List<Lost> lost = hasRecords ? lost(source, alone) : List.of();
    Optional<Doubts.Told> told = alone.doubts().map(Doubts::told);
    Dataset<Row> rows;
    if (told.isPresent()) {
      rows = rejected(sets.all(told.get().doubtful()), lost);
      operations.lookingAgain(source, rows);
      rows = keeper.keep(rows, "compared records of " + source.name()).rows();
    } else {
      rows = rejected(alone.compared().orElseThrow(), lost);
    }
    Judged judged =
        new Judged(
            source,
            bytes(source),
            told.map(Doubts.Told::clean),
            rows,
            alone.read(),
            Map.of(),
            hasRecords,
            standing);
    return hasRecords ? judged.inferring(inferred(source, judged.rows())) : judged;
  }

  /** Each is a job or two, most of whose time is planning; so they are done side by side. */
  private List<Lost> lost(SourceSpec source, Alone alone) {
    List<Supplier<Lost>> lost = new ArrayList<>();
    for (SourceReference reference : source.references()) {
      Dataset<Row> values = missingRecords(source, alone, reference);
      lost.add(() -> lost(alone, reference.columns(), values, reference.name(), reference.to()));
    }
    for (DimensionReference reference : lookedUp(area, source, Missing.QUARANTINE)) {
      DimensionSpec dimension = area.dimension(reference.to()).orElseThrow();
      if (source.references().stream().noneMatch(own -> asksTheSame(own, reference, dimension))) {
        MemberLookup lookup = new MemberLookup(warehouse, area, dimension, batchDate);
        Dataset<Row> values = missingMembers(source, alone, reference, dimension, lookup);
        lost.add(
            () ->
                lost(
                    alone,
                    reference.by(),
                    lookup.notThere(values),
                    reference.keyColumn(),
                    dimension.name()));
      }
    }
    return lost.parallelStream().map(Supplier::get).toList();
  }

  private Lost lost(
      Alone alone, List<String> columns, Dataset<Row> values, String rule, String target) {
    KeptRows kept = keeper.keep(values, "missing keys of " + rule);
    if (!operations.areRun()) {
      return new Lost(columns, kept.rows(), rule, target, false, true);
    }
    Hashes hashes = kept.hashes(columns);
    alone.doubts().ifPresent(doubts -> doubts.having(columns, hashes));
    long atMost = (long) hashes.count() * kept.partitions();
    Dataset<Row> each = Sessions.gathered(kept.rows(), atMost).distinct();
    return new Lost(columns, each, rule, target, hashes.isEmpty(), !hashes.areAll());
  }

  private static Dataset<Row> rejected(Dataset<Row> rows, List<Lost> lost) {
    Dataset<Row> rejected = rows;
    for (Lost values : lost) {
      if (!values.areNone()) {
        rejected =
            ReferenceRule.reject(
                rejected,
                values.columns(),
                values.values(),
                values.areFew(),
                values.rule(),
                values.target());
      }
    }
    return rejected;
  }

  private Map<DimensionReference, Dataset<Row>> inferred(SourceSpec source, Dataset<Row> rows) {
    Map<DimensionReference, Dataset<Row>> inferred = new LinkedHashMap<>();
    for (DimensionReference reference : lookedUp(area, source, Missing.INFER)) {
      inferred.put(reference, inferred(source, rows, reference));
    }
    return inferred;
  }

  /** Columns of a source whose values {@link #judged} looks for elsewhere. */
  static List<List<String>> asked(SubjectArea area, SourceSpec source) {
    return Stream.concat(
            source.references().stream().map(SourceReference::columns),
            lookedUp(area, source, Missing.QUARANTINE).stream().map(DimensionReference::by))
        .distinct()
        .toList();
  }

  /** References of the source's facts to members that come from another source. */
  private static List<DimensionReference> lookedUp(
      SubjectArea area, SourceSpec source, Missing missing) {
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

  private Dataset<Row> missingRecords(SourceSpec source, Alone alone, SourceReference reference) {
    Dataset<Row> values = alone.values(reference.columns());
    Dataset<Row> lost = notIn(others.apply(reference.to()), reference.key(), values);
    operations.looking(source, reference.columns(), reference.to(), lost);
    return lost;
  }

  /** Whether a reference between the sources finds the same missing. */
  private static boolean asksTheSame(
      SourceReference known, DimensionReference reference, DimensionSpec dimension) {
    return known.to().equals(dimension.from())
        && known.columns().equals(reference.by())
        && known.key().equals(dimension.naturalKey());
  }

  private Dataset<Row> missingMembers(
      SourceSpec source,
      Alone alone,
      DimensionReference reference,
      DimensionSpec dimension,
      MemberLookup lookup) {
    Dataset<Row> lost =
        lookup.keyed(notInBatch(alone.values(reference.by()), dimension), reference.by());
    operations.looking(source, reference.by(), dimension.from(), lost);
    return lost;
  }

  private Dataset<Row> inferred(
      SourceSpec source, Dataset<Row> rows, DimensionReference reference) {
    DimensionSpec dimension = area.dimension(reference.to()).orElseThrow();
    Dataset<Row> lost =
        notInBatch(ReferenceRule.values(rows, reference.by()).distinct(), dimension);
    operations.looking(source, reference.by(), dimension.from(), lost);
    return lost;
  }

  private Dataset<Row> notInBatch(Dataset<Row> values, DimensionSpec dimension) {
    return notIn(others.apply(dimension.from()), dimension.naturalKey(), values);
  }

  private Dataset<Row> notIn(Judged target, List<String> key, Dataset<Row> values) {
    List<String> columns = List.of(values.columns());
    Dataset<Row> known = ReferenceRule.keys(target.rows(), key);
    // Where no row need travel, what is repeated costs less than finding that out.
    Dataset<Row> lost =
        target.hasFewKeys()
            ? ReferenceRule.missing(values, columns, functions.broadcast(known))
            : ReferenceRule.missing(values.distinct(), columns, known);
    return standing
        .map(
            batch ->
                ReferenceRule.missingKeys(
                    lost, columns, batch.keys(target.source(), key), area.keys()))
        .orElse(lost);
  }
}
