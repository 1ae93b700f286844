package io.loadstar.pipeline;

import io.loadstar.engine.KeptRows;
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
   * Values of some columns that lead nowhere.
   *
   * @param areFew whether every executor can hold the values
   * @param rule that their records break
   * @param target what they are not in
   */
  private record Lost(
      List<String> columns, KeptRows values, boolean areFew, String rule, String target) {}

  /** Judges a source whose sources in {@link SubjectArea#referredBy} have been judged. */
  Judged judged(SourceSpec source, Alone alone, SetJudge sets) {
    boolean hasRecords = input.hasRecords(source);
    List<Lost> lost = hasRecords ? lost(source, alone) : List.of();
    Optional<Dataset<Row>> clean = alone.doubts().map(Doubts::clean);
    Dataset<Row> rows;
    if (clean.isPresent()) {
      rows = rejected(sets.all(alone.doubts().get().doubtful()), lost);
      operations.lookingAgain(source, rows);
      rows = keeper.keep(rows, "compared records of " + source.name()).rows();
    } else {
      rows = rejected(alone.compared().orElseThrow(), lost);
    }
    Judged judged =
        new Judged(
            source, bytes(source), clean, rows, alone.read(), Map.of(), hasRecords, standing);
    return hasRecords ? judged.inferring(inferred(source, judged.rows())) : judged;
  }

  private List<Lost> lost(SourceSpec source, Alone alone) {
    Map<SourceReference, KeptRows> known = new LinkedHashMap<>();
    List<Lost> lost = new ArrayList<>();
    for (SourceReference reference : source.references()) {
      KeptRows values = missingRecords(source, alone, reference);
      known.put(reference, values);
      lost.add(
          new Lost(
              reference.columns(),
              values,
              alone.doubt(reference.columns(), values),
              reference.name(),
              reference.to()));
    }
    for (DimensionReference reference : lookedUp(source, Missing.QUARANTINE)) {
      DimensionSpec dimension = area.dimension(reference.to()).orElseThrow();
      if (alreadyMissing(known, reference, dimension).isEmpty()) {
        KeptRows values = missingMembers(source, alone, reference, dimension);
        lost.add(
            new Lost(
                reference.by(),
                values,
                alone.doubt(reference.by(), values),
                reference.keyColumn(),
                dimension.name()));
      }
    }
    return lost;
  }

  private static Dataset<Row> rejected(Dataset<Row> rows, List<Lost> lost) {
    Dataset<Row> rejected = rows;
    for (Lost values : lost) {
      rejected =
          ReferenceRule.reject(
              rejected,
              values.columns(),
              values.values().rows(),
              values.areFew(),
              values.rule(),
              values.target());
    }
    return rejected;
  }

  private Map<DimensionReference, Dataset<Row>> inferred(SourceSpec source, Dataset<Row> rows) {
    Map<DimensionReference, Dataset<Row>> inferred = new LinkedHashMap<>();
    for (DimensionReference reference : lookedUp(source, Missing.INFER)) {
      inferred.put(reference, inferred(source, rows, reference));
    }
    return inferred;
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

  private KeptRows missingRecords(SourceSpec source, Alone alone, SourceReference reference) {
    Dataset<Row> values = alone.values(reference.columns());
    Dataset<Row> lost = notIn(others.apply(reference.to()), reference.key(), values);
    operations.looking(source, reference.columns(), reference.to(), lost);
    return keeper.keep(lost, "missing keys of " + reference.name());
  }

  /** What a reference between the sources has found missing, if it asked for the same. */
  private static Optional<KeptRows> alreadyMissing(
      Map<SourceReference, KeptRows> known, DimensionReference reference, DimensionSpec dimension) {
    return known.entrySet().stream()
        .filter(entry -> entry.getKey().to().equals(dimension.from()))
        .filter(entry -> entry.getKey().columns().equals(reference.by()))
        .filter(entry -> entry.getKey().key().equals(dimension.naturalKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private KeptRows missingMembers(
      SourceSpec source, Alone alone, DimensionReference reference, DimensionSpec dimension) {
    MemberLookup lookup = new MemberLookup(warehouse, area, dimension, batchDate);
    Dataset<Row> lost =
        lookup.keyed(notInBatch(alone.values(reference.by()), dimension), reference.by());
    operations.looking(source, reference.by(), dimension.from(), lost);
    return keeper.keep(lookup.notThere(lost), "missing keys of " + reference.keyColumn());
  }

  private Dataset<Row> inferred(
      SourceSpec source, Dataset<Row> rows, DimensionReference reference) {
    DimensionSpec dimension = area.dimension(reference.to()).orElseThrow();
    Dataset<Row> lost = notInBatch(ReferenceRule.values(rows, reference.by()), dimension);
    operations.looking(source, reference.by(), dimension.from(), lost);
    return lost;
  }

  private Dataset<Row> notInBatch(Dataset<Row> values, DimensionSpec dimension) {
    return notIn(others.apply(dimension.from()), dimension.naturalKey(), values);
  }

  private Dataset<Row> notIn(Judged target, List<String> key, Dataset<Row> values) {
    List<String> columns = List.of(values.columns());
    Dataset<Row> known = ReferenceRule.keys(target.rows(), key);
    Dataset<Row> lost =
        ReferenceRule.missing(
            values, columns, target.isSmall() ? functions.broadcast(known) : known);
    return standing
        .map(batch -> ReferenceRule.missingKeys(lost, columns, batch.keys(target.source(), key)))
        .orElse(lost);
  }
}
