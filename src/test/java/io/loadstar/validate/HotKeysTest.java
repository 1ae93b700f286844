package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.batch.RecordStatus;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that many records have is named, unless it tells who somebody is. */
class HotKeysTest {
  private static final String SPEC =
      """
      subject: app
      sources:
        people: {path: people.csv, columns: {person: {type: string, required: true}}}
        pages: {path: pages.csv, columns: {page: {type: integer, required: true}}}
        visits:
          path: visits.csv
          columns:
            person: {type: string, required: true}
            page:   {type: integer, required: true}
            day:    {type: date, required: true}
      dimensions:
        dim_person: {from: people, natural_key: [person]}
        dim_page: {from: pages, natural_key: [page]}
      facts:
        fact_visit:
          from: visits
          grain: [person, page, day]
          date: day
          dimensions:
            person_key: {to: dim_person, by: [person]}
            page_key: {to: dim_page, by: [page]}
      """;

  @TempDir Path folder;

  private List<String> hot(String spec) {
    Path file = folder.resolve("app.yaml");
    Folders.write(file, spec);
    Problems problems = new Problems();
    SubjectArea area = SpecReader.read(file, problems).orElseThrow();
    assertThat(problems.inOrder()).isEmpty();
    Dataset<Row> rows =
        SparkRuntime.start(SparkRuntime.LOCAL)
            .range(0, 1_000, 1, 3)
            .select(
                when(col("id").lt(300), lit("ann"))
                    .otherwise(col("id").cast("string"))
                    .as("person"),
                when(col("id").mod(3).gt(0), concat(lit("c"), col("id").mod(3))).as("channel"),
                col("id").cast("int").as("page"),
                lit(RecordStatus.ACCEPTED).as(RecordStatus.STATUS));
    ValidatedSource visits =
        new ValidatedSource(
            area.source("visits").orElseThrow(),
            1,
            Optional.empty(),
            rows,
            () -> 1_000L,
            Map.of(),
            true,
            Optional.empty(),
            Map.of(),
            Optional.empty());
    return new HotKeys(area).of(List.of(visits));
  }

  @Test
  void keyOfAThirdOfTheRecordsIsNamed() {
    assertThat(hot(SPEC)).containsExactly("30% of visits have person 'ann'");
  }

  /** Of three values each has a third, and that a value is missing is none. */
  @Test
  void fewValuesAreNot() {
    assertThat(
            hot(
                SPEC.replace("by: [person]", "by: [channel]")
                    .replace("natural_key: [person]", "natural_key: [channel]")
                    .replace("person: {type: string, required: true}", "channel: {type: string}")
                    .replace("grain: [person, page, day]", "grain: [page, day]")))
        .isEmpty();
  }

  @Test
  void personsAreNot() {
    assertThat(hot(SPEC.replace("person: {type: string,", "person: {type: string, pii: hash,")))
        .containsExactly("30% of visits have one person (personal data)");
  }
}
