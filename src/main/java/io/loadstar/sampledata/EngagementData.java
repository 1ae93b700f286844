package io.loadstar.sampledata;

import io.loadstar.sampledata.RowFile.Column;
import io.loadstar.sampledata.RowFile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Data for the area {@code engagement}: folders of users by country, and of interactions by date.
 * Of a hundred users four are in two countries and ten in none; of a thousand rows ten come twice,
 * five have a negative duration and five one of more than two hours.
 */
public final class EngagementData {
  private static final List<String> COUNTRIES = List.of("BR", "DE", "IN", "JP", "US");
  private static final List<String> DEVICES = List.of("desktop", "phone", "tablet");
  private static final List<String> SUBSCRIPTIONS = List.of("free", "premium", "team");
  private static final List<String> ACTIONS =
      List.of(
          "page_view",
          "page_view",
          "page_view",
          "page_view",
          "edit",
          "edit",
          "create",
          "delete",
          "share");
  private static final List<String> VERSIONS = List.of("5.7.0", "5.8.1", "6.0.2");

  private static final List<Column> USER =
      List.of(
          new Column("user_id", Kind.TEXT),
          new Column("join_date", Kind.DAY),
          new Column("device_type", Kind.TEXT),
          new Column("subscription_type", Kind.TEXT));

  private static final List<Column> INTERACTION =
      List.of(
          new Column("user_id", Kind.TEXT),
          new Column("timestamp", Kind.MICROS),
          new Column("action_type", Kind.TEXT),
          new Column("page_id", Kind.TEXT),
          new Column("duration_ms", Kind.LONG),
          new Column("app_version", Kind.TEXT));

  private static final long DAY_SECONDS = TimeUnit.DAYS.toSeconds(1);
  private static final long TWO_HOURS = TimeUnit.HOURS.toMillis(2);

  private final DataSize size;
  private final RowFile.Format format;
  private final Path folder;

  public EngagementData(DataSize size, RowFile.Format format, Path folder) {
    this.size = size;
    this.format = format;
    this.folder = folder;
  }

  /** Writes {@code users/country=.../} and {@code interactions/date=.../}. */
  public void write() throws IOException {
    users();
    for (int day = 0; day < size.days(); day++) {
      interactions(size.first().plusDays(day));
    }
  }

  private void users() throws IOException {
    List<RowFile> files = new ArrayList<>();
    try {
      for (String country : COUNTRIES) {
        files.add(open("users/country=" + country, 0, USER));
      }
      for (long user = 1; user <= size.users(); user++) {
        SplittableRandom random = new SplittableRandom(size.seed() * 31 + user);
        int country = random.nextInt(COUNTRIES.size());
        int place = random.nextInt(100);
        if (place >= 10) {
          files.get(country).write(user(user, random));
        }
        if (place >= 96) {
          files.get((country + 1) % COUNTRIES.size()).write(user(user, random));
        }
      }
    } finally {
      close(files);
    }
  }

  private List<@Nullable Object> user(long user, SplittableRandom random) {
    long joined = size.first().toEpochDay() - 1 - random.nextInt(1_000);
    return Arrays.asList(id(user), joined, one(DEVICES, random), one(SUBSCRIPTIONS, random));
  }

  /** Visits of users, each with some actions one after another, none beyond midnight. */
  private void interactions(LocalDate date) throws IOException {
    SplittableRandom random = new SplittableRandom(size.seed() * 1_000_003 + date.toEpochDay());
    long midnight = date.toEpochSecond(LocalTime.MIDNIGHT, java.time.ZoneOffset.UTC);
    List<RowFile> files = new ArrayList<>();
    try {
      for (int i = 0; i < size.files(); i++) {
        files.add(open("interactions/date=" + date, i, INTERACTION));
      }
      long row = 0;
      while (row < size.rows()) {
        long user = user(random);
        long second = random.nextLong(DAY_SECONDS);
        int actions = 1 + random.nextInt(8);
        for (int i = 0; i < actions && row < size.rows() && second < DAY_SECONDS; i++) {
          RowFile file = files.get((int) (row % files.size()));
          List<@Nullable Object> values = interaction(user, midnight + second, random);
          file.write(values);
          row++;
          if (random.nextInt(100) == 0 && row < size.rows()) {
            file.write(values);
            row++;
          }
          second += 1 + random.nextInt(random.nextInt(10) == 0 ? 5_400 : 600);
        }
      }
    } finally {
      close(files);
    }
  }

  private static List<@Nullable Object> interaction(
      long user, long second, SplittableRandom random) {
    long duration = 1 + (long) Math.exp(random.nextDouble() * Math.log(TWO_HOURS - 1.0));
    int kind = random.nextInt(200);
    if (kind == 0) {
      duration = -duration;
    } else if (kind == 1) {
      duration += TWO_HOURS;
    }
    return Arrays.asList(
        id(user),
        TimeUnit.SECONDS.toMicros(second),
        one(ACTIONS, random),
        "p%04d".formatted(1 + (int) Math.pow(1_000, random.nextDouble())),
        duration,
        one(VERSIONS, random));
  }

  /** The first user has the share that was asked for; of the others the n-th 1/n of the second. */
  private long user(SplittableRandom random) {
    return random.nextDouble() < size.skew()
        ? 1
        : Math.min(size.users(), (long) Math.pow(size.users() + 1.0, random.nextDouble()));
  }

  private static String id(long user) {
    return "u%06d".formatted(user);
  }

  private static String one(List<String> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private RowFile open(String below, int number, List<Column> columns) throws IOException {
    Path into = Files.createDirectories(folder.resolve(below));
    String name =
        "part-%05d.%s".formatted(number, format.name().toLowerCase(java.util.Locale.ROOT));
    return format.open(into.resolve(name), columns);
  }

  private static void close(List<RowFile> files) throws IOException {
    for (RowFile file : files) {
      file.close();
    }
  }
}
