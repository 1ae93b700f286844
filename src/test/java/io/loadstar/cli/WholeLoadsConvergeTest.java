package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Marts;
import io.loadstar.support.Stars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promises 1 to 5 together, from files to the star: any order of batches, repeats, changed files,
 * two loaders at once, replays and batches taken back give the star of the plain in-order load, and
 * every record of every file is accounted for; so does a fact that is kept in partitions. {@code
 * -Dschedules=N} draws more of them; the merge alone is drawn by the hundred in {@code
 * HistoryConvergesTest}.
 */
@Tag("slow")
class WholeLoadsConvergeTest {
  private static final int DAYS = 3;

  /** Visits are of two months. */
  private static final LocalDate LAST_OF_MAY = LocalDate.of(2025, 5, 31);

  private static final String SPEC =
      """
      subject: people
      input: input/{batch_date}
      sources:
        people:
          path: people.csv
          columns:
            person_id: {type: integer, required: true}
            city:      {type: string, required: true}
            mood:      {type: string}
        shops:
          path: shops.csv
          columns:
            shop: {type: string, required: true}
        visits:
          path: visits.csv
          columns:
            person_id: {type: integer, required: true}
            shop:      {type: string, required: true}
            seen_at:   {type: timestamp, required: true}
            minutes:   {type: integer, max: 100}
          duplicates: drop
          quarantine: {at_most: 100%}
        orders:
          path: orders.csv
          quarantine: {at_most: 100%}
          columns:
            order_id: {type: integer, required: true}
            good:     {type: string}
            price:    {type: integer, max: 100}
            coupon:   {type: string}
            sold_at:  {type: timestamp, required: true}
      views:
        shop_days:
          reads: [visits, orders, shops]
          sql: >
            with sold as (select to_date(sold_at) as day, sum(price) as sold from orders group by 1)
            select shop, to_date(seen_at) as day, count(*) as visits, sum(minutes) as minutes,
            max(coalesce(sold, 0)) as sold
            from visits join shops using (shop) left join sold on sold.day = to_date(seen_at)
            group by 1, 2
          columns:
            shop:    {type: string}
            day:     {type: date}
            visits:  {type: bigint}
            minutes: {type: bigint}
            sold:    {type: bigint}
      dimensions:
        dim_good: {from: orders, natural_key: [good], attributes: [price], keep: last, order_by: [sold_at]}
        dim_person:
          from: people
          natural_key: [person_id]
          attributes: [city, mood]
          history: type2
          tracked: [city]
          absent: close
        dim_shop: {from: shops, natural_key: [shop]}
      facts:
        fact_visit:
          from: visits
          grain: [person_id, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [person_id], missing: infer}
            shop_key: {to: dim_shop, by: [shop]}
          measures: {minutes: minutes}
        fact_order:
          from: orders
          grain: [order_id, coupon]
          nullable: [coupon]
          repeats: keep
          date: sold_at
          degenerate: [sold_at]
          dimensions:
            good_key: {to: dim_good, by: [good], missing: unknown}
          measures: {price: price}
        fact_shop_day:
          from: shop_days
          grain: [shop, day]
          date: day
          dimensions: {shop_key: {to: dim_shop, by: [shop], missing: infer}}
          measures: {visits: visits, minutes: minutes, sold: sold}
          across_batches: all
      marts:
        visits_by_city:
          grain: [date_key, city, mood]
          date: date_key
          columns: {date_key: {type: integer}, city: {type: string}, mood: {type: string}, visits: {type: bigint}}
        visitors_by_month:
          grain: [month_key]
          date: month_key
          reach: month
          columns: {month_key: {type: integer}, visitors: {type: bigint}}
        visits_of_two_days:
          grain: [date_key]
          date: date_key
          reach: {before: 1}
          columns: {date_key: {type: integer}, visits: {type: bigint}}
        busy_days:
          grain: [date_key]
          date: date_key
          columns: {date_key: {type: integer}, visits: {type: bigint}}
      """;

  /** Selects as a person may write them: with and without aliases, comments and texts in them. */
  private static final Map<String, String> MARTS =
      Map.of(
          "visits_by_city",
          """
          -- Not of people.fact_visit alone.
          select
              fact_visit.date_key,
              coalesce(dim_person.city, 'people.fact_visit') as city,
              coalesce(dim_person.mood, '') as mood,
              count(*) as visits
          from people.fact_visit
          inner join people.dim_person on dim_person.person_key = fact_visit.person_key
          group by fact_visit.date_key, coalesce(dim_person.city, 'people.fact_visit'), coalesce(dim_person.mood, '');
          """,
          "visitors_by_month",
          """
          select date_key / 100 * 100 + 1 as month_key, count(distinct person_durable_key) as visitors
          from people.fact_visit
          group by date_key / 100 * 100 + 1
          """,
          "visits_of_two_days",
          """
          select days.date_key, count(*) as visits
          from (select distinct date_key from people.fact_visit) as days
          inner join shared.dim_date as second_day on second_day.date_key = days.date_key
          inner join shared.dim_date as day on day.full_date in (second_day.full_date, second_day.full_date - 1)
          inner join people.fact_visit as visit on visit.date_key = day.date_key
          group by days.date_key
          """,
          "busy_days",
          """
          select one.date_key, one.visits
          from people.visits_of_two_days as one
          where one.visits > 2
          """);

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= Long.getLong("schedules", 1); seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyScheduleGivesTheStarOfTheInOrderLoad(long seed) throws IOException {
    Random random = new Random(seed);
    boolean hasRetracted = false;
    Project project =
        project(SPEC.replace("date: seen_at", "date: seen_at\n    partition_by: month"));
    Map<Integer, List<String>> standing = new TreeMap<>();
    int length = 4 + random.nextInt(3);
    for (int step = 0; step < length || standing.size() < DAYS; step++) {
      int day = step < length ? 1 + random.nextInt(DAYS) : standing.size() + 1;
      if (step >= length) {
        day = firstMissing(standing);
      }
      standing.put(day, files(random, day));
      write(project, day, Objects.requireNonNull(standing.get(day)));
      if (random.nextInt(4) == 0) {
        atOnce(project, day);
      } else {
        project.loaded("people", date(day));
      }
      assertMartsEqualTheirRecomputation(project);
      if (random.nextInt(4) == 0) {
        replay(project);
        assertMartsEqualTheirRecomputation(project);
      }
      if (random.nextInt(4) == 0) {
        retract(project, day);
        hasRetracted = true;
        standing.remove(day);
        assertMartsEqualTheirRecomputation(project);
      }
    }
    replay(project);
    if (random.nextBoolean()) {
      int gone = 1 + random.nextInt(DAYS);
      retract(project, gone);
      hasRetracted = true;
      standing.remove(gone);
    }
    if (hasRetracted) {
      // Visits to a shop that only a batch named which was taken back stay until they come again.
      for (int day : standing.keySet()) {
        project.loaded("people", date(day));
      }
      replay(project);
    }

    Project calm = project(SPEC);
    for (int day : standing.keySet()) {
      write(calm, day, Objects.requireNonNull(standing.get(day)));
      calm.loaded("people", date(day));
    }
    replay(calm);
    assertMartsEqualTheirRecomputation(project);
    Stars.assertSame(star(project), star(calm));
    assertThat(accounted(project, standing)).isEqualTo(records(standing));
  }

  private static int firstMissing(Map<Integer, List<String>> standing) {
    int day = 1;
    while (standing.containsKey(day)) {
      day++;
    }
    return day;
  }

  private static Project project(String spec) {
    return Project.generated("people", spec, MARTS, Folders.temporary("schedule"));
  }

  /** Promise 11. */
  private static void assertMartsEqualTheirRecomputation(Project project) {
    MARTS.forEach(
        (name, sql) -> Marts.assertEqualsItsRecomputation(project.url(), "people", name, sql));
  }

  private static String date(int day) {
    return "2025-06-0" + day;
  }

  /** Shops open one a day, so that some visits come before their shop. */
  private static List<String> files(Random random, int day) {
    StringBuilder people = new StringBuilder("person_id,city,mood\n7,Hof,\n");
    for (int person = 1; person <= 4; person++) {
      if (random.nextInt(3) > 0) {
        people.append(person).append(random.nextBoolean() ? ",Ulm" : ",Bonn");
        people.append(random.nextBoolean() ? ",good\n" : ",bad\n");
      }
    }
    people.append(random.nextBoolean() ? "x,Hamm,\n" : "");
    StringBuilder shops = new StringBuilder("shop\n");
    for (int shop = 1; shop <= day; shop++) {
      shops.append("S").append(shop).append('\n');
    }
    StringBuilder visits = new StringBuilder("person_id,shop,seen_at,minutes\n");
    for (int i = 0; i < 6; i++) {
      String visit =
          (1 + random.nextInt(5))
              + ",S"
              + (1 + random.nextInt(DAYS))
              + ","
              + LAST_OF_MAY.plusDays(random.nextInt(DAYS))
              + " 1"
              + random.nextInt(3)
              + ":00:00,"
              + (random.nextInt(5) == 0 ? 500 : random.nextInt(3))
              + "\n";
      visits.append(visit).append(random.nextInt(5) == 0 ? visit : "");
    }
    return List.of(people.toString(), shops.toString(), visits.toString(), orders(random, day));
  }

  /** A flat file: goods with the prices of the hour, and lines that rightly repeat. */
  private static String orders(Random random, int day) {
    StringBuilder orders = new StringBuilder("order_id,good,price,coupon,sold_at\n");
    for (int i = 0; i < 5; i++) {
      String order =
          (1 + random.nextInt(3))
              + (random.nextInt(6) == 0 ? "," : ",G" + random.nextInt(3))
              + ","
              + (random.nextInt(5) == 0 ? 500 : random.nextInt(3))
              + (random.nextBoolean() ? ",C" : ",")
              + ","
              + date(day)
              + " 1"
              + random.nextInt(3)
              + ":00:00\n";
      orders.append(order).append(random.nextInt(3) == 0 ? order : "");
    }
    return orders.toString();
  }

  private static void write(Project project, int day, List<String> files) {
    Path input = project.folder().resolve("input").resolve(date(day));
    Folders.write(input.resolve("people.csv"), files.get(0));
    Folders.write(input.resolve("shops.csv"), files.get(1));
    Folders.write(input.resolve("visits.csv"), files.get(2));
    Folders.write(input.resolve("orders.csv"), files.get(3));
  }

  /** One of the two may find the area locked; then it has changed nothing. */
  private static void atOnce(Project project, int day) {
    CompletableFuture<Project.Result> other =
        CompletableFuture.supplyAsync(() -> project.load("people", date(day)));
    Project.Result own = project.load("people", date(day));
    List<Integer> codes = List.of(own.exitCode(), other.join().exitCode());
    assertThat(codes).as(own.err() + other.join().err()).contains(0).isSubsetOf(0, 5);
  }

  private static void replay(Project project) {
    Project.Result replayed = project.run("quarantine", "replay", "people");
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
  }

  private static void retract(Project project, int day) {
    Project.Result retracted = project.run("retract", "people", "--batch-date", date(day));
    assertThat(retracted.exitCode()).as(retracted.err()).isZero();
  }

  private static List<String> star(Project project) {
    List<String> star = new ArrayList<>(Db.star(project.url(), "people"));
    // The calendar keeps the dates of former files.
    star.removeIf(row -> row.startsWith("shared."));
    return star;
  }

  /** Visits of each batch, wherever they are; duplicates and people are in the ledger. */
  private static List<String> accounted(Project project, Map<Integer, List<String>> standing) {
    List<String> accounted = new ArrayList<>();
    for (int day : standing.keySet()) {
      long inStar =
          Long.parseLong(
              Db.value(
                  project.url(),
                  """
                  select
                      (select count(*) from people.fact_visit where _batch_date = '<day>') +
                      (select count(*) from people_staging.superseded_fact_visit where _batch_date = '<day>')
                  """
                      .replace("<day>", date(day))));
      long duplicates =
          Long.parseLong(
              Db.value(
                  project.url(),
                  """
                  select records_duplicate from loadstar.run_source
                  inner join loadstar.run using (run_id)
                  where source = 'visits' and batch_date = '<day>' and kind = 'load' and status = 'published'
                  order by run_id desc
                  limit 1
                  """
                      .replace("<day>", date(day))));
      Path quarantined = project.quarantine().resolve("people/visits/batch_date=" + date(day));
      accounted.add(day + ": " + (inStar + duplicates + lines(quarantined)));
    }
    return accounted;
  }

  private static long lines(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    return Folders.list(folder).stream()
        .mapToLong(file -> Folders.read(folder.resolve(file)).lines().count())
        .sum();
  }

  private static List<String> records(Map<Integer, List<String>> standing) {
    return standing.entrySet().stream()
        .map(day -> day.getKey() + ": " + (day.getValue().get(2).lines().count() - 1))
        .toList();
  }
}
