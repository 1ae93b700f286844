package io.loadstar.profile;

import io.loadstar.spec.Names;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which sources are dimensions and which are facts, and how they hang together.
 *
 * @param questions what nobody but the user can know
 */
public record StarGuess(List<Dimension> dimensions, List<Fact> facts, List<String> questions) {
  /**
   * A dimension.
   *
   * @param key column of the source, as the file calls it
   * @param isFlat whether its source is that of a fact, too
   */
  public record Dimension(
      String name, SourceProfile from, String key, List<String> attributes, boolean isFlat) {}

  /** A column of a fact that leads to a dimension. */
  public record Reference(String column, Dimension to, double share) {}

  /**
   * A fact.
   *
   * @param date column, empty if the batch's date must do
   * @param repeats whether no columns tell its records apart
   */
  public record Fact(
      String name,
      SourceProfile from,
      List<String> grain,
      boolean repeats,
      Optional<String> date,
      List<Reference> references,
      List<String> degenerate,
      List<String> measures) {}

  public static StarGuess of(List<SourceProfile> sources) {
    return new StarFinder(sources).build();
  }

  /** Whether a column's name says that it tells things apart. */
  public static boolean isKeyLike(String name) {
    String plain = plain(name);
    return plain.matches(
            "(.*_)?(id|key|code|no|nr|number|sku|upc|ean|gtin|barcode|iban|vin|isbn|uuid|guid|ref|invoice)")
        || name.matches(".*[a-z](Id|ID|Key|Code|No|Nr)");
  }

  /** Whether a column's name says that it numbers the parts of a whole. */
  static boolean isOrdinalLike(String name) {
    return plain(name)
        .matches("(.*_)?(line|item|seq|sequence|position|pos|row|index)(_(no|nr|number))?");
  }

  /** In lower case, words apart. */
  public static String plain(String name) {
    return Names.inAscii(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2"))
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "_");
  }

  /** Of an English plural. */
  public static String singular(String name) {
    if (name.endsWith("ies")) {
      return name.substring(0, name.length() - 3) + "y";
    }
    if (name.matches(".*(ch|sh|x|ss)es")) {
      return name.substring(0, name.length() - 2);
    }
    return name.endsWith("s") && !name.endsWith("ss") ? name.substring(0, name.length() - 1) : name;
  }
}
