package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns marked {@code pii} are judged in clear, and go nowhere in clear. */
@Tag("slow")
class PersonsAreHiddenTest {
  private static final String SPEC =
      """
      subject: people
      input: input
      sources:
        people:
          path: people.csv
          columns:
            email:  {type: string, required: true, pattern: '[^@]+@[^@]+', pii: hash}
            domain: {type: string, from: email, parse: "split_part(email, '@', 2)", one_of: [x.org, y.org]}
            phone:  {type: string, pattern: '[0-9]+', pii: mask}
            born:   {type: date, pii: drop}
            city:   {type: string}
          unique: {key: [email], keep: last}
        visits:
          path: visits.json
          columns:
            email:   {type: string, required: true, pii: hash}
            seen_at: {type: date, required: true}
      dimensions:
        dim_person: {from: people, natural_key: [email], attributes: [domain, phone, born, city]}
      facts:
        fact_visit:
          from: visits
          grain: [email, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [email]}
      """;

  /** Parts of all personal data below. */
  private static final List<String> SECRETS =
      List.of(
          "annika",
          "bobby",
          "cidney",
          "danielle",
          "evelyn",
          "5551",
          "5552",
          "5553",
          "1970",
          "1980",
          "1990");

  @TempDir Path folder;
  private Project project;
  private Project.Result loaded;

  @BeforeEach
  void load() {
    project = Project.generated("people", SPEC, folder);
    Folders.write(
        folder.resolve("input/people.csv"),
        """
        email,phone,born,city
        annika@x.org,5551,1970-01-01,Ulm
        bobby@z.net,5552,1980-01-01,Bonn
        cidney.x.org,555-3,1990-13-01,Hamm
        annika@x.org,5551,1970-01-01,Ulm
        evelyn@y.org,"5553,1990-01-01,Hof
        """);
    Folders.write(
        folder.resolve("input/visits.json"),
        """
        {"email": "annika@x.org", "seen_at": "2025-06-01"}
        {"email": "danielle@x.org", "seen_at": "2025-06-01"}
        {"email": bobby@z.net}
        """);
    loaded = project.loaded("people", "2025-06-01");
  }

  @Test
  void starHasWhatTheSpecAllows() {
    assertThat(
            Db.rows(
                project.url(),
                """
                select person_key = encode(sha256(convert_to(person.email, 'UTF8')), 'hex'),
                    person.email = encode(sha256('annika@x.org'), 'hex'), domain, phone, born, city
                from people.fact_visit
                inner join people.dim_person as person using (person_key)
                """))
        .containsExactly("t|t|x.org|5***||Ulm");
  }

  @Test
  void nothingElseHasIt() throws IOException {
    StringBuilder everything = new StringBuilder(loaded.out()).append(loaded.err());
    for (String table :
        Db.rows(
            project.url(),
            "select table_schema || '.' || table_name from information_schema.tables where (table_schema like 'people%' or table_schema = 'loadstar') and table_name not like 'migrations%'")) {
      everything.append(Db.rows(project.url(), "select cast(t as text) from " + table + " t"));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(folder.resolve("input")) && !file.startsWith(folder.resolve("db"))) {
          everything.append(Files.readString(file));
        }
      }
    }
    for (String verb : List.of("show", "list")) {
      everything.append(project.run("quarantine", verb, "people").out());
    }
    String text = everything.toString().replaceAll("[0-9a-f]{64}|\"run_id\":[0-9]+", "");
    assertThat(text).contains("Hamm").contains("does not match").contains("is none of");
    assertThat(SECRETS.stream().filter(text::contains).map(secret -> around(secret, text)))
        .isEmpty();
  }

  private static String around(String secret, String text) {
    int at = text.indexOf(secret);
    return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 40));
  }

  @Test
  void whatWasNotKeptIsNotReplayed() {
    Path file = folder.resolve("mend.jsonl");
    project.run("quarantine", "export", "people", "--to", file.toString());
    Folders.write(file, Folders.read(file).replace("\"city\"", "\"email\":\"zoe@x.org\",\"city\""));
    Project.Result replayed =
        project.run("quarantine", "replay", "people", "--from", file.toString());
    assertThat(replayed.err()).isEmpty();
    assertThat(replayed.out()).contains("0 were loaded");
    assertThat(project.run("quarantine", "show", "people").out())
        .contains("was not kept whole, since it has personal data; load its batch again")
        .doesNotContain("zoe");
  }

  @Test
  void expressionThatFailsDoesNotRepeatTheValue() {
    Path spec = folder.resolve("db/people/people.yaml");
    Folders.write(
        spec,
        Folders.read(spec)
            .replace(
                "    unique: {key: [email], keep: last}",
                "    unique: {key: [email], keep: last}\n    rules: {odd: {check: \"cast(city as int) > 5 or cast(phone as int) = 1 or cast(email as int) = 1\"}}"));
    Folders.write(
        folder.resolve("input/people.csv"),
        "email,phone,born,city\nfrancesca@x.org,5,1970-01-01,1\n");
    Project.Result failed = project.load("people", "2025-06-01");
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.err()).contains("breaks odd", "cannot be computed: cast(city as int) > 5");
    assertThat(failed.out() + failed.err() + project.run("runs").out())
        .doesNotContain("francesca")
        .doesNotContain("running it again");
  }

  @Test
  void recordsKeptBeforeAColumnWasMarkedAreNotReplayed(@TempDir Path other) throws IOException {
    String unmarked = SPEC.replace(", pii: mask", "").replace(", pii: drop", "");
    Project before = Project.generated("people", unmarked.replace(", pii: hash", ""), other);
    Folders.copy(folder.resolve("input"), other.resolve("input"));
    before.loaded("people", "2025-06-01");
    assertThat(before.run("quarantine", "show", "people").out()).contains("5552", "1980-01-01");
    Folders.write(other.resolve("db/people/people.yaml"), SPEC.replace(", pii: hash", ""));
    Path file = other.resolve("mend.jsonl");
    before.run("quarantine", "export", "people", "--to", file.toString());
    assertThat(before.run("quarantine", "replay", "people", "--from", file.toString()).out())
        .contains("0 were loaded");
    assertThat(before.run("quarantine", "show", "people", "--source", "people").out())
        .contains("load its batch again")
        .doesNotContain("5552", "1980-01-01");
    assertThat(Db.count(before.url(), "loadstar.corrected_record")).isZero();
    Files.delete(file);
  }
}
