package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loader needs no superuser, the reader sees the star only, and data stays data. */
@Tag("slow")
class LeastRightsTest {
  /** As README says: the rights of a loader whose administrator creates the reader's role. */
  private static final String ROLES =
      """
      do $$
      begin
          if not exists (select 1 from pg_roles where rolname = 'night_loader') then
              create role night_loader login;
              create role bi login;
          end if;
          if not exists (select 1 from pg_roles where rolname = 'people_reader') then
              create role people_reader nologin;
          end if;
          grant people_reader to bi;
      end
      $$;
      """;

  private static final String SPEC =
      """
      subject: people
      input: input
      sources:
        people:
          path: people.csv
          columns:
            name: {type: string, required: true}
            city: {type: string, pattern: '.{0,200}'}
        visits:
          path: visits.csv
          columns:
            name:    {type: string, required: true}
            seen_at: {type: date, required: true}
      dimensions:
        dim_person: {from: people, natural_key: [name], attributes: [city], history: type2, tracked: [city]}
      facts:
        fact_visit:
          from: visits
          grain: [name, seen_at]
          date: seen_at
          dimensions: {person_key: {to: dim_person, by: [name], missing: infer}}
      """;

  @TempDir Path folder;
  private Project project;
  private String owner;

  @BeforeEach
  void loadAsALoaderWithoutMoreRights() {
    owner = TestWarehouse.empty();
    TestWarehouse.execute(owner, ROLES);
    TestWarehouse.execute(
        owner,
        "do $$ begin execute 'grant create on database ' || current_database() || ' to night_loader'; end $$");
    project = Project.generated("people", SPEC, folder);
    project.warehouse(owner.replace("user=postgres", "user=night_loader"));
    Folders.write(
        folder.resolve("input/people.csv"),
        """
        name,city
        Robert'); drop table people.dim_person; --,Ulm
        ${jndi:ldap://127.0.0.1/x},"$(touch /tmp/loadstar)\\N\\."
        """);
    Folders.write(
        folder.resolve("input/visits.csv"),
        """
        name,seen_at
        Robert'); drop table people.dim_person; --,2025-06-01
        ' or 1 = 1; --,2025-06-01
        """);
    project.loaded("people", "2025-06-01");
    project.loaded("people", "2025-06-01");
  }

  @Test
  void hostileValuesAreData() {
    assertThat(
            Db.rows(
                owner,
                "select person.name, city, is_inferred from people.fact_visit inner join people.dim_person as person using (person_key) order by 3"))
        .containsExactly("Robert'); drop table people.dim_person; --|Ulm|f", "' or 1 = 1; --||t");
    assertThat(Db.value(owner, "select city from people.dim_person where name like '%jndi%'"))
        .isEqualTo("$(touch /tmp/loadstar)\\N\\.");
  }

  @Test
  void whatATerminalTakesForACommandIsShownInstead() {
    Folders.write(
        folder.resolve("input/people.csv"),
        "name,city\nA,\u001b[2J\u0007\u009b" + "x".repeat(250) + "\nB,Bonn\n");
    project.loaded("people", "2025-06-01");
    for (String verb : new String[] {"show", "list"}) {
      assertThat(project.run("quarantine", verb, "people").out())
          .contains("\\x1b[2J\\x07\\x9b")
          .doesNotContain("\u001b", "\u009b");
    }
  }

  @Test
  void readerSeesTheStarOnly() {
    String reader = owner.replace("user=postgres", "user=bi");
    assertThat(Db.count(reader, "people.dim_person")).isEqualTo(4);
    assertThat(Db.count(reader, "shared.dim_date")).isEqualTo(366);
    assertThat(
            Db.rows(
                reader,
                """
                select key_column_usage.table_name || '.' || column_name
                from information_schema.table_constraints
                inner join information_schema.key_column_usage using (constraint_schema, constraint_name)
                where constraint_type = 'FOREIGN KEY' and table_constraints.table_schema = 'people'
                order by 1
                """))
        .as("tools that look for joins find them")
        .containsExactly("fact_visit.date_key", "fact_visit.person_key");
    for (String table :
        Db.rows(
            owner,
            "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('people_staging', 'loadstar')")) {
      assertThatThrownBy(() -> Db.count(reader, table))
          .as(table)
          .hasStackTraceContaining("permission denied");
    }
    assertThatThrownBy(() -> TestWarehouse.execute(reader, "delete from people.dim_person"))
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(
            () -> TestWarehouse.execute(reader, "call people_staging.prune_dim_person()"))
        .hasStackTraceContaining("permission denied for schema people_staging");
    assertThat(
            Db.count(
                owner,
                "pg_proc where prokind = 'p' and pronamespace in ('people'::regnamespace, 'shared'::regnamespace)"))
        .as("procedures that a BI tool lists beside the star")
        .isZero();
  }
}
