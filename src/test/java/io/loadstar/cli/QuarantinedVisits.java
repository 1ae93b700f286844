package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** People who visit something, day by day, and what is kept out of it. */
abstract class QuarantinedVisits {
  static final String SPEC =
      """
      subject: people
      input: input/{batch_date}
      sources:
        people:
          path: people.csv
          quarantine: {at_most: 100%}
          columns:
            person_id: {type: integer, required: true}
            city:      {type: string, pattern: '[A-Z].*'}
        visits:
          path: visits.json
          empty: allow
          quarantine: {at_most: 100%}
          columns:
            person_id: {type: integer, required: true, from: person}
            seen_at:   {type: timestamp, required: true}
            minutes:   {type: integer, min: 1, max: 100}
          duplicates: drop
      dimensions:
        dim_person: {from: people, natural_key: [person_id], attributes: [city]}
      facts:
        fact_visit:
          from: visits
          grain: [person_id, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [person_id]}
          measures: {minutes: minutes}
      """;

  @TempDir Path folder;
  Project project;

  @BeforeEach
  void project() {
    project = Project.generated("people", SPEC, folder);
  }

  void files(int day, String people, String visits) {
    Path input = folder.resolve("input/2025-06-0" + day);
    Folders.write(input.resolve("people.csv"), "city,person_id\n" + people);
    Folders.write(input.resolve("visits.json"), visits);
  }

  void load(int day) {
    project.loaded("people", "2025-06-0" + day);
  }

  Project.Result replay(String... more) {
    Project.Result result =
        project.run(
            Stream.concat(Stream.of("quarantine", "replay", "people"), Arrays.stream(more))
                .toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result;
  }

  List<String> visits() {
    return Db.rows(
        project.url(),
        """
        select person_id, city, seen_at, minutes, fact_visit._batch_date
        from people.fact_visit
        inner join people.dim_person using (person_key)
        order by 1, 3
        """);
  }

  List<String> quarantined() {
    return project
        .run("quarantine", "list", "people", "--json")
        .out()
        .replaceAll("\\s+", "")
        .lines()
        .toList();
  }

  void spec(String from, String to) {
    Path spec = folder.resolve("db/people/people.yaml");
    Folders.write(spec, Folders.read(spec).replace(from, to));
  }

  List<String> members() {
    return Db.rows(
        project.url(),
        "select person_id, city from people.dim_person where person_id is not null order by 1");
  }
}
