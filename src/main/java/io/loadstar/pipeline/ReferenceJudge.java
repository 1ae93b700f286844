package io.loadstar.pipeline;

import io.loadstar.engine.SparkRuntime;
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

  /** Judges a source whose sources in {@link SubjectArea#referredBy} have been judged. */
  Judged judged(SourceSpec source, Alone alone) {
    if (!input.hasRecords(source)) {
      return judged(source, alone, alone.rows(), Map.of(), false);
    }
    Dataset<Row> result = alone.rows();
    Map<SourceReference, Dataset<Row>> known = new LinkedHashMap<>();
    for (SourceReference reference : source.references()) {
      Dataset<Row> lost = missingRecords(source, alone, reference);
      known.put(reference, lost);
      result = reject(result, source, reference.columns(), lost, reference.name(), reference.to());
    }
    for (DimensionReference reference : lookedUp(source, Missing.QUARANTINE)) {
      DimensionSpec dimension = area.dimension(reference.to()).orElseThrow();
      if (alreadyMissing(known, reference, dimension).isEmpty()) {
        Dataset<Row> lost = missingMembers(source, alone, reference, dimension);
        result =
            reject(result, source, reference.by(), lost, reference.keyColumn(), dimension.name());
      }
    }
    Map<DimensionReference, Dataset<Row>> inferred = new LinkedHashMap<>();
    for (DimensionReference reference : lookedUp(source, Missing.INFER)) {
      inferred.put(reference, inferred(source, result, reference));
    }
    return judged(source, alone, result, inferred, true);
  }

  private Judged judged(
      SourceSpec source,
      Alone alone,
      Dataset<Row> rows,
      Map<DimensionReference, Dataset<Row>> inferred,
      boolean hasRecords) {
    return new Judged(source, bytes(source), rows, alone.read(), inferred, hasRecords, standing);
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

  private Dataset<Row> missingRecords(SourceSpec source, Alone alone, SourceReference reference) {
    Dataset<Row> values = alone.values(reference.columns());
    Dataset<Row> lost = notIn(others.apply(reference.to()), reference.key(), values);
    operations.looking(source, reference.columns(), reference.to(), lost);
    return keeper.keep(lost, "missing keys of " + reference.name()).rows();
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
      SourceSpec source, Alone alone, DimensionReference reference, DimensionSpec dimension) {
    MemberLookup lookup = new MemberLookup(warehouse, area, dimension, batchDate);
    Dataset<Row> lost =
        lookup.keyed(notInBatch(alone.values(reference.by()), dimension), reference.by());
    operations.looking(source, reference.by(), dimension.from(), lost);
    return keeper.keep(lookup.notThere(lost), "missing keys of " + reference.keyColumn()).rows();
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

  private Dataset<Row> reject(
      Dataset<Row> rows,
      SourceSpec source,
      List<String> columns,
      Dataset<Row> lost,
      String rule,
      String target) {
    if (SparkRuntime.isSmall(bytes(source))) {
      return ReferenceRule.reject(rows, columns, lost, true, rule, target);
    }
    long count = lost.count();
    return count == 0
        ? rows
        : ReferenceRule.reject(rows, columns, lost, SetJudge.areFew(count), rule, target);
  }
}
