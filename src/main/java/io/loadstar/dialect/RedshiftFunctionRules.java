package io.loadstar.dialect;

import java.util.List;
import java.util.Set;

/** Functions that Redshift does not have, or that answer otherwise there. */
final class RedshiftFunctionRules {
  private static final String FUNCTIONS = "c_unsupported-postgresql-functions";
  private static final String LEADER = "c_SQL_functions_leader_node_only";

  private static final Set<String> MISSING =
      Set.of(
          "string_agg",
          "array_agg",
          "every",
          "generate_series",
          "clock_timestamp",
          "transaction_timestamp",
          "statement_timestamp",
          "encode",
          "convert_to",
          "convert_from",
          "format",
          "make_date",
          "make_time",
          "make_timestamp",
          "make_interval",
          "json_build_object",
          "json_build_array",
          "json_agg",
          "json_object_agg",
          "jsonb_agg",
          "jsonb_build_object",
          "jsonb_object_agg",
          "row_to_json",
          "to_json",
          "to_jsonb",
          "array_to_string",
          "array_length",
          "cardinality",
          "regexp_matches",
          "regexp_split_to_array",
          "regexp_split_to_table",
          "hashtext",
          "sha256",
          "sha512",
          "gen_random_uuid",
          "to_regclass",
          "to_regnamespace",
          "obj_description",
          "col_description",
          "pg_advisory_lock",
          "pg_advisory_xact_lock",
          "pg_try_advisory_lock",
          "pg_advisory_unlock",
          "pg_sleep",
          "num_nonnulls",
          "unnest");

  private static final Set<String> ON_THE_LEADER =
      Set.of(
          "now",
          "age",
          "current_schema",
          "current_schemas",
          "has_table_privilege",
          "has_schema_privilege",
          "has_database_privilege");

  private static final Set<String> TIMES =
      Set.of("current_timestamp", "current_time", "localtime", "localtimestamp");

  static final List<SqlRule> ALL =
      List.of(
          new SqlRule(
              "function",
              FUNCTIONS,
              "there is no such function: listagg for texts, dateadd and date_trunc for dates,"
                  + " sha2(text, 256) for hashes",
              (statement, i) -> isCall(statement, i) && MISSING.contains(statement.at(i).text())),
          new SqlRule(
              "leader-node-function",
              LEADER,
              "it runs on the leader node only: use getdate(), or give the value from outside",
              (statement, i) ->
                  (isCall(statement, i) && ON_THE_LEADER.contains(statement.at(i).text()))
                      || (statement.at(i).kind() == SqlToken.Kind.WORD
                          && TIMES.contains(statement.at(i).text()))),
          new SqlRule(
              "any-array",
              FUNCTIONS,
              "ANY takes a query, no array: use IN",
              (statement, i) ->
                  statement.isAt(i, "any|all", "(") && !statement.isAt(i + 2, "select")),
          new SqlRule(
              "concat",
              "r_CONCAT",
              "CONCAT takes two texts: use ||",
              (statement, i) ->
                  statement.isAt(i, "concat", "(") && arguments(statement, i + 1) != 2),
          new SqlRule(
              "average",
              "r_AVG",
              "AVG of integers is an integer there: cast to double precision",
              RedshiftFunctionRules::averagesAnInteger));

  private RedshiftFunctionRules() {}

  /** A call, no column of that name. */
  private static boolean isCall(SqlStatement statement, int index) {
    return statement.at(index).kind() == SqlToken.Kind.WORD
        && statement.at(index + 1).is("(")
        && !statement.at(index - 1).is(".");
  }

  private static int arguments(SqlStatement statement, int open) {
    int end = statement.behindBrackets(open);
    int depth = 0;
    int commas = 0;
    for (int i = open; i < end; i++) {
      depth += statement.at(i).is("(") ? 1 : 0;
      depth -= statement.at(i).is(")") ? 1 : 0;
      commas += depth == 1 && statement.at(i).is(",") ? 1 : 0;
    }
    return commas + 1;
  }

  /** Nobody can tell a column's type from the text, so the cast must stand there. */
  private static boolean averagesAnInteger(SqlStatement statement, int index) {
    if (!statement.isAt(index, "avg", "(")) {
      return false;
    }
    int end = statement.behindBrackets(index + 1);
    for (int i = index + 2; i < end; i++) {
      boolean isExact =
          statement.isAt(i, "double", "precision") || statement.isAt(i, "float|float8|real");
      if (isExact) {
        return false;
      }
    }
    return true;
  }
}
