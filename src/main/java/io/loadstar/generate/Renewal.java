package io.loadstar.generate;

import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.warehouse.SchemaDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What today's templates make otherwise than those that an area was generated with: the area's
 * migrations are run in one scratch database, what would be generated from nothing in another, and
 * the two are compared. What a person's own migrations added is left alone.
 */
final class Renewal {
  private static final Pattern OURS =
      Pattern.compile(
          "\\w+\\.(?:merge|replace|add|displace|keep|restage|retract|sweep|prune|partition|refresh)_(\\w+)\\(.*\\)");

  /** Of a time when each area did it for itself. */
  private static final String FILLED_THE_CALENDAR = ".add_dates(";

  /** Refreshes all marts. */
  private static final String ALL_MARTS = "marts";

  private static final List<String> WORK_TABLES =
      List.of("staging", "changed", "touched", "versions", "moved", "inferred", "named", "unread");

  private final Star star;
  private final Set<String> gone;
  private final SchemaDetails present;
  private final SchemaDetails fresh;
  private final Predicate<StarTable> hasForeignKeys;

  /**
   * Compares.
   *
   * @param gone tables and marts that the spec has no more
   * @param hasForeignKeys whether some migration declares a table's foreign keys as today's would:
   *     servers of other versions than the scratch one keep them otherwise
   */
  Renewal(
      Star star,
      Set<String> gone,
      SchemaDetails present,
      SchemaDetails fresh,
      Predicate<StarTable> hasForeignKeys) {
    this.gone = gone;
    this.star = star;
    this.present = present;
    this.fresh = fresh;
    this.hasForeignKeys = hasForeignKeys;
  }

  /**
   * What is to be made anew.
   *
   * @param created names of tables that were not there
   * @param changed names of tables that change in any case
   */
  List<Change> changes(Set<String> created, Set<String> changed) {
    List<Change> changes = new ArrayList<>();
    star.tables().stream()
        .filter(table -> table.isFact() || !table.foreignKeys().isEmpty())
        .filter(table -> !hasForeignKeys.test(table))
        .forEach(table -> changes.add(new EarlierChange.RenewForeignKeys(table)));
    fresh
        .indexes()
        .forEach(
            (name, definition) -> {
              boolean isOfChanged = changed.stream().anyMatch(table -> isOf(definition, table));
              if (!present.indexes().containsKey(name) && !isOfChanged) {
                changes.add(new EarlierChange.AddIndex(name, definition));
              }
            });
    star.tables().stream()
        .filter(table -> !created.contains(table.name()))
        .filter(this::hasOtherWorkTables)
        .forEach(table -> changes.add(new EarlierChange.RemakeStaging(table)));
    star.marts().stream()
        .filter(mart -> !changed.contains(mart.name()))
        .filter(this::hasOtherKey)
        .forEach(
            mart -> changes.add(new MartChange.RecreateMart(mart, MartIndex.about(star, mart))));
    present.procedures().stream()
        .filter(procedure -> !fresh.procedures().contains(procedure))
        .filter(this::isOurs)
        .forEach(procedure -> changes.add(new EarlierChange.DropProcedure(procedure)));
    return changes;
  }

  private static boolean isOf(String definition, String table) {
    return Pattern.compile(" ON (ONLY )?\\w+\\.(\\w+_)?" + Pattern.quote(table) + " ")
        .matcher(definition)
        .find();
  }

  private boolean hasOtherWorkTables(StarTable table) {
    return WORK_TABLES.stream()
        .map(kind -> kind + "_" + table.name())
        .anyMatch(
            name -> !Objects.equals(present.workTables().get(name), fresh.workTables().get(name)));
  }

  private boolean hasOtherKey(MartTable mart) {
    String name = "refreshed_" + mart.name();
    return !Objects.equals(present.workTables().get(name), fresh.workTables().get(name));
  }

  private boolean isOurs(String procedure) {
    if (procedure.contains(FILLED_THE_CALENDAR)) {
      return true;
    }
    Matcher name = OURS.matcher(procedure);
    return name.matches() && isOurTable(name.group(1));
  }

  private boolean isOurTable(String name) {
    return name.equals(ALL_MARTS)
        || gone.contains(name)
        || star.tables().stream().anyMatch(table -> table.name().equals(name))
        || star.marts().stream().anyMatch(mart -> mart.name().equals(name));
  }
}
