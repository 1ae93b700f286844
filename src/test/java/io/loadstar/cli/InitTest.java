package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a folder of files to a star: the draft is loaded as it is, a second day included. */
@Tag("slow")
class InitTest {
  private Project project;
  private Path files;

  @BeforeEach
  void project() {
    Path folder = Folders.temporary("init");
    files = folder.resolve("delivered");
    project = Project.at(folder).warehouse(TestWarehouse.empty());
  }

  private String spec(String area) {
    return Folders.read(project.folder().resolve("db/" + area + "/" + area + ".yaml"));
  }

  private void drafted(String area) {
    Project.Result drafted = project.run("init", area, "delivered");
    assertThat(drafted.exitCode()).as(drafted.err()).isZero();
    project.generate(area, false);
  }

  private void loadedWhole(String area, String day) {
    project.loaded(area, day);
    assertThat(
            Db.rows(
                project.url(),
                "select source, records_quarantined from loadstar.run_source where records_quarantined > 0"))
        .isEmpty();
  }

  /** Customers, articles and orders, their date in the name, written as Germans do. */
  @Test
  void filesThatReferToOneAnotherBecomeAStar() {
    for (String day : List.of("20250601", "20250602")) {
      StringBuilder orders =
          new StringBuilder("BestellNr;KundenNr;ArtikelNr;Zeitpunkt;Menge;Rabatt\n");
      for (int i = 0; i < 60; i++) {
        orders.append(
            day
                + i
                + ";"
                + (1000 + i % 7)
                + ";A"
                + i % 5
                + ";01.06.2025 1"
                + i % 10
                + ":30;"
                + i % 4
                + ";"
                + (i == 9 ? "n/a" : "1." + (100 + i) + ",50")
                + "\n");
      }
      StringBuilder customers = new StringBuilder("KundenNr;Name;Geburtstag\n");
      for (int i = 0; i < 7; i++) {
        customers.append(1000 + i + ";Kunde " + i + ";2" + i + ".12.1980\n");
      }
      StringBuilder articles = new StringBuilder("ArtikelNr;Bezeichnung\n");
      for (int i = 0; i < 5; i++) {
        articles.append("A" + i + ";Artikel " + i + "\n");
      }
      Folders.write(files.resolve("bestellungen_" + day + ".csv"), orders.toString());
      Folders.write(files.resolve("kunden_" + day + ".csv"), customers.toString());
      Folders.write(files.resolve("artikel_" + day + ".csv"), articles.toString());
    }
    drafted("laden");
    assertThat(spec("laden"))
        .contains(
            "path: \"bestellungen_{batch_date:yyyyMMdd}.csv\"",
            "format: {type: csv, delimiter: \";\", nulls: [\"\", \"n/a\"]}",
            "number: {decimal: \",\", group: \".\"}",
            "formats: [\"dd.MM.yyyy HH:mm\"]",
            "kunden_key: {to: dim_kunden, by: [kunden_nr], missing: infer}");
    loadedWhole("laden", "2025-06-01");
    loadedWhole("laden", "2025-06-02");
    assertThat(
            Db.rows(
                project.url(),
                "select (select count(*) from laden.dim_kunden where kunden_nr is not null), (select count(*) from laden.fact_bestellungen), (select sum(rabatt) from laden.fact_bestellungen)"))
        .containsExactly("7|120|133381.00");
  }

  /** One file a day with customers and articles inside, lines that repeat and gaps. */
  @Test
  void flatFileGivesItsMembersToo() {
    for (String day : List.of("2025-06-01", "2025-06-02")) {
      StringBuilder lines =
          new StringBuilder(
              "invoice_no,stock_code,description,quantity,invoice_date,customer_id,country\n");
      for (int i = 0; i < 80; i++) {
        String line =
            (i % 9 == 0 ? "C" : "")
                + (500 + i / 4)
                + ",S"
                + i % 6
                + ",\"Thing "
                + i % 6
                + ", red\","
                + (i - 3)
                + ","
                + day
                + " 10:"
                + (10 + i % 40)
                + ":00,"
                + (i % 11 == 0 ? "" : 17000 + i % 5 + ".0")
                + ","
                + List.of("France", "Spain", "Italy", "Malta", "Greece").get(i % 5)
                + "\n";
        lines.append(line).append(i % 20 == 0 ? line : "");
      }
      Folders.write(files.resolve(day).resolve("online_retail.csv"), lines.toString());
    }
    drafted("retail");
    assertThat(spec("retail"))
        .contains(
            "input: \"delivered/{batch_date}\"",
            "repeats: keep",
            "keep: last",
            "number: {forms: any}",
            "missing: unknown");
    loadedWhole("retail", "2025-06-01");
    loadedWhole("retail", "2025-06-02");
    assertThat(
            Db.rows(
                project.url(),
                "select (select count(*) from retail.dim_stock where stock_code is not null), (select count(*) from retail.dim_customer where customer_id is not null), (select count(*) from retail.fact_online_retail)"))
        .containsExactly("6|5|168");
  }

  /** JSON lines with objects inside, packed or not, in folders by day. */
  @Test
  void eventsWithObjectsInsideBecomeAFact() {
    for (String day : List.of("2025-06-01", "2025-06-02")) {
      StringBuilder events = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        events.append(
            "{\"id\": \"%s%d\", \"type\": \"Push\", \"actor\": {\"id\": %d}, \"size\": %d, \"at\": \"%sT10:%02d:00Z\"}\n"
                .formatted(day, i, i % 4, i, day, i));
      }
      Folders.write(files.resolve("date=" + day).resolve("events.json"), events.toString());
    }
    drafted("archive");
    assertThat(spec("archive")).contains("from: \"actor.id\"", "date={batch_date}");
    loadedWhole("archive", "2025-06-01");
    loadedWhole("archive", "2025-06-02");
    assertThat(Db.value(project.url(), "select sum(size) from archive.fact_event"))
        .isEqualTo("2450");
  }

  @Test
  void specThatIsThereIsLeftAsItIs() {
    Folders.write(project.folder().resolve("db/shop/shop.yaml"), "subject: shop\n");
    Folders.write(files.resolve("a.csv"), "id,name\n1,x\n");
    Project.Result refused = project.run("init", "shop", "delivered");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "db/shop/shop.yaml is there already and was left as it is. Choose another area, or"
                + " remove the file to have it drafted anew.");
    assertThat(spec("shop")).isEqualTo("subject: shop\n");
  }

  @Test
  void folderWithoutFilesIsNamed() {
    Project.Result refused = project.run("init", "shop", "nowhere");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "There is no file with columns in ", "nowhere. Name files, or folders with files");
  }
}
