package io.loadstar.generate;

import io.loadstar.error.SpecErrors;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.Star;
import io.loadstar.warehouse.Dialect;
import io.loadstar.warehouse.SchemaDetails;
import io.loadstar.warehouse.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Station generate: keeps an area's SQL files and its spec in agreement. */
public final class Migrations {
  private static final Pattern VERSIONED = Pattern.compile("V(\\d+)__.+\\.sql");

  private final String area;
  private final Path folder;
  private final AreaSql sql;
  private final Star star;

  /**
   * The SQL files of an area.
   *
   * @param folder {@code db/<area>}
   */
  public Migrations(SubjectArea area, Path folder, Star star) {
    this.area = area.name();
    this.folder = folder;
    this.star = star;
    this.sql = new AreaSql(area.keys(), star);
  }

  /**
   * Writes what is missing; never changes a versioned migration that is there.
   *
   * @param migrated a scratch Postgres on which the existing migrations have run
   * @param empty another one, with the ledger alone
   * @return the files written, relative to the area's folder
   */
  public List<String> write(Session migrated, Session empty, boolean allowLoss) {
    List<Change> changes = new ArrayList<>(changes(migrated));
    if (changes.stream().noneMatch(Change::needsHand) && hasVersions()) {
      changes.addAll(renewal(migrated, empty, changes));
      changes.addAll(laidOut(changes));
    }
    refuse(changes, allowLoss);
    List<String> written = new ArrayList<>();
    if (!changes.isEmpty()) {
      int version = lastVersion() + 1;
      String name = "V" + version + "__" + title(changes, version) + ".sql";
      for (Dialect dialect : Dialect.values()) {
        write(
            dialect.folder() + "/" + name, sql.migration(changes, version == 1, dialect), written);
      }
    }
    sql.procedures().forEach((file, text) -> write(file, text, written));
    removeStale(written);
    return written;
  }

  /**
   * Refuses marts whose select does not run, or does not give the columns that the spec says.
   *
   * @param empty a scratch Postgres, with the ledger alone
   */
  public void tryMarts(Session empty) {
    empty.perform(
        "trying the marts",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql.unfilled());
            for (MartTable mart : star.marts()) {
              tryMart(mart, statement);
            }
          }
        });
  }

  private void tryMart(MartTable mart, Statement statement) {
    try {
      statement.execute(
          "insert into "
              + mart.qualifiedName()
              + " select "
              + String.join(", ", mart.columnNames())
              + " from (\n"
              + new MartSql(star, mart).select()
              + "\n) as mart limit 0");
    } catch (SQLException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw SpecErrors.badMart(area, mart.name(), why);
    }
  }

  /** What of spec, files and warehouse does not agree; empty if all is well. */
  public List<String> disagreements(Session warehouse) {
    List<String> found = new ArrayList<>(differingFiles());
    changes(warehouse).forEach(change -> found.add(change.toString()));
    return found;
  }

  private List<Change> renewal(Session migrated, Session empty, List<Change> known) {
    Set<String> changed = new HashSet<>(subjects(known, MartChange.class));
    known.stream()
        .filter(Change.OfTable.class::isInstance)
        .map(change -> ((Change.OfTable) change).table().name())
        .forEach(changed::add);
    Set<String> created = created(known);
    String there = textOf(Dialect.POSTGRESQL);
    empty.perform(
        "comparing the spec with its migrations",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql.fresh());
          }
        });
    return new Renewal(
            star,
            subjects(known, Change.DropTable.class),
            details(migrated),
            details(empty),
            table -> created.contains(table.name()) || there.contains(sql.foreignKeys(table)))
        .changes(created, changed);
  }

  /** Tables that were there before, and whose rows Redshift is to keep otherwise. */
  private List<LayoutChange.Relay> laidOut(List<Change> known) {
    Set<String> created = created(known);
    RedshiftLayouts present = RedshiftLayouts.of(textOf(Dialect.REDSHIFT));
    return star.tables().stream()
        .filter(table -> !created.contains(table.name()))
        .filter(table -> present.differs(table))
        .map(LayoutChange.Relay::new)
        .toList();
  }

  private static Set<String> created(List<Change> changes) {
    return subjects(changes, Change.CreateTable.class);
  }

  private static Set<String> subjects(List<Change> changes, Class<? extends Change> kind) {
    return changes.stream()
        .filter(kind::isInstance)
        .map(Change::subject)
        .collect(Collectors.toSet());
  }

  /** All migrations that only an engine takes, in the order in which they run. */
  private String textOf(Dialect dialect) {
    return files(folder.resolve(dialect.folder())).stream()
        .sorted(Comparator.comparingInt(Migrations::version))
        .map(Migrations::read)
        .collect(Collectors.joining("\n"));
  }

  private SchemaDetails details(Session session) {
    return session.warehouse().catalog().details(session, area);
  }

  private List<Change> changes(Session warehouse) {
    return SchemaDiff.between(warehouse.warehouse().catalog().tables(warehouse, area), star);
  }

  /** Procedure files that are not what the spec generates. */
  public List<String> differingFiles() {
    List<String> found = new ArrayList<>();
    if (lastVersion() == 0) {
      found.add("there are no migrations in " + folder);
      return found;
    }
    sql.procedures()
        .forEach(
            (file, text) -> {
              if (!text.equals(read(folder.resolve(file)))) {
                found.add(file + " is not what the spec generates");
              }
            });
    return found;
  }

  public boolean hasVersions() {
    return lastVersion() > 0;
  }

  private void refuse(List<Change> changes, boolean allowLoss) {
    List<String> byHand = texts(changes.stream().filter(Change::needsHand));
    if (!byHand.isEmpty()) {
      throw SpecErrors.needsHand(area, byHand);
    }
    List<String> losses = texts(changes.stream().filter(Change::loses));
    if (!losses.isEmpty() && !allowLoss) {
      throw SpecErrors.wouldLose(area, losses);
    }
  }

  private static List<String> texts(Stream<Change> changes) {
    return changes.map(Change::toString).toList();
  }

  private static String title(List<Change> changes, int version) {
    if (version == 1) {
      return "create_star";
    }
    List<Change> named = changes.stream().filter(change -> !isIncidental(change)).toList();
    List<Change> told = named.isEmpty() ? changes : named;
    Change first = told.get(0);
    return first.title() + "_" + first.subject() + (told.size() > 1 ? "_and_more" : "");
  }

  /** What goes along with other changes. */
  private static boolean isIncidental(Change change) {
    return change instanceof EarlierChange.RemakeStaging
        || change instanceof EarlierChange.DropProcedure;
  }

  private int lastVersion() {
    return files(folder.resolve(Dialect.POSTGRESQL.folder())).stream()
        .mapToInt(Migrations::version)
        .max()
        .orElse(0);
  }

  /** Of a versioned migration; 0 of others. */
  private static int version(Path file) {
    Matcher version = VERSIONED.matcher(file.getFileName().toString());
    return version.matches() ? Integer.parseInt(version.group(1)) : 0;
  }

  private void write(String file, String text, List<String> written) {
    Path path = folder.resolve(file);
    try {
      if (!text.equals(read(path))) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        written.add(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Procedures of tables that are gone; the versioned migration drops them in the warehouse. */
  private void removeStale(List<String> written) {
    Set<String> current = sql.procedures().keySet();
    for (String in : List.of("common", Dialect.POSTGRESQL.folder(), Dialect.REDSHIFT.folder())) {
      for (Path file : files(folder.resolve(in))) {
        String name = file.getFileName().toString();
        if (name.startsWith("R__") && !current.contains(in + "/" + name)) {
          delete(file);
          written.add(in + "/" + name + " (removed)");
        }
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
