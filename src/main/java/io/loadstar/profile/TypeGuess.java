package io.loadstar.profile;

import io.loadstar.model.ColumnType.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The type that nearly all values of a column have.
 *
 * @param precision digits of a decimal, else 0
 * @param scale digits of it after the point
 * @param format of dates and timestamps, empty for the usual ones
 * @param otherFormat another one that fits all values as well
 * @param number what the spec says under {@code number}, empty for plain numbers
 * @param nulls texts that stand for no value
 * @param misfits values that are not of the type, a few of them
 * @param misfitCount how many there are
 */
public record TypeGuess(
    Kind kind,
    int precision,
    int scale,
    Optional<String> format,
    Optional<String> otherFormat,
    Optional<String> number,
    List<String> nulls,
    List<String> misfits,
    long misfitCount) {
  /** Share of values that may be bad ones. */
  private static final double BAD = 0.05;

  private static final int SHOWN = 3;
  private static final int MOST_DIGITS = 38;

  private static final Set<String> NO_VALUES =
      Set.of("na", "n/a", "null", "none", "nan", "nil", "-", "--", "?", "\\n");

  private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9][0-9]*)");
  private static final Pattern ZEROS = Pattern.compile("[+-]?(0|[1-9][0-9]*)(\\.0*)?");
  private static final Pattern PLAIN = Pattern.compile("[+-]?(0|[1-9][0-9]*)(\\.[0-9]+)?");
  private static final Pattern COMMA =
      Pattern.compile("[+-]?(0|[1-9][0-9]{0,2}(\\.[0-9]{3})+|[1-9][0-9]*)(,[0-9]+)?");
  private static final Pattern GROUPS =
      Pattern.compile("[+-]?(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*)(\\.[0-9]+)?");
  private static final Pattern EXPONENT =
      Pattern.compile("[+-]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern TRUTH = Pattern.compile("(?i)true|false");
  private static final Pattern ARRAY = Pattern.compile("(?s)\\[.*]");

  /** Guesses from the values of a column and how often each occurs. */
  static TypeGuess of(Map<String, Long> values) {
    List<String> nulls =
        values.keySet().stream()
            .filter(value -> NO_VALUES.contains(value.strip().toLowerCase(Locale.ROOT)))
            .sorted()
            .toList();
    Values rest = new Values(values, nulls);
    if (rest.count() == 0) {
      return text();
    }
    TypeGuess typed = typed(rest);
    // What is text may say n/a without meaning nothing.
    return typed.kind == Kind.STRING ? text() : typed.with(nulls, rest);
  }

  private static TypeGuess typed(Values values) {
    if (values.mostly(TRUTH)) {
      return of(Kind.BOOLEAN, values.misfits(TRUTH));
    }
    if (values.mostly(WHOLE)) {
      return whole(values, WHOLE, Optional.empty());
    }
    Optional<TypeGuess> time = TimeGuess.of(values);
    if (time.isPresent()) {
      return time.get();
    }
    if (values.mostly(ZEROS)) {
      return whole(values, ZEROS, Optional.of("{forms: any}"));
    }
    if (values.mostly(PLAIN)) {
      return decimal(values, PLAIN, '.', Optional.empty());
    }
    if (values.mostly(COMMA)) {
      boolean isGrouped = values.any(value -> value.matches(".*\\..*"));
      String form = isGrouped ? "{decimal: \",\", group: \".\"}" : "{decimal: \",\"}";
      return decimal(values, COMMA, ',', Optional.of(form));
    }
    if (values.mostly(GROUPS)) {
      return decimal(values, GROUPS, '.', Optional.of("{group: \",\"}"));
    }
    if (values.mostly(EXPONENT)) {
      return of(Kind.DOUBLE, values.misfits(EXPONENT));
    }
    return values.mostly(ARRAY) ? of(Kind.ARRAY, values.misfits(ARRAY)) : text();
  }

  private static TypeGuess whole(Values values, Pattern form, Optional<String> number) {
    int digits = 1;
    for (String value : values.fitting(form)) {
      digits = Math.max(digits, value.replaceFirst("\\..*", "").replaceAll("[^0-9]", "").length());
    }
    if (digits > 18) {
      return text();
    }
    TypeGuess guess = of(digits > 9 ? Kind.BIGINT : Kind.INTEGER, values.misfits(form));
    return new TypeGuess(
        guess.kind,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        number,
        List.of(),
        guess.misfits,
        guess.misfitCount);
  }

  private static TypeGuess decimal(
      Values values, Pattern form, char point, Optional<String> number) {
    int whole = 1;
    int scale = 0;
    for (String value : values.fitting(form)) {
      int mark = value.indexOf(point);
      String before = mark < 0 ? value : value.substring(0, mark);
      whole = Math.max(whole, before.replaceAll("[^0-9]", "").length());
      scale = Math.max(scale, mark < 0 ? 0 : value.length() - mark - 1);
    }
    // Room for values that are ten thousand times as large.
    int precision = whole + scale + 4;
    if (precision > MOST_DIGITS) {
      return of(Kind.DOUBLE, values.misfits(form));
    }
    List<String> misfits = values.misfits(form);
    return new TypeGuess(
        Kind.DECIMAL,
        precision,
        scale,
        Optional.empty(),
        Optional.empty(),
        number,
        List.of(),
        misfits,
        misfits.size());
  }

  /** Timestamps in a form of a name of its own. */
  static TypeGuess time(String format, List<String> misfits, List<String> nulls) {
    List<String> bad = misfits.stream().filter(value -> !nulls.contains(value)).toList();
    return new TypeGuess(
        Kind.TIMESTAMP,
        0,
        0,
        Optional.of(format),
        Optional.empty(),
        Optional.empty(),
        nulls,
        bad.stream().limit(SHOWN).toList(),
        bad.size());
  }

  static TypeGuess of(Kind kind, List<String> misfits) {
    return new TypeGuess(
        kind,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        misfits,
        misfits.size());
  }

  /** Any text. */
  public static TypeGuess text() {
    return new TypeGuess(
        Kind.STRING,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        0);
  }

  /** In its other format. */
  TypeGuess swapped() {
    return new TypeGuess(
        kind, precision, scale, otherFormat, format, number, nulls, misfits, misfitCount);
  }

  private TypeGuess with(List<String> noValues, Values values) {
    long count = misfits.stream().mapToLong(values::times).sum();
    return new TypeGuess(
        kind,
        precision,
        scale,
        format,
        otherFormat,
        number,
        noValues,
        misfits.stream().limit(SHOWN).toList(),
        count);
  }

  /** Whether a value is written as the type is; of times only their calendar tells. */
  public boolean fits(String value) {
    String own = value.strip();
    return switch (kind) {
      case BOOLEAN -> TRUTH.matcher(own).matches();
      case ARRAY -> ARRAY.matcher(own).matches();
      case INTEGER, BIGINT -> (number.isEmpty() ? WHOLE : ZEROS).matcher(own).matches();
      case DECIMAL -> decimals().matcher(own).matches();
      case DOUBLE -> EXPONENT.matcher(own).matches();
      case DATE, TIMESTAMP, STRING, UUID -> true;
    };
  }

  private Pattern decimals() {
    if (number.isEmpty()) {
      return PLAIN;
    }
    return hasDecimalComma() ? COMMA : GROUPS;
  }

  /** Whether a comma stands before the digits of its fractions. */
  public boolean hasDecimalComma() {
    return number.orElse("").contains("decimal");
  }

  /** The values of a column that stand for something. */
  static final class Values {
    private final Map<String, Long> values;
    private final Set<String> nulls;

    Values(Map<String, Long> values, Collection<String> nulls) {
      this.values = values;
      this.nulls = new TreeSet<>(nulls);
    }

    private List<String> own() {
      return values.keySet().stream().filter(value -> !nulls.contains(value)).toList();
    }

    /** Some of them, in no order that means anything. */
    List<String> some(int most) {
      return values.keySet().stream().filter(value -> !nulls.contains(value)).limit(most).toList();
    }

    long times(String value) {
      return values.getOrDefault(value, 0L);
    }

    long count() {
      return own().stream().mapToLong(this::times).sum();
    }

    boolean any(Predicate<String> wanted) {
      return own().stream().anyMatch(wanted);
    }

    boolean mostly(Predicate<String> wanted) {
      long good = own().stream().filter(wanted).mapToLong(this::times).sum();
      return good > 0 && good >= count() * (1 - BAD);
    }

    boolean mostly(Pattern form) {
      return mostly(value -> form.matcher(value.strip()).matches());
    }

    List<String> fitting(Pattern form) {
      return own().stream()
          .map(String::strip)
          .filter(value -> form.matcher(value).matches())
          .toList();
    }

    List<String> misfits(Pattern form) {
      return misfits(value -> form.matcher(value.strip()).matches());
    }

    List<String> misfits(Predicate<String> wanted) {
      return new ArrayList<>(own().stream().filter(wanted.negate()).sorted().toList());
    }
  }
}
