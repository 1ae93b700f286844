package io.loadstar.dialect;

import java.util.function.BiPredicate;

/**
 * Something that an engine documents as refused, or as meaning something else.
 *
 * @param id what it is called in messages
 * @param page of the engine's manual
 * @param problem what is wrong, and what to write instead
 * @param isBroken whether a statement breaks it at the token of an index
 */
record SqlRule(
    String id, String page, String problem, BiPredicate<SqlStatement, Integer> isBroken) {

  /** A rule that is broken wherever these words stand; {@code *name} is any, {@code a|b} one. */
  static SqlRule words(String id, String page, String problem, String... words) {
    return new SqlRule(id, page, problem, (statement, index) -> statement.isAt(index, words));
  }
}
