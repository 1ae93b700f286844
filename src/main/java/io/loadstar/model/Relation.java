package io.loadstar.model;

import io.loadstar.model.SourceSpec.SourceReference;
import java.util.List;
import java.util.Optional;

/** What a fact may start from: rows with typed columns. */
public sealed interface Relation permits SourceSpec, ViewSpec {
  String name();

  List<ColumnSpec> columns();

  /** Other sources whose records a row leads to. */
  List<SourceReference> references();

  /** Sources whose records its rows are made of. */
  List<String> reads();

  default Optional<ColumnSpec> column(String columnName) {
    return columns().stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  default List<String> columnNames() {
    return columns().stream().map(ColumnSpec::name).toList();
  }
}
