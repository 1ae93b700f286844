package io.loadstar.validate;

import io.loadstar.batch.BatchSource;
import io.loadstar.batch.KnownMembers;
import io.loadstar.batch.MemberRecords;
import io.loadstar.batch.RecordStatus;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.Relation;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.Sessions;
import io.loadstar.spark.Workers;
import io.loadstar.spill.HashMembership;
import io.loadstar.spill.SpillScope;
import io.loadstar.spill.SpilledRows;
import io.loadstar.validate.RejectedValues.Reason;
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
record ReferentialCheck(
    SubjectArea area,
    BatchSource input,
    Function<DimensionSpec, KnownMembers> members,
    Optional<PublishedRecords> published,
    Execution execution,
    ValidationPlans plans,
    SpillScope spill,
    Workers workers,
    Function<String, ValidatedSource> others) {

  /** Validates a source whose sources in {@link SubjectArea#referredBy} have been validated. */
  ValidatedSource validated(SourceSpec source, Screening screening, UniquenessCheck uniqueness) {
    boolean hasRecords = input.hasRecords(source);
    List<RejectedValues> lost = hasRecords ? lost(source, screening) : List.of();
    Screening.Separated separated = screening.separated(uniqueness::compared);
    Dataset<Row> rows = rejected(separated.rest(), lost);
    if (separated.clean().isPresent()) {
      plans.comparing(source, rows);
      rows = spill.keep(rows, "compared records of " + source.name()).rows();
    }
    ValidatedSource validated =
        new ValidatedSource(
            source,
            input.bytes(source),
            separated.clean(),
            rows,
            screening.read(),
            Map.of(),
            hasRecords,
            published,
            ValidationPlans.missing(area, source),
            Optional.empty());
    return hasRecords ? validated.inferring(inferred(source, validated.rows())) : validated;
  }

  /** Each is a job or two, most of whose time is planning; so they are done side by side. */
  private List<RejectedValues> lost(SourceSpec source, Screening screening) {
    List<Supplier<RejectedValues>> lost = new ArrayList<>();
    for (SourceReference reference : source.references()) {
      Dataset<Row> values = missingRecords(source, screening, reference);
      lost.add(
          () ->
              lost(
                  screening,
                  reference.columns(),
                  values,
                  Reason.missing(reference.name(), reference.columns(), reference.to())));
    }
    for (DimensionReference reference : lookedUp(area, source, Missing.QUARANTINE)) {
      DimensionSpec dimension = area.dimension(reference.to()).orElseThrow();
      if (source.references().stream().noneMatch(own -> asksTheSame(own, reference, dimension))) {
        KnownMembers known = members.apply(dimension);
        Dataset<Row> values = missingMembers(source, screening, reference, dimension, known);
        lost.add(
            () ->
                lost(
                    screening,
                    reference.by(),
                    known.notThere(values),
                    Reason.missing(reference.keyColumn(), reference.by(), dimension.name())));
      }
    }
    for (ReferredMeasures.Failing measure :
        new ReferredMeasures(area, others).of(source, screening.records())) {
      plans.trying(source, measure.reason().rule(), measure.places());
      lost.add(() -> lost(screening, ReferredMeasures.PLACE, measure.places(), measure.reason()));
    }
    return workers.all(lost);
  }

  private RejectedValues lost(
      Screening screening, List<String> columns, Dataset<Row> values, Reason reason) {
    SpilledRows kept = spill.keep(values, "missing keys of " + reason.rule());
    if (execution == Execution.PLAN_ONLY) {
      return new RejectedValues(columns, kept.rows(), reason, false, true);
    }
    HashMembership hashes = kept.hashes(columns);
    screening.suspect(columns, hashes);
    long atMost = (long) hashes.count() * kept.partitions();
    Dataset<Row> each = Sessions.gathered(kept.rows(), atMost).distinct();
    return new RejectedValues(columns, each, reason, hashes.isEmpty(), !hashes.areAll());
  }

  private static Dataset<Row> rejected(Dataset<Row> rows, List<RejectedValues> lost) {
    Dataset<Row> rejected = rows;
    for (RejectedValues values : lost) {
      rejected = values.rejectedFrom(rejected);
    }
    return rejected;
  }

  private Map<DimensionReference, Dataset<Row>> inferred(SourceSpec source, Dataset<Row> rows) {
    return inferred((Relation) source, rows.filter(RecordStatus.isAccepted()));
  }

  /** Of the relation's references that infer members: values that the batch's source lacks. */
  Map<DimensionReference, Dataset<Row>> inferred(Relation relation, Dataset<Row> accepted) {
    Map<DimensionReference, Dataset<Row>> inferred = new LinkedHashMap<>();
    for (DimensionReference reference : lookedUp(area, relation, Missing.INFER)) {
      inferred.put(reference, inferred(relation, accepted, reference));
    }
    return inferred;
  }

  /** Columns of a source whose values {@link #validated} looks for elsewhere. */
  static List<List<String>> asked(SubjectArea area, SourceSpec source) {
    return Stream.concat(
            source.references().stream().map(SourceReference::columns),
            lookedUp(area, source, Missing.QUARANTINE).stream().map(DimensionReference::by))
        .distinct()
        .toList();
  }

  /** References of the source's facts to members that come from another source. */
  private static List<DimensionReference> lookedUp(
      SubjectArea area, Relation source, Missing missing) {
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

  private Dataset<Row> missingRecords(
      SourceSpec source, Screening screening, SourceReference reference) {
    Dataset<Row> values = screening.values(reference.columns());
    ValidatedSource target = others.apply(reference.to());
    Dataset<Row> lost = notIn(target, target.rows(), reference.key(), values);
    plans.lookingUp(source, reference.columns(), reference.to(), lost);
    return lost;
  }

  /** Whether a reference between the sources finds the same missing. */
  private boolean asksTheSame(
      SourceReference known, DimensionReference reference, DimensionSpec dimension) {
    return known.to().equals(dimension.from())
        && area.source(known.to()).filter(target -> target.deletes().isPresent()).isEmpty()
        && known.columns().equals(reference.by())
        && known.key().equals(dimension.naturalKey());
  }

  private Dataset<Row> missingMembers(
      SourceSpec source,
      Screening screening,
      DimensionReference reference,
      DimensionSpec dimension,
      KnownMembers known) {
    Dataset<Row> lost =
        known.keyed(notInBatch(screening.values(reference.by()), dimension), reference.by());
    plans.lookingUp(source, reference.by(), dimension.from(), lost);
    return lost;
  }

  private Dataset<Row> inferred(
      Relation source, Dataset<Row> accepted, DimensionReference reference) {
    DimensionSpec dimension = area.dimension(reference.to()).orElseThrow();
    Dataset<Row> lost =
        notInBatch(ReferenceRule.complete(accepted, reference.by()).distinct(), dimension);
    plans.lookingUp(source, reference.by(), dimension.from(), lost);
    return lost;
  }

  private Dataset<Row> notInBatch(Dataset<Row> values, DimensionSpec dimension) {
    ValidatedSource target = others.apply(dimension.from());
    Dataset<Row> named = MemberRecords.naming(target.rows(), dimension, target.source());
    // What the batch said of a member stands, so that a replay may bring one that was deleted.
    boolean mayBeDeleted = published.isPresent() && target.source().deletes().isPresent();
    named = mayBeDeleted ? named.filter(functions.lit(false)) : named;
    return notIn(target, named, dimension.naturalKey(), values);
  }

  private Dataset<Row> notIn(
      ValidatedSource target, Dataset<Row> records, List<String> key, Dataset<Row> values) {
    List<String> columns = List.of(values.columns());
    Dataset<Row> known = ReferenceRule.keys(records, key);
    // Where no row need travel, what is repeated costs less than finding that out.
    Dataset<Row> lost =
        target.hasFewKeys()
            ? ReferenceRule.missing(values, columns, functions.broadcast(known))
            : ReferenceRule.missing(values.distinct(), columns, known);
    return published
        .map(
            batch ->
                ReferenceRule.missingKeys(
                    lost, columns, batch.keys(target.source(), key), area.keys()))
        .orElse(lost);
  }
}
