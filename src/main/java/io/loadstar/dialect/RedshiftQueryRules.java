package io.loadstar.dialect;

import java.util.List;
import java.util.Set;

/** What Redshift's queries and changes of rows do not have. */
final class RedshiftQueryRules {
  private static final String FEATURES = "c_unsupported-postgresql-features";
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

  static final List<SqlRule> ALL =
      List.of(
          SqlRule.words(
              "on-conflict",
              "r_INSERT_30",
              "INSERT takes no ON CONFLICT: use MERGE",
              "on",
              "conflict"),
          new SqlRule(
              "returning",
              "r_INSERT_30",
              "there is no RETURNING: read the rows afterwards",
              (statement, i) ->
                  statement.isAt(i, "returning") && statement.has("insert|update|delete")),
          SqlRule.words(
              "is-distinct-from",
              FEATURES,
              "there is no IS DISTINCT FROM: compare, and ask for null",
              "distinct",
              "from"),
          SqlRule.words(
              "distinct-on",
              FEATURES,
              "there is no DISTINCT ON: use row_number() or qualify",
              "distinct",
              "on"),
          SqlRule.words(
              "filter",
              FEATURES,
              "aggregates take no FILTER: use case inside",
              "filter",
              "(",
              "where"),
          SqlRule.words("lateral", FEATURES, "there is no LATERAL: join", "lateral", "("),
          SqlRule.words(
              "values-as-table",
              FEATURES,
              "VALUES is no table in FROM: use select ... union all",
              "from|join",
              "(",
              "values"),
          new SqlRule(
              "nulls-in-window",
              "c_Window_functions",
              "ORDER BY of a window takes no NULLS FIRST or LAST: order by a case first",
              (statement, i) ->
                  statement.isAt(i, "nulls", "first|last") && isInWindow(statement, i)),
          new SqlRule(
              "system-column",
              "r_names",
              "the name is a system column",
              (statement, i) -> SYSTEM_COLUMNS.contains(statement.at(i).text())),
          new SqlRule(
              "select-without-from",
              "r_SELECT_synopsis",
              "a SELECT without FROM runs on the leader node, which sees no table: add a FROM",
              RedshiftQueryRules::lacksFrom),
          new SqlRule(
              "delete-alias",
              "r_DELETE",
              "the target of DELETE takes no alias",
              RedshiftQueryRules::hasDeleteAlias),
          new SqlRule(
              "delete-using",
              "r_DELETE",
              "USING of DELETE takes tables by their names: no alias, no query",
              RedshiftQueryRules::usesMoreThanATable),
          SqlRule.words(
              "savepoint", FEATURES, "there are no savepoints", "savepoint|release", "*name"),
          SqlRule.words("rollback-to", FEATURES, "there are no savepoints", "rollback", "to"),
          new SqlRule(
              "lock-mode",
              "r_LOCK",
              "LOCK takes no mode",
              (statement, i) -> statement.begins("lock") && statement.isAt(i, "in", "*name")),
          SqlRule.words("set-local", "r_SET", "there is no SET LOCAL", "set", "local"),
          new SqlRule(
              "for-update",
              "r_SELECT_synopsis",
              "SELECT locks no rows: use LOCK",
              (statement, i) ->
                  statement.isAt(i, "for", "update|share") && statement.has("select")));

  private RedshiftQueryRules() {}

  private static boolean isInWindow(SqlStatement statement, int index) {
    int depth = 0;
    for (int i = index; i >= 0; i--) {
      depth += statement.at(i).is(")") ? 1 : 0;
      depth -= statement.at(i).is("(") ? 1 : 0;
      if (depth < 0) {
        return statement.at(i - 1).is("over");
      }
    }
    return false;
  }

  /** A SELECT that has no FROM of its own but asks for tables deeper inside. */
  private static boolean lacksFrom(SqlStatement statement, int index) {
    if (!statement.at(index).is("select")) {
      return false;
    }
    int depth = 0;
    boolean asksInside = false;
    for (int i = index + 1; i < statement.size(); i++) {
      SqlToken token = statement.at(i);
      depth += token.is("(") ? 1 : 0;
      depth -= token.is(")") ? 1 : 0;
      boolean isEnd = depth < 0 || token.is(";") || (depth == 0 && token.is("union"));
      if (isEnd) {
        return asksInside;
      }
      if (token.is("from") && depth == 0) {
        return false;
      }
      asksInside |= token.is("from") && depth > 0 && statement.has("exists");
    }
    return asksInside;
  }

  private static boolean usesMoreThanATable(SqlStatement statement, int index) {
    if (!statement.isAt(index, "delete", "from", "*name")) {
      return false;
    }
    int using = statement.behindName(index + 2);
    if (!statement.at(using).is("using")) {
      return false;
    }
    SqlToken behind = statement.at(statement.behindName(using + 1));
    return statement.at(using + 1).is("(") || behind.is("as") || isAlias(behind);
  }

  private static boolean isAlias(SqlToken behind) {
    return behind.isName() && !behind.is("where") && !behind.is("join") && !behind.is("inner");
  }

  private static boolean hasDeleteAlias(SqlStatement statement, int index) {
    if (!statement.isAt(index, "delete", "from", "*name")) {
      return false;
    }
    SqlToken next = statement.at(statement.behindName(index + 2));
    return next.isName() && !next.is("using") && !next.is("where");
  }
}
