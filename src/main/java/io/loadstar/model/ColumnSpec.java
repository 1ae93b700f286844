package io.loadstar.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One column of a source.
 *
 * @param from the column's name in the file's header, or the JSON or Parquet field; or {@link
 *     #BATCH_DATE}, for the date of the batch; or <code>{folder:country}</code>, for the value of a
 *     folder <code>country=...</code> above the file
 * @param alsoNamed other names that some files give it
 * @param position where it stands in a line of fixed width
 * @param mayBeMissing whether files may lack it, which then say nothing of it
 * @param key where the text holds key-value pairs, the key whose value is meant
 * @param formats date or timestamp patterns, tried in order; empty means ISO 8601
 * @param zone time zone of timestamps without an offset, UTC if it is not given; and the zone whose
 *     day a date with an offset has, which is otherwise the day as written
 * @param pivot first of the hundred years that two digits of a year stand for
 * @param textForm which texts are one
 * @param numberForm how its numbers are written
 * @param split regular expression between the elements of an array that comes as text
 * @param parse Spark SQL over the raw text, applied before typing
 * @param min least value, as the spec gives it
 * @param defaultValue text that {@link Severity#DEFAULT} puts in place of a missing or bad value
 * @param onInvalid what a broken rule does, by rule name; {@link #ANY_RULE} holds for all others
 * @param pii what becomes of the value once all rules have seen it, if it is personal data
 * @param line line of the column in the spec
 */
public record ColumnSpec(
    String name,
    String from,
    List<String> alsoNamed,
    Optional<FieldPosition> position,
    boolean mayBeMissing,
    ColumnType type,
    List<String> formats,
    Optional<String> zone,
    OptionalInt pivot,
    TextForm textForm,
    NumberForm numberForm,
    String split,
    Optional<String> parse,
    Optional<String> key,
    boolean required,
    Optional<String> min,
    Optional<String> max,
    Optional<String> pattern,
    List<String> oneOf,
    Optional<String> defaultValue,
    Map<String, Severity> onInvalid,
    Optional<Pii> pii,
    String description,
    int line) {

  /** What becomes of a value that is personal data; in clear it goes nowhere. */
  public enum Pii {
    HASH,
    MASK,
    DROP
  }

  public static final String ANY_RULE = "*";

  /** What {@code from} says of a column that is in no file: it holds the batch's date. */
  public static final String BATCH_DATE = "{batch_date}";

  /** A column that holds a record's number among those that are one to its fact. */
  public static final String REPEAT_NUMBER = "repeat_number";

  private static final String REPEATS = "{repeats}";

  private static final Pattern FOLDER = Pattern.compile("\\{folder:(\\w+)}");

  /** Rules that a value must keep to be stored at all, so that a warning is not enough. */
  public static final Set<String> STORABLE = Set.of("type", "parse", "max_length");

  /** The type as the warehouse has it. */
  public ColumnType storedType() {
    return pii.filter(Pii.HASH::equals).isPresent() ? ColumnType.KEY : type;
  }

  /** All names that files may give it, the usual one first. */
  public List<String> names() {
    return Stream.concat(Stream.of(from), alsoNamed.stream()).toList();
  }

  static ColumnSpec repeatNumber(int line) {
    return plain(
        REPEAT_NUMBER,
        List.of(REPEATS),
        ColumnType.of(ColumnType.Kind.INTEGER),
        "Number among records of equal grain, from 1",
        line);
  }

  /** A column that a select gives. */
  public static ColumnSpec ofSelect(String name, ColumnType type, String description, int line) {
    return plain(name, List.of(name), type, description, line);
  }

  /** A field of files as it stands there, under another name; files may lack it. */
  public static ColumnSpec ofField(String name, List<String> names) {
    return plain(name, names, ColumnType.of(ColumnType.Kind.STRING), "", 0);
  }

  private static ColumnSpec plain(
      String name, List<String> names, ColumnType type, String description, int line) {
    return new ColumnSpec(
        name,
        names.get(0),
        names.subList(1, names.size()),
        Optional.empty(),
        true,
        type,
        List.of(),
        Optional.empty(),
        OptionalInt.empty(),
        TextForm.AS_IT_COMES,
        NumberForm.PLAIN,
        ",",
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        description,
        line);
  }

  /** Whether its values come from elsewhere than the source's files. */
  public boolean isInNoFile() {
    return isBatchDate() || isRepeatNumber() || folder().isPresent();
  }

  /** The folder <code>name=value</code> that holds its value, if one does. */
  public Optional<String> folder() {
    Matcher folder = FOLDER.matcher(from);
    return folder.matches() ? Optional.of(folder.group(1)) : Optional.empty();
  }

  public boolean isRepeatNumber() {
    return from.equals(REPEATS);
  }

  public boolean isBatchDate() {
    return from.equals(BATCH_DATE);
  }

  public Severity severity(String rule) {
    Severity severity =
        onInvalid.getOrDefault(rule, onInvalid.getOrDefault(ANY_RULE, Severity.QUARANTINE));
    return severity == Severity.WARN && STORABLE.contains(rule) ? Severity.QUARANTINE : severity;
  }
}
