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

/** Type 2, inferred and unknown members, roles and junk, from files to the star. */
@Tag("slow")
class VersionsTest {

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void project() {
    project = Project.ofResources("shop", folder);
  }

  private void load(int day, String clients, String goods, String orders) {
    String batch = "2025-06-0" + day;
    Path input = folder.resolve("input").resolve(batch);
    Folders.write(
        input.resolve("clients.csv"), "client_id,country,city,phone,moved_on\n" + clients);
    Folders.write(input.resolve("goods.csv"), "good_id,price\n" + goods);
    Folders.write(
        input.resolve("orders.csv"),
        "order_id,buyer,receiver,country,good_id,is_gift,channel,ordered_on,paid_on\n" + orders);
    project.loaded("shop", batch);
  }

  private List<String> clients() {
    return Db.rows(
        project.url(),
        """
        select country, client_id, city, phone, is_inferred, valid_from, valid_to, is_current
        from shop.dim_client where client_id is not null order by 1, 2, valid_from
        """);
  }

  private List<String> orders() {
    return Db.rows(
        project.url(),
        """
        select order_id, coalesce(buyer.city, '?'), coalesce(receiver.city, '?'), coalesce(price, -1), is_gift, channel, paid.day_name
        from shop.fact_order
        inner join shop.dim_client as buyer on buyer.client_key = buyer_key
        inner join shop.dim_client as receiver on receiver.client_key = receiver_key
        inner join shop.dim_good using (good_key)
        inner join shop.dim_order_flag using (order_flag_key)
        inner join shared.dim_date as paid on paid.date_key = paid_date_key
        order by 1
        """);
  }

  @Test
  void severalVersionsOfOneBatchAndThoseOfALateOne() {
    load(
        2,
        "1,DE,Berlin,111,2025-05-01\n1,DE,Bonn,112,2025-06-01\n1,FR,Paris,113,2025-01-01\n",
        "7,1.50\n",
        """
        1,1,,DE,7,true,web,2025-05-31,2025-06-02
        2,1,1,DE,7,false,web,2025-06-01,
        3,1,1,FR,,true,web,2025-06-01,2025-06-01
        """);
    assertThat(clients())
        .containsExactly(
            "DE|1|Berlin|112|f|2025-05-01|2025-06-01|f",
            "DE|1|Bonn|112|f|2025-06-01|9999-12-31|t",
            "FR|1|Paris|113|f|2025-01-01|9999-12-31|t");
    assertThat(orders())
        .containsExactly(
            "1|Berlin|?|1.50|t|web|Monday",
            "2|Bonn|Bonn|1.50|f|web|unknown",
            "3|Paris|Paris|-1|t|web|Sunday");

    load(1, "1,DE,Hamm,110,2025-05-20\n", "7,1.20\n", "");
    assertThat(clients())
        .containsExactly(
            "DE|1|Berlin|112|f|2025-05-01|2025-05-20|f",
            "DE|1|Hamm|112|f|2025-05-20|2025-06-01|f",
            "DE|1|Bonn|112|f|2025-06-01|9999-12-31|t",
            "FR|1|Paris|113|f|2025-01-01|9999-12-31|t");
    assertThat(orders())
        .as("the late batch's words re-point the facts concerned")
        .containsExactly(
            "1|Hamm|?|1.20|t|web|Monday",
            "2|Bonn|Bonn|1.20|f|web|unknown",
            "3|Paris|Paris|-1|t|web|Sunday");
  }

  @Test
  void inferredMemberIsFlaggedAndCompleted() {
    load(1, "", "7,1\n", "1,5,6,DE,8,true,web,2025-06-01,\n");
    assertThat(clients())
        .containsExactly("DE|5|||t|0001-01-01|9999-12-31|t", "DE|6|||t|0001-01-01|9999-12-31|t");
    assertThat(orders()).containsExactly("1|?|?|-1|t|web|unknown");

    load(2, "5,DE,Ulm,500,2025-06-02\n", "7,1\n8,2\n", "");
    assertThat(clients())
        .containsExactly(
            "DE|5|Ulm|500|f|2025-06-02|9999-12-31|t", "DE|6|||t|0001-01-01|9999-12-31|t");
    assertThat(orders()).containsExactly("1|Ulm|?|2.00|t|web|unknown");

    load(1, "", "7,1\n", "");
    assertThat(clients())
        .as("nobody names client 6 any more")
        .containsExactly("DE|5|Ulm|500|f|2025-06-02|9999-12-31|t");
  }

  @Test
  void memberThatVanishesIsClosedAndReturns() {
    load(1, "", "7,1\n8,1\n", "1,1,,DE,8,true,web,2025-06-02,\n");
    load(2, "", "7,1\n", "");
    load(3, "", "7,1\n8,1\n", "");
    assertThat(
            Db.rows(
                project.url(),
                "select good_id, valid_from, valid_to, is_current from shop.dim_good where good_id is not null order by 1, 2"))
        .containsExactly(
            "7|2025-06-01|9999-12-31|t", "8|2025-06-01|2025-06-02|f", "8|2025-06-03|9999-12-31|t");
    assertThat(orders()).as("in the gap the last version stands").hasSize(1);
    assertThat(
            Db.rows(
                project.url(),
                "select valid_from from shop.fact_order inner join shop.dim_good using (good_key)"))
        .containsExactly("2025-06-01");
  }

  @Test
  void junkHasEachCombinationOnce() {
    load(
        1,
        "1,DE,Ulm,1,2025-01-01\n",
        "7,1\n",
        "1,1,,,7,true,web,2025-06-01,\n2,1,,,7,true,web,2025-06-01,\n3,1,,,7,false,shop,2025-06-01,\n");
    assertThat(
            Db.rows(
                project.url(),
                "select is_gift, channel from shop.dim_order_flag where channel is not null order by 1"))
        .containsExactly("f|shop", "t|web");
    assertThat(orders()).hasSize(3);
  }

  @Test
  void replayOfOneSourceLeavesTheOthersAlone() {
    load(1, "", "7,1\n7,2\n8,1\n", "1,5,6,DE,8,true,web,2025-06-01,\n");
    Path file = folder.resolve("mend.jsonl");
    project.run("quarantine", "export", "shop", "--to", file.toString());
    Folders.write(file, Folders.read(file).lines().findFirst().orElseThrow());
    assertThat(project.run("quarantine", "replay", "shop", "--from", file.toString()).out())
        .contains("Of 1 quarantined records, 1 were loaded");
    assertThat(orders()).containsExactly("1|?|?|1.00|t|web|unknown");
    assertThat(clients()).hasSize(2);
  }

  @Test
  void otherHistoryNeedsAnotherName() {
    Path spec = folder.resolve("db/shop/shop.yaml");
    Folders.write(
        spec,
        Folders.read(spec)
            .replace("    history: type2\n    tracked: [price]\n    absent: close\n", ""));
    assertThatThrownBy(() -> project.generate("shop", true))
        .hasMessageContaining(
            "shop.dim_good keeps its history as 'type2, tracked price, absent close', which the spec changes; the new one needs another name");
  }
}
