package io.loadstar.spec;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.MartSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.ViewSpec;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names become identifiers in SQL, files and folders, so only those are allowed that need quoting
 * nowhere.
 */
public final class Names {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]*");

  /**
   * Postgres keeps 63 bytes; the longest name made of a spec's name is {@code superseded_<name>}.
   */
  private static final int LONGEST = 50;

  private static final int LONGEST_IN_POSTGRES = 63;

  /** Reserved by PostgreSQL 15 to 18 or by Redshift; both vendors' lists, 2023-04 and later. */
  private static final Set<String> RESERVED =
      Set.of(
          ("aes128 aes256 allowoverwrite all analyse analyze and any array as asc asymmetric authorization az64 backup between binary blanksasnull"
                  + " both bytedict bzip2 case cast check cmax cmin collate column connect constraint create credentials ctid cross current_catalog"
                  + " current_date current_role current_schema current_time current_timestamp"
                  + " current_user current_user_id date_key defrag default deferrable deflate delta delta32k desc disable distinct"
                  + " do else emptyasnull enable encryption encode encrypt end except explicit false for foreign freeze"
                  + " from full globaldict256 globaldict64k grant group gzip having identity ignore"
                  + " ilike in initially inner intersect interval into is isnull join language"
                  + " lateral leading left like limit localtime localtimestamp lun luns lzo lzop"
                  + " minus mostly16 mostly32 mostly8 natural new not notnull null nulls off"
                  + " offline offset oid old on only open or order outer overlaps parallel"
                  + " partition percent permissions pivot placing primary raw readratio recover"
                  + " references rejectlog resort respect restore returning right select"
                  + " session_user similar snapshot some start symmetric sysdate system system_user table tableoid"
                  + " tablesample tag tdes text255 text32k then timestamp to top trailing true"
                  + " truncatecolumns union unique unnest unpivot user using variadic verbose wallet when where"
                  + " window with without xmax xmin")
              .split(" "));

  /** Schemas that are not a subject area's to take. */
  private static final Set<String> TAKEN =
      Set.of("loadstar", "shared", "public", "information_schema");

  private static final String CALENDAR_KEY = "date_key";

  private Names() {}

  /** A name that a spec may have, as like this text as can be. */
  public static String like(String text) {
    String words =
        inAscii(text.replaceAll("([a-z0-9])([A-Z])", "$1_$2"))
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    String name = words.isEmpty() || !Character.isLetter(words.charAt(0)) ? "c_" + words : words;
    String cut = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    return RESERVED.contains(cut) || TAKEN.contains(cut) ? cut + "_value" : cut;
  }

  /** Umlauts as Germans write them without, other letters without their marks. */
  public static String inAscii(String text) {
    String plain =
        text.replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replace("Ä", "Ae")
            .replace("Ö", "Oe")
            .replace("Ü", "Ue")
            .replace("ß", "ss");
    return Normalizer.normalize(plain, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
  }

  static void check(SubjectArea area, Problems problems) {
    if (!area.name().isEmpty()) {
      identifier(area.name(), 1, "subject", problems);
    }
    if (TAKEN.contains(area.name()) || area.name().startsWith("pg_")) {
      problems.add(1, "subject", "'" + area.name() + "' is taken: choose another name.");
    }
    for (SourceSpec source : area.sources()) {
      identifier(source.name(), source.line(), "sources", problems);
      source
          .columns()
          .forEach(
              column ->
                  identifier(column.name(), column.line(), "sources." + source.name(), problems));
    }
    for (ViewSpec view : area.views()) {
      identifier(view.name(), view.line(), "views", problems);
      view.columns()
          .forEach(
              column -> identifier(column.name(), column.line(), "views." + view.name(), problems));
    }
    for (DimensionSpec dimension : area.dimensions()) {
      identifier(dimension.name(), dimension.line(), "dimensions", problems);
      dimension
          .outriggers()
          .forEach(
              reference ->
                  key(dimension.name(), "dimensions." + dimension.name(), reference, problems));
    }
    for (BridgeSpec bridge : area.bridges()) {
      identifier(bridge.name(), bridge.line(), "bridge", problems);
      if (!bridge.element().isEmpty()) {
        identifier(bridge.element(), bridge.line(), "bridge." + bridge.name(), problems);
      }
    }
    for (FactSpec fact : area.facts()) {
      identifier(fact.name(), fact.line(), "facts", problems);
      fact.dimensions()
          .forEach(reference -> key(fact.name(), "facts." + fact.name(), reference, problems));
      fact.measures()
          .forEach(
              measure ->
                  identifier(measure.name(), measure.line(), "facts." + fact.name(), problems));
    }
    for (MartSpec mart : area.marts()) {
      identifier(mart.name(), mart.line(), "marts", problems);
      // A mart may have the calendar's key, which other tables get by themselves.
      mart.columns().stream()
          .filter(column -> !column.name().equals(CALENDAR_KEY))
          .forEach(
              column -> identifier(column.name(), column.line(), "marts." + mart.name(), problems));
    }
  }

  /** Two foreign keys whose names are cut to the same would be one. */
  private static void key(
      String table, String where, DimensionReference reference, Problems problems) {
    String key = reference.keyColumn();
    identifier(key, reference.line(), where, problems);
    int length = table.length() + key.length() + "__fk".length();
    if (length > LONGEST_IN_POSTGRES) {
      problems.add(
          reference.line(),
          where,
          "the foreign key "
              + table
              + "_"
              + key
              + "_fk would have a name of "
              + length
              + " characters, where Postgres keeps "
              + LONGEST_IN_POSTGRES
              + ": choose a shorter name for one of the two.");
    }
  }

  private static void identifier(String name, int line, String where, Problems problems) {
    if (!IDENTIFIER.matcher(name).matches() || name.length() > LONGEST) {
      problems.add(
          line,
          where,
          "'"
              + name
              + "' is no name: use lower-case letters, digits and _, starting with a letter,"
              + " at most "
              + LONGEST
              + " of them. A column that has another name in the file takes"
              + " 'from: <name in the file>'.");
    } else if (RESERVED.contains(name)) {
      problems.add(
          line,
          where,
          "'"
              + name
              + "' is a reserved word of SQL: choose another name; a column that has it in"
              + " the file takes 'from: "
              + name
              + "'.");
    }
  }
}
