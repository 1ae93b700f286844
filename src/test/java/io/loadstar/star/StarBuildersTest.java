package io.loadstar.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.model.ColumnType;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.Star;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import io.loadstar.support.Folders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of dimensions, facts and bridges from a handful of accepted records, without a load. */
class StarBuildersTest {
  private static final String SPEC =
      """
      subject: shop
      sources:
        sales:
          path: sales.csv
          columns:
            sale_id:  {type: integer, required: true}
            item:     {type: string}
            colour:   {type: string}
            sold_at:  {type: timestamp, required: true}
            paid_on:  {type: date}
            amount:   {type: integer}
            tags:     {type: array}
      dimensions:
        dim_item: {from: sales, natural_key: [item, colour], keep: last, order_by: [amount]}
        dim_flags: {from: sales, natural_key: [colour], junk: true}
      facts:
        fact_sale:
          from: sales
          grain: [sale_id]
          date: {column: sold_at, zone: Europe/Berlin}
          dimensions:
            item_key: {to: dim_item, by: [item, colour], missing: unknown}
            paid_date_key: {to: dim_date, by: [paid_on]}
          measures: {doubled: amount * 2}
          bridge:
            bridge_sale_tag: {array: tags, element: label}
      """;

  private static final String NOBODY = "0".repeat(64);

  @TempDir Path folder;

  private SubjectArea area() {
    Path spec = folder.resolve("shop.yaml");
    Folders.write(spec, SPEC);
    Problems problems = new Problems();
    SubjectArea area = SpecReader.read(spec, problems).orElseThrow();
    assertThat(problems.inOrder()).isEmpty();
    return area;
  }

  private static Dataset<Row> records() {
    SparkSession spark = SparkRuntime.start("local[2]");
    return spark.sql(
        """
        select '/in/sales.csv' as _file, id as _line, id as _offset, cast(id as int) as sale_id, item, colour,
            cast(at as timestamp) as sold_at, cast(paid as date) as paid_on, amount, tags
        from values
            (1L, 'nail', 'red', '2025-06-01 23:30:00', '2025-06-03', 1, array('b', 'a')),
            (2L, 'nail', 'red', '2025-06-01 10:00:00', null, 5, array('b', 'a')),
            (3L, null, 'red', '2025-06-01 10:00:00', null, null, cast(null as array<string>))
            as given (id, item, colour, at, paid, amount, tags)
        """);
  }

  private static String sha(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> shown(Dataset<Row> rows, String... columns) {
    return rows
        .selectExpr(
            Arrays.stream(columns)
                .map(name -> "cast(" + name + " as string)")
                .toArray(String[]::new))
        .collectAsList()
        .stream()
        .map(row -> row.mkString("|"))
        .sorted()
        .toList();
  }

  @Test
  void factHasKeysOfItsMembersAndTheDayOfTheZone() throws Exception {
    SubjectArea area = area();
    Star star = Star.of(area, Map.of("fact_sale.doubled", ColumnType.of(Kind.INTEGER)));
    Dataset<Row> fact =
        FactBuilder.build(records(), area.fact("fact_sale").orElseThrow(), star.fact("fact_sale"));
    String nail = sha("nail|red");
    assertThat(shown(fact, "sale_id", "item_durable_key", "date_key", "paid_date_key", "doubled"))
        .containsExactly(
            "1|" + nail + "|20250602|20250603|2",
            "2|" + nail + "|20250601|0|10",
            "3|" + NOBODY + "|20250601|0|null");
  }

  @Test
  void dimensionTakesOneRecordOfEachMember() throws Exception {
    SubjectArea area = area();
    assertThat(
            shown(
                DimensionBuilder.build(
                    records(), area.dimension("dim_item").orElseThrow(), area.sources().get(0)),
                "item_key",
                "item",
                "colour"))
        .containsExactly(sha("nail|red") + "|nail|red");
    assertThat(
            shown(
                DimensionBuilder.build(
                    records(), area.dimension("dim_flags").orElseThrow(), area.sources().get(0)),
                "colour"))
        .containsExactly("red");
  }

  @Test
  void bridgeHasEachGroupOnceAndSharesThatSumToOne() throws Exception {
    SubjectArea area = area();
    Dataset<Row> bridge =
        BridgeBuilder.build(records(), area.bridge("bridge_sale_tag").orElseThrow());
    String group = sha("b|a");
    assertThat(
            shown(
                bridge.filter("label is not null"),
                "label_group_key",
                "ordinal",
                "label",
                "weight"))
        .containsExactly(group + "|1|b|0.5", group + "|2|a|0.5");
  }
}
