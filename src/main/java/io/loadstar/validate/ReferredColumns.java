package io.loadstar.validate;

import io.loadstar.engine.ExpressionNames;
import io.loadstar.model.FactSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SubjectArea;
import io.loadstar.spec.Problems;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Columns of the records that a source refers to, as its fact's measures use them. */
final class ReferredColumns {
  private ReferredColumns() {}

  /** A measure that takes a column of a referred record needs that there is only one. */
  static void check(
      SubjectArea area,
      FactSpec fact,
      FactSpec.Measure measure,
      SourceReference reference,
      Problems problems) {
    SourceSpec target = area.source(reference.to()).orElse(null);
    if (target == null || !uses(measure, reference)) {
      return;
    }
    boolean isOne =
        area.uniques(target).stream().anyMatch(unique -> reference.key().containsAll(unique.key()));
    if (!isOne) {
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

  private static boolean uses(FactSpec.Measure measure, SourceReference reference) {
    try {
      return !ExpressionNames.fieldsOf(reference.name(), measure.expression()).isEmpty();
    } catch (Exception e) {
      // Not Spark SQL, which is reported where it is resolved; Spark's exceptions are checked ones.
      return false;
    }
  }

  /** The source's columns, and a struct for each record that it refers to. */
  static StructType besides(StructType own, SubjectArea area, SourceSpec source) {
    StructType columns = own;
    for (SourceReference reference : source.references()) {
      Optional<SourceSpec> target = area.source(reference.to());
      if (target.isPresent() && source.column(reference.name()).isEmpty()) {
        columns = columns.add(reference.name(), Expressions.typed(target.get()), true);
      }
    }
    return columns;
  }
}
