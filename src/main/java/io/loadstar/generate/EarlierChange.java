package io.loadstar.generate;

import io.loadstar.model.KeyForm;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.StarTable;
import java.util.Map;

/** What an area that an earlier version of Loadstar generated does not have, or has otherwise. */
sealed interface EarlierChange extends Change {
  /** A dimension of an older version of Loadstar, which kept none. */
  record AddHistory(DimensionTable table) implements EarlierChange, Change.OfTable {
    @Override
    public String template() {
      return "add_history";
    }

    @Override
    public String toString() {
      return "history of " + table.qualifiedName() + " is missing";
    }
  }

  /** A history of an older version, which did not know of members that a batch says nothing of. */
  record AddUnstated(DimensionTable table) implements EarlierChange, Change.OfTable {
    @Override
    public String template() {
      return "add_unstated";
    }

    @Override
    public String toString() {
      return "the history of " + table.qualifiedName() + " is that of an earlier version";
    }
  }

  /** Foreign keys that an earlier version declared otherwise. */
  record RenewForeignKeys(StarTable table) implements EarlierChange, Change.OfTable {
    @Override
    public String template() {
      return "renew_foreign_keys";
    }

    @Override
    public String toString() {
      return "foreign keys of " + table.qualifiedName() + " are those of an earlier version";
    }
  }

  /** Tables that hold nothing which lasts, and that would be made otherwise now. */
  record RemakeStaging(StarTable table) implements EarlierChange, Change.OfTable {
    @Override
    public String template() {
      return "recreate_staging";
    }

    @Override
    public String toString() {
      return "staging of " + table.qualifiedName() + " has other columns";
    }
  }

  /** An index that an earlier version did not make. */
  record AddIndex(String name, String definition) implements EarlierChange {
    @Override
    public String template() {
      return "add_index";
    }

    @Override
    public String subject() {
      return name;
    }

    @Override
    public Map<String, Object> values(KeyForm keys) {
      // A new mart may have made it, where it reads an older one by key. Postgres says of a
      // partitioned table's index that it is of the table only; made so, no partition has it.
      return Map.of(
          "definition",
          definition
              .replaceFirst("^CREATE INDEX", "create index if not exists")
              .replaceFirst(" ON ONLY ", " ON "));
    }

    @Override
    public String toString() {
      return "index " + name + " is missing";
    }
  }

  /** A procedure that is called no more: of an earlier version, or of a table that is gone. */
  record DropProcedure(String procedure) implements EarlierChange {
    @Override
    public String template() {
      return "drop_procedure";
    }

    @Override
    public String subject() {
      return procedure.replaceFirst("\\(.*", "").replaceFirst(".*\\.", "");
    }

    @Override
    public Map<String, Object> values(KeyForm keys) {
      return Map.of("procedure", procedure);
    }

    @Override
    public String toString() {
      return "procedure " + procedure + " is called no more";
    }
  }
}
