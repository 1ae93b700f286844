package io.loadstar.generate;

import io.loadstar.model.KeyForm;
import io.loadstar.model.star.StarTable;
import java.util.Map;

/** Rows are to be kept otherwise; none changes. */
sealed interface LayoutChange extends Change.OfTable {
  /** A fact's rows move into partitions, or out of them. */
  record Repartition(StarTable table) implements LayoutChange {
    @Override
    public String template() {
      return "repartition_fact";
    }

    @Override
    public String toString() {
      return table.layout().isMonthly()
          ? "table " + table.qualifiedName() + " has no partitions by month"
          : "table " + table.qualifiedName() + " has partitions, which the spec has no more";
    }
  }

  /** Redshift distributes or sorts a table otherwise. */
  record Relay(StarTable table) implements LayoutChange {
    @Override
    public String template() {
      return "change_layout";
    }

    @Override
    public Map<String, Object> values(KeyForm keys) {
      return Map.of("alterations", RedshiftLayouts.alterations(table.layout()));
    }

    @Override
    public String toString() {
      return "rows of "
          + table.qualifiedName()
          + " would be kept by "
          + RedshiftLayouts.clause(table.layout());
    }
  }
}
