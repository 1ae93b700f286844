package io.loadstar.bench;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a star holds, whoever made it: rows and a sum of hashes of each table, without columns that
 * only one of the jobs writes.
 *
 * @param quarantined records that were kept out
 */
record Star(String students, String courses, String attempts, long quarantined) {
  static Star of(Connection connection, String schema, Keys keys, long quarantined)
      throws SQLException {
    return new Star(
        digest(
            connection,
            schema + ".dim_student",
            "student_key, student_id, student_name, email, enrollment_date",
            "student_key <> '" + keys.unknown() + "'"),
        digest(
            connection,
            schema + ".dim_course",
            "course_key, course_id, course_name",
            "course_key <> '" + keys.unknown() + "'"),
        digest(
            connection,
            schema + ".fact_attempt",
            "student_key, course_key, date_key, quiz_id, attempt_time, score, is_passed",
            "true"),
        quarantined);
  }

  private static String digest(Connection connection, String table, String columns, String where)
      throws SQLException {
    String query =
        "select count(*) || ' rows, ' || sum(hashtextextended(cast((%s) as text), 0))"
            + " from %s where %s";
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query.formatted("row(" + columns + ")", table, where))) {
      row.next();
      return row.getString(1);
    }
  }
}
