package io.loadstar.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One input: a file pattern, its format, its columns and its rules.
 *
 * @param where condition of the records that are meant; the others are left out
 * @param deliversChanges whether a batch brings only what changed, so that silence says nothing
 * @param sequence column by which changes follow one another, whatever batch brings them
 * @param deletes condition of records that say that a member was deleted
 * @param late what comes late in a stream, and what becomes of it
 */
public record SourceSpec(
    String name,
    String path,
    FormatSpec format,
    List<ColumnSpec> columns,
    Optional<RowRule> where,
    List<RowRule> rules,
    Optional<Unique> unique,
    boolean dropDuplicates,
    boolean deliversChanges,
    Optional<String> sequence,
    Optional<RowRule> deletes,
    Optional<Late> late,
    List<SourceReference> references,
    Optional<Threshold> quarantineAtMost,
    boolean allowEmpty,
    ExtraColumns extraColumns,
    String description,
    int line)
    implements Relation {

  /** A named condition in Spark SQL that every record must meet; NULL counts as not met. */
  public record RowRule(String name, String check, Severity onInvalid, int line) {}

  /**
   * What becomes of columns that a file has and the spec has not. A file's header or schema is of
   * all its records, so to quarantine them would leave none: there it is refused.
   */
  public enum ExtraColumns {
    REFUSE,
    QUARANTINE,
    IGNORE
  }

  /** Which record of equals is kept. */
  public enum Keep {
    FIRST,
    LAST,
    NONE
  }

  /**
   * At most one record per key; the order columns, then the place in the input, decide.
   *
   * @param nullable parts of the key that may lack a value, which then counts as one; a key that
   *     lacks another part equals none
   */
  public record Unique(
      List<String> key, List<String> nullable, Keep keep, List<String> orderBy, int line) {

    Unique withNullable(Set<String> columns) {
      return new Unique(key, key.stream().filter(columns::contains).toList(), keep, orderBy, line);
    }
  }

  /** Values of {@code columns} must occur as {@code key} in another source of the batch. */
  public record SourceReference(
      String name, List<String> columns, String to, List<String> key, int line) {}

  /** What becomes of a record that comes late. */
  public enum Then {
    TAKE,
    QUARANTINE,
    OWN_DAY
  }

  /**
   * Which records of a stream come late: those that happened so long before the newest that were
   * taken before their file.
   *
   * @param by column that tells when a record happened
   * @param shown the time as the spec has it, such as 3m
   */
  public record Late(String by, Duration after, String shown, Then then, int line) {}

  /** How much of a source may be quarantined: a share of the records read, or a number of them. */
  public record Threshold(double limit, boolean isShare, String text) {
    /** Whether all records may be kept out. */
    public boolean allowsAll() {
      return isShare && limit >= 1;
    }

    public boolean isExceeded(long read, long quarantined) {
      return isShare ? quarantined > limit * read : quarantined > limit;
    }
  }

  /** Dated if the pattern holds the batch date, else a snapshot. */
  public boolean isDated() {
    return path.contains("{batch_date");
  }

  @Override
  public List<String> reads() {
    return List.of(name);
  }

  /** The columns that are read from files. */
  public List<ColumnSpec> fileColumns() {
    return columns.stream().filter(column -> !column.isInNoFile()).toList();
  }

  /** Names in the files of the columns read from them, each once. */
  public List<String> fileFields() {
    return fileColumns().stream().map(ColumnSpec::from).distinct().toList();
  }

  /** Whether some of it is personal data. */
  public boolean hasPii() {
    return columns.stream().anyMatch(column -> column.pii().isPresent());
  }

  /**
   * Names in the files of columns that show personal data: also those of other columns that are
   * read from the same field, from an object around it, or from within it.
   */
  public Set<String> piiFields() {
    Set<String> marked =
        columns.stream()
            .filter(column -> column.pii().isPresent())
            .map(ColumnSpec::from)
            .collect(Collectors.toSet());
    return columns.stream()
        .map(ColumnSpec::from)
        .filter(field -> marked.stream().anyMatch(person -> overlap(field, person)))
        .collect(Collectors.toSet());
  }

  private static boolean overlap(String field, String other) {
    return field.equals(other) || field.startsWith(other + ".") || other.startsWith(field + ".");
  }

  /** The same source with a number for records that repeat others. */
  SourceSpec numbered() {
    List<ColumnSpec> more = new ArrayList<>(columns);
    more.add(ColumnSpec.repeatNumber(line));
    return with(format, more);
  }

  /** The same source, its format being of this kind. */
  public SourceSpec read(FormatSpec.Kind kind) {
    return with(format.as(kind), columns);
  }

  /** Nothing but the source's files, in which these fields are wanted, whatever else they have. */
  public SourceSpec fields(String otherName, List<ColumnSpec> wanted) {
    return new SourceSpec(
        otherName,
        path,
        format,
        wanted,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        true,
        ExtraColumns.IGNORE,
        "",
        line);
  }

  private SourceSpec with(FormatSpec otherFormat, List<ColumnSpec> otherColumns) {
    return new SourceSpec(
        name,
        path,
        otherFormat,
        otherColumns,
        where,
        rules,
        unique,
        dropDuplicates,
        deliversChanges,
        sequence,
        deletes,
        late,
        references,
        quarantineAtMost,
        allowEmpty,
        extraColumns,
        description,
        line);
  }
}
