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

  /**
   * A dimension with a record without a key, one that is there twice with other values, and a key
   * that facts call otherwise; facts of which some records are there twice.
   */
  @Test
  void badRecordsDoNotTurnTheStarInsideOut() {
    for (String day : List.of("2025-06-01", "2025-06-02")) {
      StringBuilder patients = new StringBuilder("Patientennummer;Name;Gewicht\n");
      for (int i = 0; i < 200; i++) {
        patients
            .append("P")
            .append(1000 + i)
            .append(";Name ")
            .append(i)
            .append(";7")
            .append(i % 10);
        patients.append(",5\n");
      }
      patients.append(";Niemand;1,5\nP1001;Name 1 anders;1,5\n");
      StringBuilder stays = new StringBuilder("stay_no;line;patient_no;at;cost\n");
      for (int i = 0; i < 300; i++) {
        String line =
            "%s-%d;%d;P%d;%sT0%d:15:00+02:00;%d,50\n"
                .formatted(day, i / 2, i % 2 + 1, 1000 + i % 180, day, i % 3, i);
        stays.append(line).append(i % 50 == 0 ? line : "");
      }
      Folders.write(files.resolve(day).resolve("patients.csv"), patients.toString());
      Folders.write(files.resolve(day).resolve("stays.csv"), stays.toString());
    }
    drafted("clinic");
    assertThat(spec("clinic"))
        .contains(
            "natural_key: [patientennummer]  # but for 4 records, which will be kept out",
            "grain: [stay_no, line]",
            "duplicates: drop  # 12 records are equal to others of their file",
            "patient_key: {to: dim_patient, by: [patient_no], missing: infer}  # 100% of the values",
            "days of at are those of UTC: 'date: {column: at, zone: Europe/Berlin}'");
    project.loaded("clinic", "2025-06-01");
    project.loaded("clinic", "2025-06-02");
    assertThat(
            Db.rows(
                project.url(),
                "select count(*), sum(cost), count(distinct patient_key) from clinic.fact_stay"))
        .containsExactly("600|90000.00|180");
  }

  /**
   * American folders and times; accounts that have a date and refer to others, and are delivered
   * whole each day; a text that stands for none.
   */
  @Test
  void whatIsDeliveredWholeEachDayIsADimension() {
    for (int day = 1; day <= 2; day++) {
      Path folder = files.resolve("06-0" + day + "-2025");
      StringBuilder accounts = new StringBuilder("Konto,Eröffnet,Typ,branch_code\n");
      for (int i = 0; i < 40; i++) {
        accounts.append(
            "K%d,2020-01-%02d,%s,B%d\n"
                .formatted(i, i % 28 + 1, day == 2 && i == 3 ? "Y" : "X", i % 8));
      }
      accounts.append(",2020-01-01,X,B1\n");
      StringBuilder branches = new StringBuilder("branch_code,city\n");
      for (int i = 0; i < 8; i++) {
        branches.append("B").append(i).append(",City ").append(i).append("\n");
      }
      StringBuilder bookings = new StringBuilder("booking_id,Konto,booked_at,amount,purpose\n");
      for (int i = 0; i < 200; i++) {
        bookings.append(
            "%d-%d,K%d,6/%d/2025 %d:05 PM,%s,%s\n"
                .formatted(
                    day,
                    i,
                    i % 40,
                    day,
                    i % 11 + 1,
                    i == 5 ? "N/A" : i + ".50",
                    i % 9 == 0 ? "N/A" : "p" + i));
      }
      Folders.write(folder.resolve("accounts.csv"), accounts.toString());
      Folders.write(folder.resolve("branches.csv"), branches.toString());
      Folders.write(folder.resolve("bookings.csv"), bookings.toString());
    }
    drafted("bank");
    assertThat(spec("bank"))
        .contains(
            "input: \"delivered/{batch_date:MM-dd-yyyy}\"",
            "eroeffnet:",
            "natural_key: [konto]  # but for 2 records, which will be kept out",
            "branch_code of accounts refers to branches: 'outriggers' of the dimension joins them",
            "and typ changes: 'history: type2' with 'tracked: [typ]'",
            "formats: [\"M/d/yyyy h:mm a\"]",
            "konto_key: {to: dim_account, by: [konto], missing: infer}")
        .contains("degenerate: [purpose, booked_at]");
    project.loaded("bank", "2025-06-01");
    project.loaded("bank", "2025-06-02");
    assertThat(
            Db.rows(
                project.url(),
                "select count(*), sum(amount), min(date_key), max(date_key), count(purpose) from bank.fact_booking"))
        .containsExactly("400|39989.00|20250601|20250602|354");
  }

  /** Numbers that begin anew each day are of other orders, not the same ones again. */
  @Test
  void ordersThatAreCountedAnewEachDayAreAFact() {
    for (int day = 1; day <= 2; day++) {
      StringBuilder orders = new StringBuilder("order_id,customer_id,at,amount\n");
      for (int i = 1; i <= 60; i++) {
        orders.append(
            "%d,C%d,2025-06-0%d 10:%02d:00,%d.50\n"
                .formatted(i, i * day % 7, day, i % 60, i * day));
      }
      StringBuilder customers = new StringBuilder("customer_id,name\n");
      for (int i = 0; i < 7; i++) {
        customers.append("C").append(i).append(",Name ").append(i).append("\n");
      }
      Folders.write(files.resolve("2025-06-0" + day).resolve("orders.csv"), orders.toString());
      Folders.write(
          files.resolve("2025-06-0" + day).resolve("customers.csv"), customers.toString());
    }
    drafted("counted");
    assertThat(spec("counted"))
        .contains("fact_order:", "dim_customer:", "grain: [order_id, at]")
        .doesNotContain("dim_order");
    loadedWhole("counted", "2025-06-01");
    loadedWhole("counted", "2025-06-02");
    assertThat(Db.count(project.url(), "counted.fact_order")).isEqualTo(120);
  }

  /** JSON whose first records lack a field in some files; times since 1970; repeats. */
  @Test
  void readingsOfDevicesBecomeOneFact() {
    for (String day : List.of("2025-06-01", "2025-06-02")) {
      long midnight = java.time.LocalDate.parse(day).toEpochDay() * 86_400_000L;
      for (int file = 0; file < 3; file++) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 120; i++) {
          String line =
              "{\"id\": \"%s-%d-%d\", \"device\": \"d%d\", \"ts\": %d%s, \"value\": %d}\n"
                  .formatted(
                      day,
                      file,
                      i,
                      i % 6,
                      midnight + i * 1_000L,
                      (i + file) % 4 == 1 ? ", \"co2\": " + i : "",
                      i);
          lines.append(line).append(i == 7 ? line : "");
        }
        Folders.write(
            files.resolve("date=" + day).resolve("readings-0" + file + ".jsonl"), lines.toString());
      }
    }
    drafted("iot");
    assertThat(spec("iot"))
        .contains(
            "path: \"readings-*.jsonl\"",
            "formats: [\"epoch_milliseconds\"]",
            "grain: [id]",
            "date: ts",
            "duplicates: drop  # 6 records are equal to others of their file");
    project.loaded("iot", "2025-06-01");
    project.loaded("iot", "2025-06-02");
    assertThat(
            Db.rows(
                project.url(),
                "select date_key, count(*), sum(co2) from iot.fact_reading group by 1 order by 1"))
        .containsExactly("20250601|360|5340", "20250602|360|5340");
  }

  /** A flat export: whom an order is of is said of the customer, and names may change. */
  @Test
  void whatAnOrderSaysOfItsCustomerIsTheCustomers() {
    for (int day = 1; day <= 2; day++) {
      StringBuilder lines =
          new StringBuilder(
              "order_no,line_no,sold_at,customer_id,customer_name,product_id,product_name,unit_price\n");
      for (int i = 0; i < 240; i++) {
        int customer = (i / 3) % 20;
        int product = i % 12;
        lines.append(
            "%d,%d,2025-06-0%d 10:00:00,C%d,Customer %d,%d,Product %d%s,%d.00\n"
                .formatted(
                    day * 1_000 + i / 3,
                    i % 3 + 1,
                    day,
                    customer,
                    customer,
                    product,
                    product,
                    day == 2 && product == 4 ? " (new)" : "",
                    product + 1));
      }
      Folders.write(files.resolve("2025-06-0" + day).resolve("sales.csv"), lines.toString());
    }
    drafted("export");
    assertThat(spec("export"))
        .contains(
            "natural_key: [customer_id]\n    attributes: [customer_name]",
            "natural_key: [product_id]\n    attributes: [product_name]",
            "grain: [order_no, line_no]",
            "dim_product keeps the newest values only, and product_name changes: 'history: type2' with 'tracked: [product_name]'",
            "unit_price of sales may not add up")
        .doesNotContain("dim_order");
    loadedWhole("export", "2025-06-01");
    loadedWhole("export", "2025-06-02");
    assertThat(
            Db.rows(
                project.url(),
                "select (select count(*) from export.fact_sale), (select count(*) from export.dim_customer where customer_id is not null), (select product_name from export.dim_product where product_id = 4)"))
        .containsExactly("480|20|Product 4 (new)");
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
