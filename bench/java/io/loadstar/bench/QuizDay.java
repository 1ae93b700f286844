package io.loadstar.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * One day of attempts at quizzes, of any size, the same bytes each time: students, courses, and
 * attempts of which one in a hundred is bad in one of seven ways.
 *
 * @param folder that gets the three files
 * @param attempts rows of {@code attempts.csv}
 * @param students rows of {@code students.csv}
 * @param courses rows of {@code courses.csv}
 * @param changed of a hundred students, how many have another name than on an earlier day
 */
record QuizDay(Path folder, long attempts, int students, int courses, int changed) {
  private static final int ONE_BAD_IN = 100;
  private static final int QUIZZES = 20;
  private static final int SECONDS = 86_400;

  /** The day most is measured with. */
  static QuizDay of(Path folder, long attempts) {
    int students = (int) Math.max(1_000, Math.min(200_000, attempts / 5));
    return new QuizDay(folder, attempts, students, 5_000, 0);
  }

  /** Writes the files unless they are there. */
  void write() throws IOException {
    Path done = folder.resolve(".done");
    if (Files.exists(done)) {
      return;
    }
    Files.createDirectories(folder);
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("students.csv"))) {
      out.write("student_id,student_name,email,enrollment_date\n");
      for (int id = 1; id <= students; id++) {
        String name = id % 100 < changed ? "Renamed " : "Student ";
        out.write(id + "," + name + id + ",student" + id + "@example.org," + date(id) + "\n");
      }
    }
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("courses.csv"))) {
      out.write("course_id,course_name\n");
      for (int id = 1; id <= courses; id++) {
        out.write(id + ",Course " + id + "\n");
      }
    }
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("attempts.csv"))) {
      writeAttempts(out);
    }
    Files.createFile(done);
  }

  private static String date(int id) {
    return "%04d-%02d-%02d".formatted(2015 + id % 10, 1 + id % 12, 1 + id % 28);
  }

  private void writeAttempts(BufferedWriter out) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    out.write("student_id,course_id,quiz_id,score,attempt_time\n");
    String last = "";
    for (long i = 0; i < attempts; i++) {
      String student = Integer.toString(1 + random.nextInt(students));
      String score = Integer.toString(random.nextInt(101));
      boolean isBad = i % ONE_BAD_IN == ONE_BAD_IN - 1;
      String line = isBad ? bad(i, student, score, last) : line(i, student, score);
      out.write(line);
      last = isBad ? last : line;
    }
  }

  /** No two have the same course, quiz and second, up to 8 billion. */
  private String line(long i, String student, String score) {
    long course = i % courses;
    return student
        + ","
        + (1 + course)
        + ","
        + quiz(i)
        + ","
        + score
        + ",2025-06-01 "
        + time(i)
        + "\n";
  }

  private long quiz(long i) {
    return 1 + i / courses % QUIZZES;
  }

  private String time(long i) {
    long second = (i / courses / QUIZZES + 7_919 * (i % courses)) % SECONDS;
    return "%02d:%02d:%02d".formatted(second / 3600, second / 60 % 60, second % 60);
  }

  private String bad(long i, String student, String score, String last) {
    long course = 1 + i % courses;
    String middle = "," + course + "," + quiz(i) + ",";
    String time = ",2025-06-01 " + time(i) + "\n";
    return switch ((int) (i / ONE_BAD_IN % 7)) {
      case 0 -> middle + score + time;
      case 1 -> (students + 1 + i % 1000) + middle + score + time;
      case 2 -> student + "," + (courses + 1 + i % 100) + "," + quiz(i) + "," + score + time;
      case 3 -> student + middle + "many" + time;
      case 4 -> student + middle + "1000" + time;
      case 5 -> student + middle + score + ",2025-13-01 " + time(i) + "\n";
      default -> last;
    };
  }
}
