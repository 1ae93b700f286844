package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Marts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a report shows where a member is not known. */
@Tag("slow")
class UnknownTextsTest {
  private static final String SPEC =
      """
      subject: shop
      input: input/{batch_date}
      sources:
        goods:
          path: goods.csv
          columns:
            good:   {type: integer, required: true}
            colour: {type: string, max_length: 20}
            size:   {type: integer}
        sales:
          path: sales.csv
          columns:
            sale: {type: integer, required: true}
            good: {type: integer}
            day:  {type: date, required: true}
      dimensions:
        dim_good:
          from: goods
          natural_key: [good]
          attributes: [colour, size]
          <history>
          <unknown>
      facts:
        fact_sale:
          from: sales
          grain: [sale]
          date: day
          dimensions:
            good_key: {to: dim_good, by: [good], missing: infer}
      marts:
        sales_by_colour:
          grain: [date_key, colour]
          date: date_key
          columns: {date_key: {type: integer}, colour: {type: string}, sales: {type: bigint}}
      """;

  private static final String MART =
      """
      select sale.date_key, coalesce(good.colour, '-') as colour, count(*) as sales
      from shop.fact_sale as sale
      inner join shop.dim_good as good on good.good_key = sale.good_key
      group by sale.date_key, coalesce(good.colour, '-')
      """;

  private static String spec(String history, String unknown) {
    return SPEC.replace("<history>", history).replace("<unknown>", unknown);
  }

  private static Project project(String history, String unknown) {
    Project project =
        Project.generated(
            "shop",
            spec(history, unknown),
            Map.of("sales_by_colour", MART),
            Folders.temporary("unknown"));
    write(project, "2025-06-01", "1,red,4\n", "1,1\n2,2\n3,\n");
    write(project, "2025-06-02", "2,blue,5\n", "4,1\n");
    return project;
  }

  private static void write(Project project, String day, String goods, String sales) {
    Folders.write(
        project.folder().resolve("input/" + day + "/goods.csv"), "good,colour,size\n" + goods);
    Folders.write(
        project.folder().resolve("input/" + day + "/sales.csv"),
        "sale,good,day\n" + sales.replace("\n", "," + day + "\n"));
  }

  private static List<String> goods(Project project) {
    return Db.rows(project.url(), "select good, colour, size from shop.dim_good order by good");
  }

  private static List<String> mart(Project project) {
    Marts.assertEqualsItsRecomputation(project.url(), "shop", "sales_by_colour", MART);
    return Db.rows(
        project.url(),
        "select colour, sum(sales) from shop.sales_by_colour group by colour order by 1");
  }

  @Test
  void unknownAndInferredMembersHaveThem() {
    for (String history : List.of("history: type1", "history: type2\n    tracked: [colour]")) {
      Project project = project(history, "unknown: {colour: not 'known'}");
      project.loaded("shop", "2025-06-01");
      assertThat(goods(project)).containsExactly("1|red|4", "2|not 'known'|", "|not 'known'|");
      assertThat(mart(project)).containsExactly("not 'known'|2", "red|1");
      project.loaded("shop", "2025-06-02");
      assertThat(goods(project)).containsExactly("1|red|4", "2|blue|5", "|not 'known'|");
      project.run("retract", "shop", "--batch-date", "2025-06-02");
      assertThat(goods(project)).containsExactly("1|red|4", "2|not 'known'|", "|not 'known'|");
    }
  }

  @Test
  void textThatChangesLaterIsInDimensionAndMart() {
    Project project = project("history: type1", "");
    project.loaded("shop", "2025-06-01");
    assertThat(goods(project)).containsExactly("1|red|4", "2||", "||");
    Folders.write(
        project.folder().resolve("db/shop/shop.yaml"),
        spec("history: type1", "unknown: {colour: n/a}"));
    assertThat(project.generate("shop", false)).contains("common/R__unknown_dim_good.sql");
    project.loaded("shop", "2025-06-02");
    assertThat(goods(project)).containsExactly("1|red|4", "2|blue|5", "|n/a|");
    assertThat(mart(project)).containsExactly("blue|1", "n/a|1", "red|2");
  }

  @Test
  void onlyTextsThatFitAreTaken() {
    Project project = Project.at(Folders.temporary("unknown"));
    Folders.write(
        project.folder().resolve("db/shop/shop.yaml"),
        spec(
            "history: type1",
            "unknown: {size: none, color: none, colour: longer than twenty characters}"));
    assertThat(project.run("check", "shop").err())
        .contains("'size' is integer, which cannot hold 'none'")
        .contains("there is no attribute 'color'. Did you mean 'colour'?")
        .contains("'colour' is string(20), which cannot hold 'longer than twenty characters'");
  }
}
