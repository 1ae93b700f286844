package io.loadstar.query;

import java.util.List;

/** Rows of a query; values as JDBC gives them, numbers as numbers. */
public record ResultTable(List<String> columns, List<List<Object>> rows) {}
