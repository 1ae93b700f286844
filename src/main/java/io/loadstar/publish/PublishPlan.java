package io.loadstar.publish;

import io.loadstar.model.run.Contribution;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.Star;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps by which a batch is published, in one transaction: executed, or printed for people. */
public record PublishPlan(String area, List<PublishStep> steps) {
  /**
   * Merges dimensions, adds what bridges lack, replaces facts, then prunes members that are gone.
   * What the batch contributed before is taken out of the facts while their rows are still staged.
   */
  public static PublishPlan of(Star star, Contribution contribution) {
    return of(star, contribution, Set.of());
  }

  /**
   * As above.
   *
   * @param unstated tables of which the batch has said nothing that could stand, or nothing new
   */
  public static PublishPlan of(Star star, Contribution contribution, Set<String> unstated) {
    List<PublishStep> steps = new ArrayList<>();
    if (contribution == Contribution.ADD) {
      star.tables().stream()
          .filter(table -> !table.isFact())
          .filter(table -> !unstated.contains(table.name()))
          .forEach(table -> steps.add(new PublishStep.Restage(table)));
    }
    star.referringFirst().forEach(table -> steps.add(new PublishStep.Merge(table)));
    star.bridges().forEach(table -> steps.add(new PublishStep.Merge(table)));
    for (FactTable fact : star.facts()) {
      // A view's rows are of all records of the batch, the added ones included.
      boolean isWhole = fact.isFromView() && !unstated.contains(fact.name());
      steps.add(
          contribution == Contribution.ADD && !isWhole
              ? new PublishStep.Displace(fact)
              : new PublishStep.Retract(fact));
    }
    star.facts().forEach(fact -> steps.add(new PublishStep.Replace(fact)));
    steps.add(new PublishStep.Reconcile());
    if (!star.facts().isEmpty()) {
      steps.add(new PublishStep.AddDates());
    }
    star.referringFirst().forEach(dimension -> steps.add(new PublishStep.Prune(dimension)));
    if (!star.marts().isEmpty()) {
      steps.add(new PublishStep.RefreshMarts());
    }
    return new PublishPlan(star.area(), steps);
  }

  /** As it is, where another plan of the same transaction refreshes the marts. */
  public PublishPlan withoutMarts() {
    return new PublishPlan(
        area, steps.stream().filter(step -> !(step instanceof PublishStep.RefreshMarts)).toList());
  }

  /** The SQL that the steps run, for people. */
  public List<String> statements() {
    return steps.stream()
        .map(PublishStep::procedure)
        .flatMap(Optional::stream)
        .map(procedure -> "call " + area + "_staging." + procedure)
        .toList();
  }
}
