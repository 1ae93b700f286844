package io.loadstar.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Amazon Redshift's manual says of SQL that Postgres takes. It has been read, not tried: no
 * Redshift was there.
 */
public final class RedshiftRules {
  /** All rules, in the order in which findings of one place are told. */
  static final List<SqlRule> ALL =
      Stream.of(
              RedshiftMergeRules.ALL,
              RedshiftTableRules.ALL,
              RedshiftQueryRules.ALL,
              RedshiftFunctionRules.ALL,
              RedshiftProcedureRules.ALL)
          .flatMap(List::stream)
          .toList();

  private RedshiftRules() {}

  /** What the SQL of a file breaks, by line; of a rule each line once. */
  public static List<SqlFinding> findings(String file, String sql) {
    Map<String, SqlFinding> found = new LinkedHashMap<>();
    for (SqlStatement statement : SqlStatement.of(sql)) {
      for (int i = 0; i < statement.size(); i++) {
        int line = statement.at(i).line();
        for (SqlRule rule : ALL) {
          if (rule.isBroken().test(statement, i)) {
            found.putIfAbsent(
                line + " " + rule.id(),
                new SqlFinding(file, line, rule.id(), rule.problem(), rule.page()));
          }
        }
      }
    }
    return new ArrayList<>(found.values());
  }
}
