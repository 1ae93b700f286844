package io.loadstar.dialect;

import java.util.List;

/** What Redshift's MERGE does not take. */
final class RedshiftMergeRules {
  private static final String PAGE = "r_MERGE";

  static final List<SqlRule> ALL =
      List.of(
          new SqlRule(
              "merge-target-alias",
              PAGE,
              "the target of MERGE takes no alias: use the table's name",
              RedshiftMergeRules::hasTargetAlias),
          SqlRule.words(
              "merge-condition",
              PAGE,
              "WHEN MATCHED takes no further condition: filter the source",
              "matched",
              "and"),
          new SqlRule(
              "merge-branches",
              PAGE,
              "MERGE needs WHEN MATCHED and WHEN NOT MATCHED, each once and in this order",
              RedshiftMergeRules::lacksBranches),
          SqlRule.words(
              "merge-do-nothing",
              PAGE,
              "a branch of MERGE does something: filter the source",
              "then",
              "do",
              "nothing"),
          SqlRule.words(
              "merge-by-source",
              PAGE,
              "MERGE has no WHEN NOT MATCHED BY SOURCE: delete in a statement of its own",
              "not",
              "matched",
              "by"),
          new SqlRule(
              "merge-set-prefix",
              PAGE,
              "SET takes column names without the table's",
              (statement, i) ->
                  statement.isAt(i, "update", "set", "*name", ".") && statement.has("merge")),
          new SqlRule(
              "merge-with",
              PAGE,
              "MERGE takes no WITH before it: use a table or a query as its source",
              (statement, i) ->
                  i == 0 && statement.begins("with") && statement.has("merge", "into")));

  private RedshiftMergeRules() {}

  private static boolean isMerge(SqlStatement statement, int index) {
    return statement.isAt(index, "merge", "into", "*name");
  }

  private static boolean hasTargetAlias(SqlStatement statement, int index) {
    return isMerge(statement, index) && !statement.at(statement.behindName(index + 2)).is("using");
  }

  /** What belongs to this MERGE ends at a semicolon, which a procedure has inside. */
  private static boolean lacksBranches(SqlStatement statement, int index) {
    if (!isMerge(statement, index)) {
      return false;
    }
    int matched = 0;
    int notMatched = 0;
    boolean isInOrder = true;
    for (int i = index; i < statement.size() && !statement.at(i).is(";"); i++) {
      if (statement.isAt(i, "remove", "duplicates")) {
        return false;
      }
      matched += statement.isAt(i, "when", "matched") ? 1 : 0;
      notMatched += statement.isAt(i, "when", "not", "matched") ? 1 : 0;
      isInOrder &= notMatched <= matched;
    }
    return matched != 1 || notMatched != 1 || !isInOrder;
  }
}
