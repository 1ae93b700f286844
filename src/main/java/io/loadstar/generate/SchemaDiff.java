package io.loadstar.generate;

import io.loadstar.generate.ColumnChange.Fit;
import io.loadstar.model.ColumnType;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.model.star.TableColumn;
import io.loadstar.warehouse.PresentTable;
import io.loadstar.warehouse.PresentTable.Partitions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must change for the warehouse to be what the spec means. */
final class SchemaDiff {
  private static final List<PresentTable.Kind> DROPPED_FIRST =
      List.of(PresentTable.Kind.FACT, PresentTable.Kind.MART);

  private SchemaDiff() {}

  static List<Change> between(Map<String, PresentTable> present, Star wanted) {
    List<Change> changes = new ArrayList<>();
    for (StarTable table : wanted.tables()) {
      PresentTable old = present.get(table.name());
      if (old == null) {
        changes.add(new Change.CreateTable(table));
      } else {
        table(old, table, changes);
      }
    }
    wanted.marts().forEach(mart -> mart(present.get(mart.name()), wanted, mart, changes));
    Set<String> names = wanted.tables().stream().map(StarTable::name).collect(Collectors.toSet());
    wanted.marts().forEach(mart -> names.add(mart.name()));
    // Marts and facts first: they are made of others.
    present.values().stream()
        .filter(old -> !names.contains(old.name()))
        .sorted(
            Comparator.comparing(
                old -> DROPPED_FIRST.indexOf(old.kind()), Comparator.reverseOrder()))
        .forEach(old -> changes.add(new Change.DropTable(old)));
    return changes;
  }

  private static void mart(
      @Nullable PresentTable old, Star star, MartTable wanted, List<Change> changes) {
    if (old == null) {
      changes.add(new MartChange.CreateMart(wanted, MartIndex.neededBy(star, wanted)));
    } else if (!shape(old.columns()).equals(shape(wanted.columns()))
        || wanted.isKeyed() == old.workTables().contains("read_" + wanted.name())) {
      changes.add(new MartChange.RecreateMart(wanted, MartIndex.about(star, wanted)));
    }
  }

  private static Map<String, ColumnType> shape(List<TableColumn> columns) {
    return columns.stream().collect(Collectors.toMap(TableColumn::name, TableColumn::type));
  }

  private static void table(PresentTable old, StarTable wanted, List<Change> changes) {
    if (wanted instanceof DimensionTable dimension) {
      Optional<String> other =
          old.history().filter(history -> !history.equals(dimension.members().signature()));
      if (other.isPresent()) {
        changes.add(new Change.ReplaceHistory(dimension, other.get()));
        return;
      }
    }
    columns(old, wanted, changes);
    Partitions unwanted = wanted.layout().isMonthly() ? Partitions.NONE : Partitions.MONTHS;
    if (old.partitions() == unwanted) {
      changes.add(new LayoutChange.Repartition(wanted));
    }
    if (wanted instanceof DimensionTable dimension && !old.hasHistory()) {
      changes.add(new EarlierChange.AddHistory(dimension));
    } else if (wanted instanceof DimensionTable dimension
        && !dimension.members().deliversChanges()
        && !old.workTables().contains("unstated_" + old.name())) {
      changes.add(new EarlierChange.AddUnstated(dimension));
    }
  }

  private static void columns(PresentTable old, StarTable wanted, List<Change> changes) {
    for (TableColumn column : wanted.columns()) {
      Optional<TableColumn> before = old.column(column.name());
      if (before.isEmpty()) {
        changes.add(new ColumnChange.AddColumn(wanted, column, old.hasHistory()));
      } else if (before.get().type().equals(column.type())) {
        boolean isNullable =
            wanted instanceof FactTable fact && fact.nullable().contains(column.name());
        if (isNullable && before.get().notNull()) {
          changes.add(new ColumnChange.AllowMissing(wanted, column, old.hasHistory()));
        }
      } else {
        ColumnType from = before.get().type();
        changes.add(
            new ColumnChange.ChangeType(
                wanted, column, from.toString(), fit(from, column.type()), old.hasHistory()));
      }
    }
    old.columns().stream()
        .filter(column -> wanted.column(column.name()).isEmpty())
        .forEach(
            column -> changes.add(new ColumnChange.DropColumn(wanted, column, old.hasHistory())));
  }

  private static Fit fit(ColumnType from, ColumnType to) {
    if (widens(from, to)) {
      return Fit.WIDER;
    }
    return widens(to, from) ? Fit.NARROWER : Fit.OTHER;
  }

  /** Whether every value of one type is a value of the other, unchanged. */
  private static boolean widens(ColumnType from, ColumnType to) {
    return switch (from.kind()) {
      case INTEGER -> to.kind() == ColumnType.Kind.BIGINT || holdsDigits(to, 10);
      case BIGINT -> holdsDigits(to, 19);
      case DECIMAL ->
          to.scale() >= from.scale() && holdsDigits(to, from.precision() - from.scale());
      case STRING, ARRAY -> to.kind() == from.kind() && to.maxLength() >= from.maxLength();
      case DOUBLE, BOOLEAN, DATE, TIMESTAMP, UUID -> false;
    };
  }

  private static boolean holdsDigits(ColumnType type, int digits) {
    return type.kind() == ColumnType.Kind.DECIMAL && type.precision() - type.scale() >= digits;
  }
}
