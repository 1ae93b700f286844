package io.loadstar.model.star;

import io.loadstar.model.DimensionSpec;
import io.loadstar.model.Distribution;
import io.loadstar.model.FactSpec;
import io.loadstar.model.LayoutSpec;
import io.loadstar.model.SubjectArea;
import java.util.List;

/**
 * How a warehouse keeps a table's rows.
 *
 * @param distribution where Redshift keeps them
 * @param sort columns that Redshift keeps them in the order of
 * @param isMonthly whether Postgres keeps each month in a partition
 * @param isIndexed whether Postgres finds rows by their grain
 */
public record TableLayout(
    Distribution distribution, List<String> sort, boolean isMonthly, boolean isIndexed) {

  /** A small table's: on every machine. */
  static final TableLayout SMALL = new TableLayout(Distribution.Style.ALL, List.of(), false, false);

  static TableLayout of(DimensionSpec dimension) {
    LayoutSpec said = dimension.layout();
    return new TableLayout(
        said.distribution().orElse(SMALL.distribution()),
        said.sort(),
        said.isMonthly(),
        said.isIndexed());
  }

  /** A fact goes with the first dimension that is too large to be kept on every machine. */
  static TableLayout of(SubjectArea area, FactSpec fact) {
    LayoutSpec said = fact.layout();
    Distribution own =
        fact.dimensions().stream()
            .filter(
                reference ->
                    area.dimension(reference.to()).filter(TableLayout::isLarge).isPresent())
            .<Distribution>map(reference -> new Distribution.ByColumn(reference.keyColumn()))
            .findFirst()
            .orElse(Distribution.Style.AUTO);
    return new TableLayout(
        said.distribution().orElse(own),
        said.sort().isEmpty() ? List.of("date_key") : said.sort(),
        said.isMonthly(),
        said.isIndexed());
  }

  private static boolean isLarge(DimensionSpec dimension) {
    return TableLayout.of(dimension)
        .distribution()
        .equals(new Distribution.ByColumn(dimension.keyColumn()));
  }

  /** Whether a change of the column's type would change where rows are kept. */
  public boolean rests(String column) {
    return sort.contains(column) || distribution.equals(new Distribution.ByColumn(column));
  }
}
