package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An area that is loaded takes on inferred and unknown members, roles and versions. */
@Tag("slow")
class SpecGrowsTest {
  private static final String SPEC =
      """
      subject: people
      input: input/{batch_date}
      sources:
        people:
          path: people.csv
          columns:
            person_id: {type: integer, required: true}
            city:      {type: string}
        visits:
          path: visits.csv
          empty: allow
          columns:
            person_id: {type: integer, required: true}
            guest_id:  {type: integer}
            seen_at:   {type: date, required: true}
            paid_at:   {type: date}
      dimensions:
        dim_person: {from: people, natural_key: [person_id], attributes: [city]}
      facts:
        fact_visit:
          from: visits
          grain: [person_id, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [person_id]}
            guest_key: {to: dim_person, by: [guest_id], missing: unknown}
          measures: {visits: "1"}
      """;

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void loaded() {
    project = Project.generated("people", SPEC, folder);
    load(1, "1,Ulm\n", "1,2,2025-06-01,2025-06-03\n3,1,2025-06-01,\n");
  }

  private void load(int day, String people, String visits) {
    Path input = folder.resolve("input/2025-06-0" + day);
    Folders.write(input.resolve("people.csv"), "person_id,city\n" + people);
    Folders.write(input.resolve("visits.csv"), "person_id,guest_id,seen_at,paid_at\n" + visits);
    project.loaded("people", "2025-06-0" + day);
  }

  private void spec(String... replacements) {
    Path file = folder.resolve("db/people/people.yaml");
    String spec = Folders.read(file);
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(spec).contains(replacements[i]);
      spec = spec.replace(replacements[i], replacements[i + 1]);
    }
    Folders.write(file, spec);
    project.generate("people", false);
  }

  private List<String> visits(String columns) {
    return Db.rows(
        project.url(),
        "select person.person_id, "
            + columns
            + " from people.fact_visit"
            + " inner join people.dim_person as person using (person_key)"
            + " inner join people.dim_person as guest on guest.person_key = guest_key"
            + " order by 1, seen_at");
  }

  @Test
  void membersAreInferredFromNowOn() {
    spec("by: [person_id]}", "by: [person_id], missing: infer}");
    load(2, "1,Ulm\n", "4,1,2025-06-02,\n");
    assertThat(visits("person.is_inferred, guest.person_id")).containsExactly("1|f|", "4|t|1");
    project.loaded("people", "2025-06-01");
    assertThat(visits("person.is_inferred, guest.person_id"))
        .containsExactly("1|f|", "3|t|1", "4|t|1");
    load(3, "2,Hof\n3,Bonn\n", "");
    assertThat(visits("person.is_inferred, guest.person_id"))
        .containsExactly("1|f|2", "3|f|1", "4|t|1");
  }

  @Test
  void otherDatesGetARole() {
    spec(
        "guest_key: {",
        "paid_date_key: {to: dim_date, by: [paid_at], missing: unknown}\n      guest_key: {");
    load(2, "1,Ulm\n", "");
    assertThat(Db.rows(project.url(), "select paid_date_key from people.fact_visit"))
        .containsExactly("0");
    project.loaded("people", "2025-06-01");
    assertThat(
            Db.rows(
                project.url(),
                "select day_name from people.fact_visit inner join shared.dim_date on dim_date.date_key = paid_date_key"))
        .containsExactly("Tuesday");
  }

  @Test
  void versionsComeWithADimensionOfAnotherName() {
    spec(
        "facts:\n",
        "  dim_resident: {from: people, natural_key: [person_id], attributes: [city], history: type2, tracked: [city]}\nfacts:\n",
        "guest_key: {",
        "resident_key: {to: dim_resident, by: [person_id]}\n      guest_key: {");
    load(2, "1,Hof\n", "1,,2025-06-02,\n");
    String cities =
        "(select city from people.dim_resident as resident where resident.resident_key = fact_visit.resident_key)";
    assertThat(visits(cities)).as("not known before").containsExactly("1|", "1|Hof");
    project.loaded("people", "2025-06-01");
    assertThat(visits(cities)).containsExactly("1|Ulm", "1|Hof");
  }

  @Test
  void grainOfRowsThatAreThereDoesNotChange() {
    assertThatThrownBy(() -> spec("by: [person_id]}", "by: [person_id], missing: unknown}"))
        .hasMessageContaining(
            "column people.fact_visit.person_id would tell rows apart that are there without it");
  }

  @Test
  void partOfTheGrainMayLackItsValueFromNowOn() {

    project =
        Project.generated(
            "people", SPEC.replace("person_id, seen_at]", "person_id, seen_at, paid_at]"), folder);
    load(1, "1,Ulm\n", "1,,2025-06-01,2025-06-03\n");
    spec("    date: seen_at", "    nullable: [paid_at]\n    date: seen_at");
    load(2, "1,Ulm\n", "1,,2025-06-02,\n1,,2025-06-02,2025-06-03\n");
    load(2, "1,Ulm\n", "1,,2025-06-02,\n1,,2025-06-02,2025-06-03\n");
    load(3, "1,Ulm\n", "1,1,2025-06-02,\n");
    assertThat(visits("seen_at, paid_at, guest.person_id"))
        .as("a later batch's row takes the place of one that lacks the value, too")
        .containsExactlyInAnyOrder(
            "1|2025-06-01|2025-06-03|", "1|2025-06-02|2025-06-03|", "1|2025-06-02||1");
  }

  @Test
  void whatHistoryMeansDoesNotChange() {
    spec(
        "attributes: [city]}",
        "attributes: [city]}\n  dim_resident: {from: people, natural_key: [person_id], attributes: [city, nick], history: type2, tracked: [city]}",
        "city:      {type: string}",
        "city:      {type: string}\n      nick:      {type: string}\n      since:     {type: date}");
    assertThatThrownBy(() -> spec("tracked: [city]", "tracked: [city, nick]"))
        .hasMessageContaining(
            "people.dim_resident keeps its history as 'type2, tracked city', which the spec changes; the new one needs another name");
    assertThatThrownBy(() -> spec("tracked: [city, nick]", "tracked: [city], effective: since"))
        .hasMessageContaining("keeps its history as");
    assertThatThrownBy(
            () ->
                spec(
                    "tracked: [city], effective: since",
                    "tracked: [city]",
                    "path: people.csv",
                    "path: people.csv\n    delivers: changes"))
        .hasMessageContaining("people.dim_person keeps its history as 'type1'")
        .hasMessageContaining("people.dim_resident keeps its history as 'type2, tracked city'");
  }
}
