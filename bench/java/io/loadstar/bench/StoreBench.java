package io.loadstar.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares ways to store surrogate keys: time to publish the fact, size, and the time of ten
 * questions, in turn, as ratios to a star whose keys are integers somebody numbered.
 */
public final class StoreBench {
  private static final int RUNS = 3;

  /** Type, then how a key of students and of courses is made. */
  private static final Map<String, List<String>> STORES = new LinkedHashMap<>();

  static {
    STORES.put("integers", List.of("integer", "student.number", "course.number"));
    STORES.put("hex", List.of("varchar(64)", "student.student_key", "course.course_key"));
    STORES.put(
        "bytes",
        List.of("bytea", "decode(student.student_key, 'hex')", "decode(course.course_key, 'hex')"));
    STORES.put(
        "uuids",
        List.of(
            "uuid",
            "cast(left(student.student_key, 32) as uuid)",
            "cast(left(course.course_key, 32) as uuid)"));
  }

  private final Path bench;
  private final Connection connection;
  private final Map<String, List<Double>> loads = new LinkedHashMap<>();
  private final Map<String, Long> sizes = new LinkedHashMap<>();
  private final Map<String, List<List<Double>>> questions = new LinkedHashMap<>();

  private StoreBench(Path bench, Connection connection) {
    this.bench = bench;
    this.connection = connection;
  }

  /**
   * Measures.
   *
   * @param args folder of the benchmark, rows of the fact
   */
  public static void main(String[] args) throws Exception {
    Path bench = Path.of(args[0]).toAbsolutePath().normalize();
    long rows = Long.parseLong(args[1]);
    Path work = Files.createDirectories(bench.resolve("../target/bench").normalize());
    try (EmbeddedPostgres server = Bench.server(work)) {
      QuizDay day = QuizDay.of(work.resolve("day-" + rows), rows);
      day.write();
      Job floor = new PostgresJob(bench, Keys.HEX);
      Bench.renew(server, floor);
      Job.Measurement unused = floor.run(day, Bench.url(server));
      try (Connection connection = Sql.connect(Bench.url(server))) {
        System.out.println(new StoreBench(bench, connection).measured());
      }
    }
  }

  private String measured() throws IOException, SQLException {
    Sql.execute(
        connection,
        "create table numbered_students as select row_number() over (order by student_id) :: integer as number, * from hand.dim_student");
    Sql.execute(
        connection,
        "create table numbered_courses as select row_number() over (order by course_id) :: integer as number, * from hand.dim_course");
    for (Map.Entry<String, List<String>> store : STORES.entrySet()) {
      Map<String, String> names = new LinkedHashMap<>();
      names.put("schema", store.getKey());
      names.put("type", store.getValue().get(0));
      names.put("student", store.getValue().get(1));
      names.put("course", store.getValue().get(2));
      Sql.run(connection, bench, "store.sql", names);
    }
    for (int run = 0; run < RUNS; run++) {
      for (String store : STORES.keySet()) {
        publish(store);
      }
    }
    for (String store : STORES.keySet()) {
      Sql.execute(connection, "vacuum analyze " + store + ".fact_attempt");
      Sql.execute(connection, "analyze " + store + ".dim_student");
      Sql.execute(connection, "analyze " + store + ".dim_course");
    }
    for (int run = 0; run < RUNS; run++) {
      for (String store : STORES.keySet()) {
        ask(store);
      }
    }
    return table();
  }

  private void publish(String store) throws SQLException {
    Sql.execute(connection, "truncate " + store + ".fact_attempt");
    Sql.execute(connection, "checkpoint");
    long start = System.nanoTime();
    Sql.execute(
        connection,
        "insert into %s.fact_attempt select staged.*, date '2025-06-01', 1, now() from %s.staging_fact_attempt as staged"
            .formatted(store, store));
    loads.computeIfAbsent(store, name -> new ArrayList<>()).add(since(start));
    sizes.put(
        store,
        Sql.number(connection, "select pg_total_relation_size('" + store + ".fact_attempt')"));
  }

  private void ask(String store) throws IOException, SQLException {
    List<Double> times = new ArrayList<>();
    String text = Files.readString(bench.resolve("sql/stores.sql")).replace("{schema}", store);
    for (String question : Sql.statements(text)) {
      long start = System.nanoTime();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(question)) {
        long read = 0;
        while (rows.next()) {
          read++;
        }
        if (read == 0) {
          throw new IllegalStateException("no answer: " + question);
        }
      }
      times.add(since(start));
    }
    questions.computeIfAbsent(store, name -> new ArrayList<>()).add(times);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            "| keys | publish s | size MB | ten questions s | to integers | worst question to integers |\n");
    table.append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    List<Double> plain = medians("integers");
    double floor = plain.stream().mapToDouble(Double::doubleValue).sum();
    for (String store : STORES.keySet()) {
      List<Double> own = medians(store);
      double all = own.stream().mapToDouble(Double::doubleValue).sum();
      double worst = 0;
      for (int i = 0; i < own.size(); i++) {
        worst = Math.max(worst, own.get(i) / plain.get(i));
      }
      table.append(
          "| %s | %.1f | %d | %.1f | %.2f | %.2f |\n"
              .formatted(
                  store,
                  median(loads.get(store)),
                  sizes.get(store) >> 20,
                  all,
                  all / floor,
                  worst));
    }
    return table.toString();
  }

  private List<Double> medians(String store) {
    List<List<Double>> runs = questions.get(store);
    List<Double> medians = new ArrayList<>();
    for (int i = 0; i < runs.get(0).size(); i++) {
      int question = i;
      medians.add(median(runs.stream().map(times -> times.get(question)).toList()));
    }
    return medians;
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}
