package io.loadstar.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Marts beside what their selects give. */
public final class Marts {
  private Marts() {}

  /** Promise 11, for all marts of an area's folder. */
  public static void assertEqualTheirRecomputation(String url, Path area) {
    assertEqualTheirRecomputation(url, area, Map.of());
  }

  /**
   * As above.
   *
   * @param variables what stands in the selects, and what the spec puts in its place
   */
  public static void assertEqualTheirRecomputation(
      String url, Path area, Map<String, String> variables) {
    Path marts = area.resolve("marts");
    for (String file : Folders.list(marts)) {
      String sql = Folders.read(marts.resolve(file));
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        sql = sql.replace(variable.getKey(), variable.getValue());
      }
      assertEqualsItsRecomputation(
          url, area.getFileName().toString(), file.replace(".sql", ""), sql);
    }
  }

  /** Of one mart. */
  public static void assertEqualsItsRecomputation(
      String url, String area, String mart, String sql) {
    String columns =
        Db.value(
            url,
            """
            select string_agg('cast(' || attname || ' as ' || format_type(atttypid, atttypmod) || ')', ', ' order by attnum)
            from pg_attribute
            where attrelid = '%s.%s'::regclass and attnum > 0 and not attisdropped
            """
                .formatted(area, mart));
    String select = sql.strip().replaceFirst(";$", "");
    List<String> made = Db.rows(url, "select " + columns + " from (\n" + select + "\n) as mart");
    assertThat(Db.rows(url, "select " + columns + " from " + area + "." + mart))
        .as(mart)
        .containsExactlyInAnyOrderElementsOf(made);
  }
}
