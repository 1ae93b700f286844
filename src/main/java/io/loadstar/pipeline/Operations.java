package io.loadstar.pipeline;

import io.loadstar.explain.Advice;
import io.loadstar.explain.Causes;
import io.loadstar.explain.PlanNode;
import io.loadstar.explain.PlanReader;
import io.loadstar.model.BridgeSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.OperationPlan;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SourceSpec.Unique;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.read.InputFile;
import io.loadstar.star.ReferredRecord;
import io.loadstar.validate.ReferenceRule;
import io.loadstar.validate.SetRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The operations of a run as it goes, each with the causes that its plan will be explained by. */
final class Operations {
  private final SubjectArea area;
  private final boolean areRun;
  private final List<Operation> operations = new ArrayList<>();

  private record Operation(
      String owner,
      String name,
      Dataset<Row> rows,
      Causes causes,
      Function<List<PlanNode>, String> advice) {}

  /**
   * Of an area.
   *
   * @param areRun whether they are run, and not only planned
   */
  Operations(SubjectArea area, boolean areRun) {
    this.area = area;
    this.areRun = areRun;
  }

  boolean areRun() {
    return areRun;
  }

  /** Those of the sources in their order, then those of the tables; of one owner as they came. */
  synchronized List<OperationPlan> plans() {
    List<String> sources = area.sources().stream().map(SourceSpec::name).toList();
    return operations.stream()
        .sorted(
            Comparator.comparingInt(
                operation ->
                    sources.contains(operation.owner())
                        ? sources.indexOf(operation.owner())
                        : sources.size()))
        .map(this::plan)
        .toList();
  }

  private OperationPlan plan(Operation operation) {
    List<PlanNode> nodes = PlanReader.read(operation.rows(), operation.causes(), areRun);
    return new OperationPlan(
        operation.owner(),
        operation.name(),
        nodes.stream().flatMap(node -> node.lines().stream()).toList(),
        operation.advice().apply(nodes));
  }

  private synchronized void add(
      String owner,
      String name,
      Dataset<Row> rows,
      Causes causes,
      Function<List<PlanNode>, String> advice) {
    operations.add(new Operation(owner, name, rows, causes, advice));
  }

  void judging(SourceSpec source, Dataset<Row> rows, List<InputFile> files) {
    InputFile largest =
        files.stream()
            .max(Comparator.comparingLong(InputFile::length))
            .orElse(new InputFile("", 0));
    add(
        source.name(),
        "read and validate " + source.name(),
        rows,
        new Causes(setRules(source), "", ""),
        nodes ->
            Advice.of(nodes, source, source.format().kindOf(largest.path()), largest.length()));
  }

  /** Records that others may equal, or that refer to nothing. */
  void lookingAgain(SourceSpec source, Dataset<Row> rows) {
    Map<String, String> causes = new LinkedHashMap<>(setRules(source));
    causes.putAll(missing(source));
    add(
        source.name(),
        "look again at records of " + source.name(),
        rows,
        new Causes(causes, "missing keys, each once", ""),
        Advice::of);
  }

  private Map<String, String> setRules(SourceSpec source) {
    Map<String, String> causes = new LinkedHashMap<>();
    causes.put(SetRules.RANK_OF_DUPLICATES, "exact duplicates of " + source.name());
    for (Unique unique : area.uniques(source)) {
      causes.put(
          SetRules.rankOf(unique),
          "unique key of " + source.name() + " (" + String.join(", ", unique.key()) + ")");
    }
    return causes;
  }

  void looking(SourceSpec source, List<String> columns, String target, Dataset<Row> rows) {
    String values = String.join(", ", columns);
    add(
        source.name(),
        "find values of " + values + " that " + target + " lacks",
        rows,
        new Causes(Map.of(), "distinct " + values + " of " + source.name(), "keys of " + target),
        Advice::of);
  }

  void staging(StarTable table, String source, Dataset<Row> rows) {
    SourceSpec from = area.source(source).orElseThrow();
    Map<String, String> causes = missing(from);
    for (SourceReference reference : from.references()) {
      causes.put(ReferredRecord.columnsOf(reference), "records of " + reference.to());
    }
    String groups = area.bridge(table.name()).map(BridgeSpec::array).orElse("");
    add(
        table.name(),
        "stage " + table.name(),
        rows,
        new Causes(causes, "distinct groups of " + groups, ""),
        Advice::of);
  }

  private Map<String, String> missing(SourceSpec source) {
    Map<String, String> causes = new LinkedHashMap<>();
    for (SourceReference reference : source.references()) {
      String missing = ReferenceRule.missingOf(reference.name());
      causes.put(missing, "missing keys of " + reference.name());
    }
    for (FactSpec fact : area.facts()) {
      if (fact.from().equals(source.name())) {
        fact.dimensions().forEach(reference -> causes(reference, causes));
      }
    }
    return causes;
  }

  void inferring(StarTable table, Dataset<Row> rows) {
    add(
        table.name(),
        "stage members of " + table.name() + " that only facts name",
        rows,
        new Causes(Map.of(), "distinct members that facts name", ""),
        Advice::of);
  }

  private static void causes(DimensionReference reference, Map<String, String> causes) {
    String column = reference.keyColumn();
    causes.put(ReferenceRule.missingOf(column), "missing keys of " + column);
  }
}
