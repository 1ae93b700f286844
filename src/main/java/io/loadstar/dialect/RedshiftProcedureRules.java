package io.loadstar.dialect;

import java.util.List;

/** What Redshift's procedures and functions do not take. */
final class RedshiftProcedureRules {
  private static final String PROCEDURE = "stored-procedure-constraints";
  private static final String FUNCTION = "r_CREATE_FUNCTION";

  static final List<SqlRule> ALL =
      List.of(
          new SqlRule(
              "truncate-in-procedure",
              "r_TRUNCATE",
              "TRUNCATE commits: use DELETE",
              (statement, i) -> statement.isAt(i, "truncate") && statement.has("procedure")),
          new SqlRule(
              "commit-in-procedure",
              PROCEDURE,
              "the caller's transaction would end: commit outside",
              (statement, i) ->
                  statement.isAt(i, "commit|rollback", ";") && statement.has("procedure")),
          SqlRule.words("do-block", PROCEDURE, "there is no DO: make a procedure", "do", "$$"),
          new SqlRule(
              "diagnostics",
              "c_PLpgSQL-statements",
              "GET DIAGNOSTICS is documented with :=",
              (statement, i) ->
                  statement.isAt(i, "get", "diagnostics", "*name") && statement.at(i + 3).is("=")),
          new SqlRule(
              "exception",
              "stored-procedure-trapping-errors",
              "only WHEN OTHERS is caught, and thrown again",
              (statement, i) ->
                  statement.isAt(i, "exception", "when") && !statement.at(i + 2).is("others")),
          new SqlRule(
              "function-arguments",
              FUNCTION,
              "arguments of an SQL function have no names: write $1, $2",
              (statement, i) ->
                  i == 0
                      && statement.has("function")
                      && statement.begins("create")
                      && statement.has("language", "sql")
                      && hasNamedArguments(statement)),
          SqlRule.words(
              "parallel-safe", FUNCTION, "there is no PARALLEL: leave it out", "parallel", "safe"),
          new SqlRule(
              "function-return",
              FUNCTION,
              "the body of an SQL function is a SELECT between $$",
              (statement, i) ->
                  statement.begins("create")
                      && statement.has("function")
                      && statement.has("language", "sql")
                      && statement.at(i).is("return")
                      && !statement.has("$$")));

  private RedshiftProcedureRules() {}

  private static boolean hasNamedArguments(SqlStatement statement) {
    for (int i = 0; i < statement.size(); i++) {
      if (statement.isAt(i, "function", "*name")) {
        int open = statement.behindName(i + 1);
        return statement.isAt(open, "(", "*name", "*name");
      }
    }
    return false;
  }
}
