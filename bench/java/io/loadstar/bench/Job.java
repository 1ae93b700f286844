package io.loadstar.bench;

import java.sql.Connection;

/** One way to bring the day's files into a star in Postgres. */
interface Job {
  String DATE = "2025-06-01";

  String name();

  /**
   * Does the whole job, from files to a committed star.
   *
   * @param url of an empty database, or of one in which {@link #prepare} and a load have been done
   */
  Measurement run(QuizDay day, String url) throws Exception;

  /** What is there before the first load, such as tables; not measured. */
  void prepare(Connection database) throws Exception;

  /** Schema of the star that the job makes. */
  String schema();

  /**
   * What a run took.
   *
   * @param seconds from start to end
   * @param peakKilobytes resident memory of a process of its own, else 0
   * @param quarantined records that were kept out, with reasons
   */
  record Measurement(double seconds, long peakKilobytes, long quarantined) {}
}
