package io.loadstar.sampledata;

import io.loadstar.sampledata.RowFile.Column;
import io.loadstar.sampledata.RowFile.Kind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Data for the area {@code commerce}: files of events as JSON arrays on several lines, each of as
 * long a part of the day; customers as CSV and products as Parquet, of each day. Three of four
 * views are of five products. Of a thousand events ten come twice, five are of an unknown product,
 * five have no time, and ten come a file late.
 */
public final class CommerceData {
  /** Products that most views are of. */
  private static final List<Integer> POPULAR = List.of(101, 210, 315, 420, 55);

  private static final int PRODUCTS = 500;
  private static final int UNKNOWN_PRODUCT = 9_999;
  private static final List<String> CATEGORIES =
      List.of("Books", "Clothing", "Electronics", "Garden", "Toys");
  private static final List<String> LOCATIONS =
      List.of("Chicago", "Dallas", "Los Angeles", "New York", "Philadelphia", "San Diego");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private static final List<Column> PRODUCT =
      List.of(
          new Column("product_id", Kind.LONG),
          new Column("product_name", Kind.TEXT),
          new Column("category", Kind.TEXT),
          new Column("price", Kind.TEXT));

  private static final List<Column> CUSTOMER =
      List.of(
          new Column("customer_id", Kind.LONG),
          new Column("signup_date", Kind.DAY),
          new Column("location", Kind.TEXT));

  private final DataSize size;
  private final Path folder;
  private final Pace pace;
  private final long started = System.nanoTime();
  private long written;

  /**
   * So much of it.
   *
   * @param pace of the files of events
   */
  public CommerceData(DataSize size, Pace pace, Path folder) {
    this.size = size;
    this.pace = pace;
    this.folder = folder;
  }

  /**
   * Writes {@code customers/}, {@code products/} and {@code events/}, files named by the day.
   *
   * @return how many files of events
   */
  public long write() throws IOException {
    for (int day = 0; day < size.days() && pace.goesOn(written); day++) {
      LocalDate date = size.first().plusDays(day);
      customers(date, day);
      products(date, day);
      events(date);
    }
    return written;
  }

  /** Nine of ten have a profile. Now and then one moves. */
  private void customers(LocalDate date, int day) throws IOException {
    try (RowFile file = new CsvFile(file("customers", date, "csv"), CUSTOMER)) {
      for (long customer = 1; customer <= size.users(); customer++) {
        SplittableRandom random = new SplittableRandom(size.seed() * 17 + customer);
        long joined = size.first().toEpochDay() - 1 - random.nextInt(900);
        int place = random.nextInt(LOCATIONS.size());
        boolean hasMoved = day > 0 && random.nextInt(10) == 0;
        if (customer % 10 != 0) {
          file.write(
              Arrays.asList(
                  customer,
                  joined,
                  LOCATIONS.get((place + (hasMoved ? 1 : 0)) % LOCATIONS.size())));
        }
      }
    }
  }

  /** Prices of some change by the day. */
  private void products(LocalDate date, int day) throws IOException {
    try (RowFile file = new ParquetFile(file("products", date, "parquet"), PRODUCT)) {
      for (long product = 1; product <= PRODUCTS; product++) {
        SplittableRandom random = new SplittableRandom(size.seed() * 19 + product);
        long cents = 199 + random.nextInt(20_000) + (random.nextInt(10) == 0 ? 100L * day : 0);
        file.write(
            Arrays.asList(
                product,
                "Product %03d".formatted(product),
                CATEGORIES.get(random.nextInt(CATEGORIES.size())),
                "%d.%02d".formatted(cents / 100, cents % 100)));
      }
    }
  }

  private void events(LocalDate date) throws IOException {
    SplittableRandom random = new SplittableRandom(size.seed() * 1_000_003 + date.toEpochDay());
    long midnight = date.toEpochDay() * ChronoUnit.DAYS.getDuration().toSeconds() * 1_000_000L;
    long part = ChronoUnit.DAYS.getDuration().toSeconds() * 1_000_000L / size.files();
    List<String> late = new ArrayList<>();
    for (int number = 0; number < size.files() && pace.goesOn(written); number++) {
      List<String> events = new ArrayList<>(late);
      late.clear();
      long rows = size.rows() * (number + 1) / size.files() - size.rows() * number / size.files();
      for (long row = 0; row < rows; row++) {
        String event = event(midnight + number * part + random.nextLong(part), random);
        boolean isLate = random.nextInt(100) == 0 && number + 1 < size.files();
        (isLate ? late : events).add(event);
        if (random.nextInt(100) == 0) {
          events.add(event);
        }
      }
      pace.await(written, started);
      write("events_%s_%05d.json".formatted(compact(date), number), events);
      written++;
    }
  }

  /** Under a name that nobody reads until the file is whole. */
  private void write(String name, List<String> events) throws IOException {
    Path into = Files.createDirectories(folder.resolve("events"));
    Path unfinished = into.resolve("." + name);
    try (BufferedWriter out = Files.newBufferedWriter(unfinished)) {
      out.write("[\n" + String.join(",\n", events) + "\n]\n");
    }
    Files.move(unfinished, into.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private String event(long micros, SplittableRandom random) {
    int kind = random.nextInt(10);
    String type = kind < 7 ? "view_product" : kind < 9 ? "add_to_cart" : "purchase";
    boolean isPopular = kind < 7 && random.nextInt(4) < 3;
    int fault = random.nextInt(100);
    int product =
        fault == 0
            ? UNKNOWN_PRODUCT
            : isPopular
                ? POPULAR.get(random.nextInt(POPULAR.size()))
                : 1 + random.nextInt(PRODUCTS);
    long user = 1 + random.nextLong(size.users());
    String time =
        fault == 1
            ? "null"
            : '"' + TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)) + '"';
    UUID id = new UUID(random.nextLong(), random.nextLong());
    return """
      {
        "event_id": "%s",
        "event_timestamp": %s,
        "user_id": %d,
        "event_type": "%s",
        "product_id": %d,
        "session_id": "s%06d"
      }"""
        .formatted(id, time, user, type, product, user * 10 + random.nextInt(3));
  }

  private Path file(String kind, LocalDate date, String ending) throws IOException {
    Path into = Files.createDirectories(folder.resolve(kind));
    return into.resolve("%s_%s.%s".formatted(kind, compact(date), ending));
  }

  private static String compact(LocalDate date) {
    return date.format(DateTimeFormatter.BASIC_ISO_DATE);
  }
}
