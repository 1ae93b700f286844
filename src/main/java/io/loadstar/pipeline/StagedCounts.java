package io.loadstar.pipeline;

import io.loadstar.star.StarRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many rows were staged.
 *
 * @param byTable in the order of the tables
 * @param bySource the same, by the source that the rows came from; without tables whose rows are no
 *     records
 * @param notes what people should know of it
 */
record StagedCounts(
    Map<String, Long> byTable, Map<String, Map<String, Long>> bySource, List<String> notes) {
  StagedCounts() {
    this(new LinkedHashMap<>(), new HashMap<>(), new ArrayList<>());
  }

  void add(StarRows rows, long count) {
    String table = rows.table().name();
    byTable.put(table, count);
    if (rows.isRowPerRecord()) {
      bySource.computeIfAbsent(rows.source(), name -> new HashMap<>()).put(table, count);
    }
  }
}
