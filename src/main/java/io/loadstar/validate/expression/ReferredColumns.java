package io.loadstar.validate.expression;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.Measure;
import io.loadstar.model.Relation;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.ReferredFields;
import io.loadstar.spec.Problems;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;

/** Columns of the records that a source refers to, as its fact's measures use them. */
record ReferredColumns(SubjectArea area, Relation source, SparkSession spark, Problems problems) {

  /** The declared type, where the expression is nothing but a column, also of a referred record. */
  static Optional<ColumnType> type(SubjectArea area, Relation source, String expression) {
    Optional<ColumnSpec> own = source.column(expression);
    if (own.isPresent()) {
      return own.map(ColumnSpec::type);
    }
    return source.references().stream()
        .filter(reference -> expression.startsWith(reference.name() + "."))
        .flatMap(reference -> area.source(reference.to()).stream())
        .flatMap(
            target -> target.column(expression.substring(expression.indexOf('.') + 1)).stream())
        .map(ColumnSpec::type)
        .findFirst();
  }

  /** A measure that takes a column of a referred record needs that there is only one. */
  void check(FactSpec fact, Measure measure) {
    for (SourceReference reference : source.references()) {
      SourceSpec target = area.source(reference.to()).orElse(null);
      if (target != null && !isOne(target, reference) && uses(measure, reference)) {
        problems.add(
            measure.line(),
            "facts." + fact.name() + ".measures." + measure.name(),
            "reference '"
                + reference.name()
                + "' may lead to several records of "
                + target.name()
                + ": make "
                + String.join(", ", reference.key())
                + " its 'unique' key.");
      }
    }
  }

  private boolean isOne(SourceSpec target, SourceReference reference) {
    return area.uniques(target).stream()
        .anyMatch(unique -> reference.key().containsAll(unique.key()));
  }

  private boolean uses(Measure measure, SourceReference reference) {
    try {
      return !ReferredFields.used(
              spark, ReferredFields.columns(area, source), reference, measure.expression())
          .isEmpty();
    } catch (Exception e) {
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      // Reported where the measure's type is resolved.
      return false;
    }
  }
}
