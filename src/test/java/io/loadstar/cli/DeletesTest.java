package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A change feed that says that members were deleted. */
@Tag("slow")
class DeletesTest {
  private static final String SPEC =
      """
      subject: shop
      input: input/{batch_date}
      sources:
        clients:
          path: clients.csv
          delivers: changes
          deletes: op = 'D'
          columns:
            op:      {type: string}
            id:      {type: integer, required: true}
            city:    {type: string}
            changed: {type: date, required: true}
            lsn:     {type: integer}
        orders:
          path: orders.csv
          empty: allow
          columns:
            number: {type: integer, required: true}
            id:    {type: integer}
            day:   {type: date, required: true}
        bills:
          path: orders.csv
          empty: allow
          columns:
            number: {type: integer, required: true}
            id:     {type: integer}
            day:    {type: date, required: true}
      dimensions:
        dim_client:
          from: clients
          natural_key: [id]
          attributes: [city]
          history: type2
          tracked: [city]
          effective: changed
          keep: last
          order_by: [lsn]
        dim_contact: {from: clients, natural_key: [id], attributes: [city], keep: last, order_by: [lsn]}
        dim_payer: {from: clients, natural_key: [id], attributes: [city], keep: last, order_by: [lsn]}
      facts:
        fact_order:
          from: orders
          grain: [number]
          date: day
          dimensions:
            client_key: {to: dim_client, by: [id], missing: infer}
            contact_key: {to: dim_contact, by: [id], missing: infer}
        fact_bill:
          from: bills
          grain: [number]
          date: day
          dimensions:
            payer_key: {to: dim_payer, by: [id], missing: quarantine}
      """;

  private static final Map<String, List<String>> DAYS =
      Map.of(
          "2025-06-01", List.of("I,1,Rome,2025-06-01,1\nI,2,Oslo,2025-06-01,2\n", "10,1\n"),
          "2025-06-02",
              List.of(
                  "U,1,Pisa,2025-06-02,3\nD,2,,2025-06-02,5\nI,2,Bern,2025-06-02,4\n", "20,2\n"),
          "2025-06-03", List.of("D,1,,2025-06-03,6\n", ""),
          "2025-06-04", List.of("I,3,Lyon,2025-06-04,7\n", "40,1\n41,2\n42,3\n"));

  private Project project;

  @BeforeEach
  void writeDays() {
    project = Project.generated("shop", SPEC, Folders.temporary("deletes"));
    DAYS.forEach((day, files) -> write(day, files.get(0), files.get(1)));
  }

  private void write(String day, String clients, String orders) {
    Folders.write(
        project.folder().resolve("input/" + day + "/clients.csv"),
        "op,id,city,changed,lsn\n" + clients);
    Folders.write(
        project.folder().resolve("input/" + day + "/orders.csv"),
        "number,id,day\n"
            + orders.lines().map(line -> line + "," + day + "\n").reduce("", String::concat));
  }

  private List<String> rows(String sql) {
    return Db.rows(project.url(), sql);
  }

  @Test
  void versionEndsWhateverTheOrderOfLoads() {
    for (String day : List.of("2025-06-03", "2025-06-01", "2025-06-04", "2025-06-02")) {
      project.loaded("shop", day);
    }
    assertThat(
            rows(
                "select id, city, valid_from, valid_to, is_current from shop.dim_client where id is not null order by 1, 3"))
        .containsExactly(
            "1|Rome|2025-06-01|2025-06-02|f",
            "1|Pisa|2025-06-02|2025-06-03|f",
            "2|Oslo|2025-06-01|2025-06-02|f",
            "3|Lyon|2025-06-04|9999-12-31|t");
    assertThat(
            rows(
                "select number, city from shop.fact_order join shop.dim_client using (client_key) order by 1"))
        .as("an event after the end belongs to the version before it")
        .containsExactly("10|Rome", "20|Oslo", "40|Pisa", "41|Oslo", "42|Lyon");
  }

  @Test
  void memberOfType1GoesUnlessAFactNeedsIt() {
    for (String day : List.of("2025-06-01", "2025-06-02", "2025-06-03", "2025-06-04")) {
      project.loaded("shop", day);
    }
    assertThat(
            rows(
                "select id, city, is_inferred from shop.dim_contact where id is not null order by 1"))
        .containsExactly("1||t", "2||t", "3|Lyon|f");
    assertThat(rows("select id, city from shop.dim_payer where id is not null order by 1"))
        .containsExactly("1|Pisa", "2|Oslo", "3|Lyon");
    assertThat(rows("select number from shop.fact_bill order by 1"))
        .as("orders of 4 June refer to members that are gone")
        .containsExactly("10", "20", "42");
  }

  @Test
  void recordOfWhichItCannotBeToldIsQuarantined() {
    write("2025-06-01", ",1,Rome,2025-06-01,1\nI,2,Oslo,2025-06-01,2\n", "");
    Project.Result result = project.loaded("shop", "2025-06-01");
    assertThat(result.out()).contains("deletes");
    assertThat(rows("select id from shop.dim_client where id is not null")).containsExactly("2");
  }

  /** What is made and purged on one day was there for the facts of the day. */
  @Test
  void memberOfADayLeavesItsFactsWithAMember() {
    write(
        "2025-06-01",
        "I,7,Rome,2025-06-01,1\nD,7,,2025-06-01,2\nI,8,Oslo,2025-06-01,3\n",
        "70,7\n71,8\n");
    project.loaded("shop", "2025-06-01");
    project.loaded("shop", "2025-06-01");
    assertThat(
            rows(
                "select number, id, is_inferred from shop.fact_order join shop.dim_contact using (contact_key)"))
        .containsExactlyInAnyOrder("70|7|t", "71|8|f");
    assertThat(
            rows(
                "select number, id, is_inferred from shop.fact_order join shop.dim_client using (client_key)"))
        .containsExactlyInAnyOrder("70|7|t", "71|8|f");
    assertThat(rows("select number from shop.fact_bill")).containsExactly("71");
  }

  /** A bill keeps the member that it needs, whenever it comes and however often. */
  @Test
  void billOfADayBeforeTheDeletionIsLoadedAtAnyTime() {
    String bills =
        "select number, id, city from shop.fact_bill join shop.dim_payer using (payer_key) order by 1";
    List<String> expected = List.of("10|1|Pisa", "20|2|Oslo", "42|3|Lyon");
    for (String day : List.of("2025-06-01", "2025-06-02", "2025-06-03", "2025-06-04")) {
      project.loaded("shop", day);
    }
    assertThat(rows(bills)).isEqualTo(expected);
    for (String day : List.of("2025-06-02", "2025-06-01", "2025-06-02")) {
      project.loaded("shop", day);
      assertThat(rows(bills)).as("again " + day).isEqualTo(expected);
    }
    write("2025-06-01", DAYS.getOrDefault("2025-06-01", List.of()).get(0), "");
    project.loaded("shop", "2025-06-01");
    assertThat(rows("select id from shop.dim_payer where id is not null order by 1"))
        .as("a member goes with the last bill that needs it")
        .containsExactly("2", "3");
    write("2025-06-01", DAYS.getOrDefault("2025-06-01", List.of()).get(0), "10,1\n");
    project.loaded("shop", "2025-06-01");
    assertThat(rows(bills)).as("and comes back with it").isEqualTo(expected);
  }

  @Test
  void orderOfADayBeforeTheDeletionNamesItsMemberAgain() {
    write("2025-06-01", "I,1,Rome,2025-06-01,1\n", "");
    write("2025-06-03", "D,1,,2025-06-03,6\n", "");
    project.loaded("shop", "2025-06-01");
    project.loaded("shop", "2025-06-03");
    String contacts =
        "select id, city, is_inferred from shop.dim_contact where id is not null order by 1";
    assertThat(rows(contacts)).isEmpty();
    write("2025-06-01", "I,1,Rome,2025-06-01,1\n", "10,1\n");
    project.loaded("shop", "2025-06-01");
    assertThat(rows(contacts)).containsExactly("1||t");
    assertThat(
            rows("select number, city from shop.fact_bill join shop.dim_payer using (payer_key)"))
        .containsExactly("10|Rome");
  }

  /** A record that is kept out says nothing, so the one before it is chosen. */
  @Test
  void recordThatIsKeptOutDeletesNobody() {
    write(
        "2025-06-01",
        "I,1,Rome,2025-06-01,1\nD,1,,2025-16-01,2\nI,2,Oslo,2025-06-01,3\n",
        "10,1\n");
    project.loaded("shop", "2025-06-01");
    assertThat(
            rows("select number, city from shop.fact_bill join shop.dim_payer using (payer_key)"))
        .containsExactly("10|Rome");
  }

  @Test
  void replayLeavesDeletionsAsTheyAre() {
    write("2025-06-03", "D,1,,2025-06-03,6\nU,2,Bonn,2025-16-03,7\n", "");
    for (String day : List.of("2025-06-01", "2025-06-02", "2025-06-03")) {
      project.loaded("shop", day);
    }
    List<String> before = rows("select id, city, is_inferred from shop.dim_contact order by 1");
    Project.Result replayed =
        project.run("quarantine", "replay", "shop", "--batch-date", "2025-06-03");
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
    assertThat(rows("select id, city, is_inferred from shop.dim_contact order by 1"))
        .isEqualTo(before);
  }

  @Test
  void streamRefusesThem() {
    Project.Result refused =
        project.run("stream", "shop", "--once", "--input", "input/{batch_date}");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("clients has 'deletes', and of a deletion the star keeps no values")
        .contains("Load it in batches.");
  }
}
