package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keys: uuid}: the same star, its keys the first half of the same hashes. */
@Tag("slow")
class UuidKeysTest {
  private static final Pattern UUID =
      Pattern.compile("\"([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\"");
  private static final Pattern HEX = Pattern.compile("\"([0-9a-f]{32})[0-9a-f]{32}\"");

  /** Versions, inferred and unknown members, roles, bridges, and dates that change. */
  private static final String SPEC =
      """
      subject: people
      input: input/{batch_date}
      sources:
        people:
          path: people.csv
          quarantine: {at_most: 100%}
          columns:
            person_id: {type: integer, required: true}
            city:      {type: string}
            skills:    {type: array, split: ';'}
        places:
          path: places.csv
          columns:
            place: {type: string, required: true}
            size:  {type: integer}
        visits:
          path: visits.csv
          quarantine: {at_most: 100%}
          columns:
            person_id: {type: integer, required: true}
            guest_id:  {type: integer}
            place:     {type: string, required: true}
            seen_at:   {type: date, required: true}
      dimensions:
        dim_person:
          from: people
          natural_key: [person_id]
          history: type2
          tracked: [city]
          attributes: [city, skills]
          bridge:
            bridge_skill: {array: skills, element: skill}
        dim_place: {from: places, natural_key: [place], attributes: [size]}
      facts:
        fact_visit:
          from: visits
          grain: [person_id, place, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [person_id], missing: infer}
            guest_key: {to: dim_person, by: [guest_id], missing: unknown}
            place_key: {to: dim_place, by: [place]}
          measures: {visits: "1"}
      """;

  @TempDir Path folder;

  private static List<String> halved(List<String> star) {
    return star.stream()
        .map(row -> UUID.matcher(row).replaceAll("\"$1$2$3$4$5\""))
        .map(row -> HEX.matcher(row).replaceAll("\"$1\""))
        .sorted()
        .toList();
  }

  private static String withUuids(String spec) {
    return spec.replaceFirst("(?m)^sources:", "keys: uuid\nsources:");
  }

  @Test
  void aShippedAreaHasTheSameStar() {
    String spec = Folders.read(Project.ROOT.resolve("db/learning/learning.yaml"));
    String input = Project.ROOT.resolve("sample-data/learning/2024-01-15").toString();
    List<List<String>> stars = new ArrayList<>();
    for (String keys : List.of(spec, withUuids(spec))) {
      Project project = Project.generated("learning", keys, folder.resolve("" + keys.length()));
      project.loaded("learning", "2024-01-15", "--input", input);
      stars.add(Db.star(project.url(), "learning"));
    }
    assertThat(stars.get(1)).anyMatch(row -> UUID.matcher(row).find());
    Stars.assertSame(halved(stars.get(1)), halved(stars.get(0)));
  }

  /** Days out of order, members that come late and go, a replay on top of what stands. */
  @Test
  void everyKindOfKeyHasTheSameStar() {
    List<List<String>> stars = new ArrayList<>();
    for (String spec : List.of(SPEC, withUuids(SPEC))) {
      Path home = folder.resolve("" + spec.length());
      Project project = Project.generated("people", spec, home);
      day(home, 1, "1,Ulm,java;sql\n2,Bonn,\n", "hall,10\n", "1,2,hall,2025-06-01\n");
      day(home, 2, "1,Kiel,java\n", "hall,12\n", "3,9,hall,2025-06-02\n1,1,attic,2025-06-02\n");
      day(home, 3, "1,Kiel,sql;java\n3,Jena,x\n", "attic,3\n", "3,,hall,2025-06-03\n");
      for (int day : List.of(2, 1, 3, 1)) {
        project.loaded("people", "2025-06-0" + day);
      }
      Project.Result replayed =
          project.run("quarantine", "replay", "people", "--batch-date", "2025-06-02");
      assertThat(replayed.out())
          .as(replayed.err())
          .contains("Of 1 quarantined records, 1 were loaded");
      stars.add(Db.star(project.url(), "people"));
    }
    assertThat(stars.get(1)).anyMatch(row -> UUID.matcher(row).find());
    Stars.assertSame(halved(stars.get(1)), halved(stars.get(0)));
  }

  private static void day(Path home, int day, String people, String places, String visits) {
    Path input = home.resolve("input/2025-06-0" + day);
    Folders.write(input.resolve("people.csv"), "person_id,city,skills\n" + people);
    Folders.write(input.resolve("places.csv"), "place,size\n" + places);
    Folders.write(input.resolve("visits.csv"), "person_id,guest_id,place,seen_at\n" + visits);
  }

  @Test
  void keysOfALoadedAreaCannotChange() {
    Project project = Project.generated("people", SPEC, folder);
    Folders.write(folder.resolve("db/people/people.yaml"), withUuids(SPEC));
    assertThatThrownBy(() -> project.generate("people", true))
        .hasMessageContaining("column people.dim_place.place_key is string(64) and would be uuid");
  }

  @Test
  void noOtherFormIsKnown() {
    Project project = Project.generated("people", SPEC, folder);
    Folders.write(
        folder.resolve("db/people/people.yaml"),
        SPEC.replaceFirst("(?m)^sources:", "keys: uid\nsources:"));
    assertThat(project.run("check", "people").err())
        .contains("line 3: 'uid' is not known. Did you mean 'uuid'?");
  }
}
