package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the order in which files arrive, are streamed, loaded again, replayed or taken back: the
 * star is that of the days loaded in order. {@code -Dschedules=N} draws more.
 */
@Tag("slow")
class StreamsConvergeTest {
  private static final int DAYS = 2;
  private static final String SPEC =
      """
      subject: people
      input: input/{batch_date}
      sources:
        people:
          path: people_*.csv
          columns:
            person_id: {type: integer, required: true}
            city:      {type: string, required: true}
          unique: {key: [person_id], keep: last}
        visits:
          path: visits_*.csv
          columns:
            person_id: {type: integer, required: true}
            seen_at:   {type: timestamp, required: true}
            sent:      {type: integer, required: true}
            minutes:   {type: integer, max: 100}
          duplicates: drop
          unique: {key: [person_id, seen_at], keep: last, order_by: [sent]}
          quarantine: {at_most: 100%}
      dimensions:
        dim_person:
          from: people
          natural_key: [person_id]
          attributes: [city]
          history: type2
          tracked: [city]
          absent: close
      facts:
        fact_visit:
          from: visits
          grain: [person_id, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [person_id]}
          degenerate: [sent]
          measures: {minutes: minutes}
      """;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("schedules", 1));
  }

  /** A file of a day, which arrives at some time. */
  private record Arrival(int day, String name, String text) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void everyScheduleGivesTheStarOfTheInOrderLoad(long seed) {
    Random random = new Random(seed);
    List<Arrival> arrivals = arrivals(random);
    Project project = Project.generated("people", SPEC, Folders.temporary("stream"));
    List<Arrival> late = new ArrayList<>(arrivals);
    Collections.shuffle(late, random);
    while (!late.isEmpty()) {
      int together = 1 + random.nextInt(Math.min(4, late.size()));
      late.subList(0, together).forEach(arrival -> write(project, arrival));
      late.subList(0, together).clear();
      succeeds(project, "stream", "people", "--once");
      if (late.isEmpty() || random.nextInt(3) > 0) {
        continue;
      }
      if (random.nextBoolean()) {
        succeeds(project, "quarantine", "replay", "people");
      } else {
        // The checkpoint is lost.
        Folders.delete(project.folder().resolve("target/checkpoints"));
      }
    }
    int again = 1 + random.nextInt(DAYS);
    if (random.nextInt(3) == 0) {
      succeeds(project, "backfill", "people", "--from", date(1), "--to", date(DAYS));
      succeeds(project, "stream", "people", "--once");
    }
    if (random.nextInt(3) == 0) {
      succeeds(project, "retract", "people", "--batch-date", date(again));
      project.loaded("people", date(again));
      succeeds(project, "stream", "people", "--once");
    }
    succeeds(project, "quarantine", "replay", "people");

    Project calm = Project.generated("people", SPEC, Folders.temporary("calm"));
    arrivals.forEach(arrival -> write(calm, arrival));
    for (int day = 1; day <= DAYS; day++) {
      calm.loaded("people", date(day));
    }
    succeeds(calm, "quarantine", "replay", "people");
    Stars.assertSame(star(project), star(calm));
  }

  private static void succeeds(Project project, String... command) {
    Project.Result result = project.run(command);
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  private static List<String> star(Project project) {
    List<String> star = new ArrayList<>(Db.star(project.url(), "people"));
    // The calendar keeps the dates of former files.
    star.removeIf(row -> row.startsWith("shared."));
    return star;
  }

  private static void write(Project project, Arrival arrival) {
    Path folder = project.folder().resolve("input").resolve(date(arrival.day()));
    Folders.write(folder.resolve(arrival.name()), arrival.text());
  }

  private static String date(int day) {
    return "2025-06-0" + day;
  }

  /** Some visits come twice, some with other values, some too long, some of nobody yet known. */
  private static List<Arrival> arrivals(Random random) {
    List<Arrival> arrivals = new ArrayList<>();
    int sent = 0;
    for (int day = 1; day <= DAYS; day++) {
      StringBuilder people = new StringBuilder("person_id,city\n");
      for (int person = 1; person <= 3; person++) {
        if (day == DAYS || random.nextBoolean()) {
          people.append(person).append(random.nextBoolean() ? ",Ulm\n" : ",Bonn\n");
        }
      }
      arrivals.add(new Arrival(day, "people_1.csv", people.append("7,Hof\n").toString()));
      for (int file = 1; file <= 2; file++) {
        StringBuilder visits = new StringBuilder("person_id,seen_at,sent,minutes\n");
        for (int i = 0; i < 5; i++) {
          String visit =
              (1 + random.nextInt(3))
                  + ",2025-06-0"
                  + (1 + random.nextInt(DAYS))
                  + " 1"
                  + random.nextInt(2)
                  + ":00:00,"
                  + ++sent
                  + ","
                  + (random.nextInt(5) == 0 ? 500 : random.nextInt(3))
                  + "\n";
          visits.append(visit).append(random.nextInt(5) == 0 ? visit : "");
        }
        arrivals.add(new Arrival(day, "visits_" + file + ".csv", visits.toString()));
      }
    }
    return arrivals;
  }
}
