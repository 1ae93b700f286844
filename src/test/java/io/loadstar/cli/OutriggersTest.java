package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dimension refers to a dimension: whom it names is there, before its source and after. */
@Tag("slow")
class OutriggersTest {
  private static final String SPEC =
      """
      subject: people
      input: input/{batch_date}
      sources:
        courses:
          path: courses.csv
          empty: allow
          delivers: changes
          deletes: title = '-'
          columns:
            course:     {type: integer, required: true}
            title:      {type: string, max_length: 20}
            instructor: {type: string, max_length: 20}
        instructors:
          path: instructors.csv
          empty: allow
          delivers: changes
          columns:
            instructor: {type: string, max_length: 20, required: true}
            city:       {type: string, max_length: 20}
        visits:
          path: visits.csv
          empty: allow
          columns:
            course: {type: integer, required: true}
            day:    {type: date, required: true}
      dimensions:
        dim_course:
          from: courses
          natural_key: [course]
          attributes: [title, instructor]
        dim_instructor: {from: instructors, natural_key: [instructor], attributes: [city]}
      facts:
        fact_visit:
          from: visits
          grain: [course, day]
          date: day
          dimensions:
            course_key: {to: dim_course, by: [course], missing: quarantine}
      """;
  private static final String WITH_OUTRIGGER =
      SPEC.replace(
          "    attributes: [title, instructor]\n",
          "    attributes: [title, instructor]\n    outriggers: {instructor_key: {to:"
              + " dim_instructor, by: [instructor]}}\n");

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void empty() {
    project = Project.generated("people", WITH_OUTRIGGER, folder);
  }

  private void load(int day, String courses, String instructors, String visits) {
    Path input = folder.resolve("input/2025-06-0" + day);
    Folders.write(input.resolve("courses.csv"), "course,title,instructor\n" + courses);
    Folders.write(input.resolve("instructors.csv"), "instructor,city\n" + instructors);
    Folders.write(input.resolve("visits.csv"), "course,day\n" + visits);
    project.loaded("people", "2025-06-0" + day);
  }

  private List<String> courses() {
    return Db.rows(
        project.url(),
        """
        select course.course, course.title, named.instructor, named.city
        from people.dim_course as course
        inner join people.dim_instructor as named using (instructor_key)
        where course.course is not null
        order by 1
        """);
  }

  private List<String> instructors() {
    return Db.rows(
        project.url(),
        "select instructor, is_inferred from people.dim_instructor where instructor is not null order by 1");
  }

  @Test
  void whoIsNamedFirstIsInferredAndCompleted() {
    load(1, "1,Sums,Ann\n2,Maps,Ben\n", "Ann,Ulm\n", "");
    assertThat(courses()).containsExactly("1|Sums|Ann|Ulm", "2|Maps|Ben|");
    assertThat(instructors()).containsExactly("Ann|f", "Ben|t");
    load(2, "2,Maps,Cem\n", "Ben,Hof\n", "");
    assertThat(courses()).containsExactly("1|Sums|Ann|Ulm", "2|Maps|Cem|");
    assertThat(instructors()).containsExactly("Ann|f", "Ben|f", "Cem|t");
    load(2, "", "", "");
    assertThat(courses()).containsExactly("1|Sums|Ann|Ulm", "2|Maps|Ben|");
    assertThat(instructors())
        .as("Cem was named by that batch alone")
        .containsExactly("Ann|f", "Ben|t");
  }

  @Test
  void memberThatFactsKeepKeepsItsOutrigger() {
    load(1, "1,Sums,Ann\n", "", "");
    load(2, "", "", "1,2025-06-02\n");
    load(1, "", "", "");
    assertThat(courses()).containsExactly("1|Sums|Ann|");
    assertThat(instructors()).containsExactly("Ann|t");
    load(1, "1,Sums,Ben\n", "", "");
    assertThat(courses()).containsExactly("1|Sums|Ben|");
    assertThat(instructors()).as("of Ann nobody speaks any more").containsExactly("Ben|t");
    load(1, "", "", "");
    load(2, "", "", "");
    assertThat(courses()).isEmpty();
    assertThat(instructors()).isEmpty();
  }

  @Test
  void memberThatIsDeletedNamesNobody() {
    load(1, "1,Sums,Ann\n2,Maps,Ben\n", "", "");
    load(2, "1,-,\n", "", "");
    assertThat(courses()).containsExactly("2|Maps|Ben|");
    assertThat(instructors()).as("what was said is said").containsExactly("Ann|t", "Ben|t");
    load(1, "2,Maps,Ben\n", "", "");
    assertThat(instructors()).containsExactly("Ben|t");
  }

  @Test
  void bothDimensionsMayGoAtOnce() {
    Path spec = folder.resolve("db/people/people.yaml");
    String text = Folders.read(spec);
    int facts = text.indexOf("facts:");
    int dimensions = text.indexOf("dimensions:");
    Folders.write(
        spec,
        text.substring(0, dimensions)
            + "dimensions:\n  dim_day: {from: visits, natural_key: [day], junk: true}\n"
            + text.substring(facts)
                .replace(
                    "course_key: {to: dim_course, by: [course], missing: quarantine}",
                    "day_key: {to: dim_day, by: [day]}")
                .replace("fact_visit", "fact_look"));
    project.generate("people", true);
    load(1, "", "", "1,2025-06-01\n");
    assertThat(Db.rows(project.url(), "select course from people.fact_look")).containsExactly("1");
  }

  @Test
  void areaThatIsLoadedTakesOneOn() {
    project = Project.generated("people", SPEC, folder.resolve("plain"));
    folder = folder.resolve("plain");
    load(1, "1,Sums,Ann\n", "Ann,Ulm\n", "1,2025-06-01\n");
    Folders.write(folder.resolve("db/people/people.yaml"), WITH_OUTRIGGER);
    project.generate("people", false);
    project.loaded("people", "2025-06-01");
    assertThat(courses()).containsExactly("1|Sums|Ann|Ulm");
    assertThat(
            Db.rows(
                project.url(),
                "select conname from pg_constraint where conrelid = 'people.dim_course'::regclass and contype = 'f'"))
        .containsExactly("dim_course_instructor_key_fk");
  }
}
