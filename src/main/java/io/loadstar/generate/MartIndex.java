package io.loadstar.generate;

import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.Star;
import java.util.List;
import java.util.stream.Stream;

/** By which a mart's rows of a key are found, for another mart that is refreshed by key. */
record MartIndex(String reader, String mart, String column) {

  /** Those that a new mart needs of marts that are there. */
  static List<MartIndex> neededBy(Star star, MartTable mart) {
    return all(star).filter(index -> index.reader().equals(mart.name())).toList();
  }

  /** Those that a mart needs, and those that others need of it. */
  static List<MartIndex> about(Star star, MartTable mart) {
    return all(star)
        .filter(index -> index.reader().equals(mart.name()) || index.mart().equals(mart.name()))
        .toList();
  }

  private static Stream<MartIndex> all(Star star) {
    return star.marts().stream()
        .filter(MartTable::isKeyed)
        .flatMap(
            reader ->
                star.marts().stream()
                    .filter(read -> new MartSql(star, reader).reads(read.name()))
                    .map(
                        read ->
                            new MartIndex(reader.name(), read.name(), reader.refresh().column())));
  }
}
