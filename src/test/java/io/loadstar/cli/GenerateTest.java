package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spec and its migrations: written once, never edited, and never silently in disagreement. */
@Tag("slow")
class GenerateTest {
  private static final String SPEC =
      """
      subject: people
      input: input
      sources:
        people:
          path: people.csv
          columns:
            person_id: {type: integer, required: true}
            full_name: {type: string, from: name, max_length: 40}
            seen_at:   {type: timestamp, required: true}
      dimensions:
        dim_person: {from: people, natural_key: [person_id], attributes: [full_name]}
      facts:
        fact_visit:
          from: people
          grain: [person_id, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [person_id]}
          measures: {visits: "1"}
      """;

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void loadedOnce() {
    project = Project.at(folder).warehouse(TestWarehouse.empty());
    spec(SPEC);
    Folders.write(
        folder.resolve("input/people.csv"), "person_id,name,seen_at\n1,Ann,2025-06-01 10:00:00\n");
    project.generate("people", false);
    project.loaded("people", "2025-06-01");
  }

  private void spec(String text) {
    Folders.write(folder.resolve("db/people/people.yaml"), text);
  }

  @Test
  void filesOfThisRepositoryAreWhatTheirSpecsGenerate() {
    Folders.copy(Project.ROOT.resolve("db"), folder.resolve("db"));
    Folders.copy(Project.ROOT.resolve("bench/db/quiz"), folder.resolve("db/quiz"));
    assertThat(project.generate("edtech", false)).isEmpty();
    assertThat(project.generate("learning", false)).isEmpty();
    assertThat(project.generate("engagement", false)).isEmpty();
    assertThat(project.generate("commerce", false)).isEmpty();
    assertThat(project.generate("quiz", false)).isEmpty();
  }

  @Test
  void unchangedSpecWritesNothing() {
    assertThat(project.generate("people", false)).isEmpty();
  }

  @Test
  void newColumnAndWiderTypesBecomeTheNextMigration() {
    spec(
        SPEC.replace("max_length: 40", "max_length: 80")
            .replace("person_id: {type: integer", "person_id: {type: bigint")
            .replace("[full_name]}", "[full_name, full_name_length]}")
            .replace(
                "      seen_at:",
                "      full_name_length: {type: integer, from: length, description: How long it's}\n      seen_at:")
            .replace("{visits: \"1\"}", "{visits: \"1\", name_length: full_name_length}"));
    Folders.write(
        folder.resolve("input/people.csv"),
        "person_id,name,seen_at,length\n1,Ann,2025-06-01 10:00:00,3\n9999999999,Ben,2025-06-01 10:00:00,\n");
    Project.Result refused = project.load("people", "2025-06-01");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("disagree", "Run 'loadstar generate people'");

    assertThat(project.generate("people", false))
        .contains(
            "postgresql/V2__change_type_dim_person_person_id_and_more.sql",
            "redshift/V2__change_type_dim_person_person_id_and_more.sql",
            "common/R__merge_dim_person.sql");
    project.loaded("people", "2025-06-01");
    assertThat(
            Db.rows(
                project.url(),
                "select person_id, full_name_length from people.dim_person where person_id is not null order by 1"))
        .containsExactly("1|3", "9999999999|");
    assertThat(
            Db.value(
                project.url(),
                "select col_description('people.dim_person'::regclass, attnum) from pg_attribute where attname = 'full_name_length' and attrelid = 'people.dim_person'::regclass"))
        .isEqualTo("How long it's");
    assertThat(project.generate("people", false)).isEmpty();
  }

  /** It has what the old one had: that it is never null, and its comment. */
  @Test
  void onRedshiftANewColumnTakesThePlaceOfOneWhoseTypeChanges() {
    String spec =
        SPEC.replace(
                "person_id: {type: integer, required: true",
                "person_id: {type: integer, required: true, description: The person's number")
            + "  fact_day: {from: people, grain: [person_id, seen_at], date: seen_at, measures: {n: \"2\"}}\n";
    spec(spec);
    project.generate("people", false);
    spec(spec.replace("person_id: {type: integer", "person_id: {type: bigint"));
    String written =
        project.generate("people", false).stream()
            .filter(file -> file.startsWith("redshift/V3"))
            .findFirst()
            .orElseThrow();
    assertThat(Folders.read(folder.resolve("db/people").resolve(written)))
        .contains(
            "alter table people.dim_person add column person_id_retyped bigint;",
            "alter table people.fact_day add column person_id_retyped bigint default 0 not null;",
            "comment on column people.fact_day.person_id is 'The person''s number';");
  }

  @Test
  void newTableBecomesTheNextMigration() {
    spec(
        SPEC
            + "  fact_day: {from: people, grain: [person_id, seen_at], date: seen_at, measures: {n: \"2\"}}\n");
    assertThat(project.generate("people", false))
        .contains("postgresql/V2__create_table_fact_day.sql", "common/R__replace_fact_day.sql");
    project.loaded("people", "2025-06-01");
    assertThat(Db.count(project.url(), "people.fact_day")).isEqualTo(1);
  }

  @Test
  void newBridgeBecomesTheNextMigrationAndMayGoAgain() {
    String column = "      tags: {type: array, max_length: 20}\n";
    String bridge = ", bridge: {bridge_%s: {array: tags, element: label}}";
    String withColumn =
        SPEC.replace(
            "      seen_at:   {type: timestamp", column + "      seen_at:   {type: timestamp");
    String withAttribute = withColumn.replace("[full_name]", "[full_name, tags]");
    Folders.write(
        folder.resolve("input/people.csv"),
        "person_id,name,tags,seen_at\n1,Ann,\"a,b\",2025-06-01 10:00:00\n2,Ben,,2025-06-01 10:00:00\n");
    spec(withAttribute);
    project.generate("people", false);
    project.loaded("people", "2025-06-01");
    spec(
        withAttribute
            .replace(
                "[full_name, tags]}", "[full_name, tags]" + bridge.formatted("person_tag") + "}")
            .replace(
                "measures: {visits: \"1\"}",
                "measures: {visits: \"1\"}\n    bridge: {bridge_visit_tag: {array: tags, element: label}}"));
    assertThat(project.generate("people", false))
        .contains(
            "common/R__add_bridge_person_tag.sql",
            "common/R__add_bridge_visit_tag.sql",
            "redshift/V3__add_column_dim_person_label_group_key_and_more.sql");
    project.loaded("people", "2025-06-01");
    for (String table : List.of("dim_person", "fact_visit")) {
      String tags = table.replace("dim_", "bridge_").replace("fact_", "bridge_") + "_tag";
      assertThat(
              Db.rows(
                  project.url(),
                  "select label, weight from people.%s join people.%s using (label_group_key) where %s._run_id > 0 order by 1"
                      .formatted(table, tags, table)))
          .containsExactly("a|0.5", "b|0.5", "|1");
    }
    spec(
        withColumn
            .replace("max_length: 20", "max_length: 30")
            .replace("[full_name]", "[full_name, tags]"));
    assertThat(project.generate("people", true))
        .contains("common/R__add_bridge_visit_tag.sql (removed)");
    project.loaded("people", "2025-06-01");
    assertThat(Db.value(project.url(), "select to_regclass('people.bridge_person_tag') is null"))
        .isEqualTo("t");
  }

  @Test
  void droppedColumnIsRefusedWithoutTheFlag() {
    spec(SPEC.replace("attributes: [full_name]", "attributes: []"));
    assertThatThrownBy(() -> project.generate("people", false))
        .hasMessage(
            "The changed spec would lose data that is in the warehouse: column people.dim_person.full_name is not in the spec any more. Nothing was written. If that is meant, run 'loadstar generate people --allow-loss'.");
    assertThat(project.generate("people", true))
        .contains("postgresql/V2__drop_column_dim_person_full_name.sql");
    project.loaded("people", "2025-06-01");
  }

  @Test
  void droppedTableIsRefusedWithoutTheFlag() {
    spec(SPEC.substring(0, SPEC.indexOf("facts:")));
    assertThatThrownBy(() -> project.generate("people", false))
        .hasMessageContaining("table people.fact_visit is not in the spec any more");
    assertThat(project.generate("people", true))
        .contains(
            "postgresql/V2__drop_table_fact_visit.sql",
            "common/R__replace_fact_visit.sql (removed)");
    project.loaded("people", "2025-06-01");
    assertThat(Db.value(project.url(), "select to_regclass('people.fact_visit') is null"))
        .isEqualTo("t");
    assertThat(
            Db.rows(project.url(), "select proname from pg_proc where proname like '%fact_visit%'"))
        .isEmpty();
  }

  @Test
  void narrowedColumnIsRefusedWithoutTheFlag() {
    spec(SPEC.replace("max_length: 40", "max_length: 20"));
    assertThatThrownBy(() -> project.generate("people", false))
        .hasMessageContaining(
            "column people.dim_person.full_name is string(40) and would be string(20)");
    assertThat(project.generate("people", true))
        .contains("postgresql/V2__narrow_type_dim_person_full_name.sql");
    project.loaded("people", "2025-06-01");
  }

  @Test
  void typeThatCannotBeConvertedIsLeftToAPerson() {
    spec(SPEC.replace("{type: string, from: name, max_length: 40}", "{type: boolean, from: name}"));
    assertThatThrownBy(() -> project.generate("people", true))
        .hasMessageContaining("Loadstar cannot change this by itself")
        .hasMessageContaining("by hand for each engine");
  }

  @Test
  void migrationEditedByHandIsRefused() {
    Path file = folder.resolve("db/people/postgresql/V1__create_star.sql");
    Folders.write(file, Folders.read(file) + "\ncreate table people.extra (a integer);\n");
    Project.Result result = project.load("people", "2025-06-01");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("Migrations of 'people' that were already applied have changed since")
        .contains("changed since: V1.")
        .contains("Restore the files from version control")
        .doesNotContain("\tat ");
  }

  @Test
  void procedureEditedByHandIsRefused() {
    Path file = folder.resolve("db/people/common/R__replace_fact_visit.sql");
    Folders.write(file, Folders.read(file).replace("delete from", "-- delete from"));
    Project.Result result = project.load("people", "2025-06-01");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("common/R__replace_fact_visit.sql is not what the spec generates");
  }

  @Test
  void tableChangedInTheWarehouseIsNoticed() {
    TestWarehouse.execute(project.url(), "alter table people.dim_person drop column full_name");
    assertThat(project.load("people", "2025-06-01").err())
        .contains("column people.dim_person.full_name is missing");
  }

  @Test
  void bothEnginesGetTheSameFiles() {
    Path area = Project.ROOT.resolve("db/edtech");
    List<String> postgres = Folders.list(area.resolve("postgresql"));
    assertThat(Folders.list(area.resolve("redshift"))).isEqualTo(postgres).isNotEmpty();
  }
}
