package io.loadstar.spec;

import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SubjectArea;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks dimensions that refer to dimensions. */
record OutriggerChecker(
    SubjectArea area, Problems problems, NameChecks names, InferredChecker inferred) {

  void check(DimensionSpec dimension) {
    for (DimensionReference reference : dimension.outriggers()) {
      String where = "dimensions." + dimension.name() + ".outriggers." + reference.keyColumn();
      Optional<DimensionSpec> target = area.dimension(reference.to());
      if (target.isPresent()) {
        check(dimension, reference, target.get(), where);
      } else if (!reference.to().isEmpty()) {
        List<String> known = area.dimensions().stream().map(DimensionSpec::name).toList();
        names.unknown("dimension", reference.to(), known, reference.line(), where);
      }
    }
  }

  private void check(
      DimensionSpec dimension, DimensionReference reference, DimensionSpec target, String where) {
    List<String> own =
        Stream.concat(dimension.naturalKey().stream(), dimension.attributes().stream()).toList();
    reference.by().stream()
        .filter(name -> !own.contains(name))
        .forEach(
            name -> names.unknown("column of the dimension", name, own, reference.line(), where));
    if (target.isType2()) {
      problems.add(
          reference.line(),
          where,
          "'"
              + target.name()
              + "' has versions, and a row of "
              + dimension.name()
              + " can lead to one row only: make it 'history: type1', or refer to it from the"
              + " fact.");
    }
    if (target.equals(dimension) || !target.outriggers().isEmpty()) {
      problems.add(
          reference.line(),
          where,
          "'"
              + target.name()
              + "' refers to dimensions itself, and outriggers have none: refer to those from here"
              + " or from the fact.");
    } else if (target.naturalKey().size() != reference.by().size()) {
      problems.add(
          reference.line(),
          where,
          "'by' must name as many columns as " + target.name() + " has in its natural key.");
    } else {
      inferred.check(reference, dimension.from(), target, where);
    }
  }
}
