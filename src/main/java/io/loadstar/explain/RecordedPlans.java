package io.loadstar.explain;

import io.loadstar.batch.Operation;
import io.loadstar.batch.PlanRecorder;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.OperationPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The operations of a run as it goes, and their plans. */
public final class RecordedPlans implements PlanRecorder {
  private final SubjectArea area;
  private final List<Operation> operations = new ArrayList<>();

  public RecordedPlans(SubjectArea area) {
    this.area = area;
  }

  @Override
  public synchronized void record(Operation operation) {
    operations.add(operation);
  }

  /**
   * Those of the sources in their order, then those of the tables; of one owner as they came.
   *
   * @param haveRun whether the rows have been computed, so that Spark has measured them
   */
  public synchronized List<OperationPlan> plans(boolean haveRun) {
    List<String> sources = area.sources().stream().map(SourceSpec::name).toList();
    return operations.stream()
        .sorted(
            Comparator.comparingInt(
                operation ->
                    sources.contains(operation.owner())
                        ? sources.indexOf(operation.owner())
                        : sources.size()))
        .map(operation -> plan(operation, haveRun))
        .toList();
  }

  private OperationPlan plan(Operation operation, boolean hasRun) {
    Causes causes =
        new Causes(operation.causeByColumn(), operation.ofAggregates(), operation.ofJoins());
    List<PlanNode> nodes = PlanReader.read(operation.rows(), causes, hasRun);
    return new OperationPlan(
        operation.owner(),
        operation.name(),
        nodes.stream().flatMap(node -> node.lines().stream()).toList(),
        advice(operation, nodes));
  }

  private String advice(Operation operation, List<PlanNode> nodes) {
    return operation
        .largestFile()
        .map(
            file -> {
              SourceSpec source = area.source(operation.owner()).orElseThrow();
              return Advice.of(nodes, source, source.format().kindOf(file.path()), file.length());
            })
        .orElseGet(() -> Advice.of(nodes));
  }
}
