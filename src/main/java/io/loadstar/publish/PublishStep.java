package io.loadstar.publish;

import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.StarTable;
import java.sql.SQLException;
import java.util.Optional;

/** A step of publishing a batch. */
public sealed interface PublishStep {
  /** The procedure of the area that the step calls, if it calls one. */
  Optional<String> procedure();

  /** Does it, in the open transaction. */
  void publish(Publisher publisher) throws SQLException;

  /** What the batch says of a dimension is staged again, and what the run staged comes on top. */
  record Restage(StarTable table) implements PublishStep {
    @Override
    public Optional<String> procedure() {
      return table.isBridge() ? Optional.empty() : Optional.of("restage_" + table.name());
    }

    @Override
    public void publish(Publisher publisher) throws SQLException {
      publisher.restage(table, procedure());
    }
  }

  /** A dimension, or what a bridge lacks, is merged once it is staged. */
  record Merge(StarTable table) implements PublishStep {
    @Override
    public Optional<String> procedure() {
      return Optional.of(table.procedure());
    }

    @Override
    public void publish(Publisher publisher) throws SQLException {
      publisher.merge(table);
    }
  }

  /** What the batch contributed to a fact goes, while new rows are still on their way. */
  record Retract(FactTable fact) implements PublishStep {
    @Override
    public Optional<String> procedure() {
      return Optional.of("retract_" + fact.name());
    }

    @Override
    public void publish(Publisher publisher) throws SQLException {
      publisher.retract(procedure().orElseThrow());
    }
  }

  /** Of what the batch contributed to a fact, rows go in whose place the run staged others. */
  record Displace(FactTable fact) implements PublishStep {
    @Override
    public Optional<String> procedure() {
      return Optional.of("displace_" + fact.name());
    }

    @Override
    public void publish(Publisher publisher) throws SQLException {
      publisher.displace(fact, procedure().orElseThrow());
    }
  }

  /** A fact's rows are inserted once they are staged. */
  record Replace(FactTable fact) implements PublishStep {
    @Override
    public Optional<String> procedure() {
      return Optional.of(fact.procedure());
    }

    @Override
    public void publish(Publisher publisher) throws SQLException {
      publisher.replace(fact);
    }
  }

  /** All else of the run has ended, and the counts agree. */
  record Reconcile() implements PublishStep {
    @Override
    public Optional<String> procedure() {
      return Optional.empty();
    }

    @Override
    public void publish(Publisher publisher) {
      publisher.reconcile();
    }
  }

  /** The calendar gets the dates that were staged. As late as can be: other areas wait for it. */
  record AddDates() implements PublishStep {
    @Override
    public Optional<String> procedure() {
      return Optional.empty();
    }

    @Override
    public void publish(Publisher publisher) throws SQLException {
      publisher.addDates();
    }
  }

  /** Members that no batch names any more go, or become inferred ones. */
  record Prune(DimensionTable dimension) implements PublishStep {
    @Override
    public Optional<String> procedure() {
      return Optional.of("prune_" + dimension.name());
    }

    @Override
    public void publish(Publisher publisher) throws SQLException {
      publisher.prune(dimension, procedure().orElseThrow());
    }
  }

  /** Marts are made anew for the dates that have changed. As all else, they need the calendar. */
  record RefreshMarts() implements PublishStep {
    @Override
    public Optional<String> procedure() {
      return Optional.of("refresh_marts");
    }

    @Override
    public void publish(Publisher publisher) throws SQLException {
      publisher.refreshMarts(procedure().orElseThrow());
    }
  }
}
