package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.Lateness;
import io.loadstar.error.InputErrors;
import io.loadstar.ledger.TakenFiles;
import io.loadstar.ledger.TakenFiles.Judged;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Then;
import io.loadstar.model.SubjectArea;
import io.loadstar.read.FileSource;
import io.loadstar.read.WatchedFolder;
import io.loadstar.spark.Sessions;
import io.loadstar.validate.record.LateRecords;
import io.loadstar.validate.record.RecordRules;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What comes to batches, with what came late: to the batch of its file, or to that of its day. */
record Deliveries(SubjectArea area, SparkSession spark, TakenFiles taken) {
  /**
   * Files of a batch, by source, and what was known of time when they came.
   *
   * @param files with those of other batches in which records of this one came late
   */
  record Delivery(Map<String, List<InputFile>> files, Map<String, Lateness> lateness) {
    private void add(String source, InputFile file, LocalDateTime watermark, boolean isStray) {
      List<InputFile> own = files.computeIfAbsent(source, any -> new ArrayList<>());
      if (!own.contains(file)) {
        own.add(file);
      }
      Lateness known =
          lateness.computeIfAbsent(source, any -> new Lateness(new HashMap<>(), new HashSet<>()));
      known.watermarks().put(file.shown(), watermark);
      if (isStray) {
        known.strays().add(file.shown());
      }
    }
  }

  /** Files that are loaded are judged as streams judged them, if they took them. */
  Delivery ofLoad(LocalDate batchDate, Map<String, List<InputFile>> files) {
    Delivery delivery = mutable(files);
    for (Judged judged : judged(batchDate)) {
      List<InputFile> own = files.getOrDefault(judged.source(), List.of());
      Optional<InputFile> there =
          own.stream().filter(file -> file.path().equals(judged.file().path())).findFirst();
      if (judged.isStray()) {
        delivery.add(judged.source(), current(judged, batchDate), judged.watermark(), true);
      } else {
        there.ifPresent(file -> delivery.add(judged.source(), file, judged.watermark(), false));
      }
    }
    return delivery;
  }

  /** How records were judged that are replayed. */
  Map<String, Lateness> ofReplay(LocalDate batchDate) {
    Delivery delivery = mutable(Map.of());
    judged(batchDate)
        .forEach(
            judged ->
                delivery.add(judged.source(), judged.file(), judged.watermark(), judged.isStray()));
    return delivery.lateness();
  }

  /** New files by batch: with them their late records come to the batches of their days. */
  Map<LocalDate, Delivery> ofStream(Map<LocalDate, Map<String, List<InputFile>>> batches) {
    Map<LocalDate, Delivery> deliveries = new TreeMap<>();
    batches.forEach((day, files) -> deliveries.put(day, mutable(files)));
    List<SourceSpec> watched =
        area.sources().stream().filter(source -> source.late().isPresent()).toList();
    if (watched.isEmpty()) {
      return deliveries;
    }
    Map<String, LocalDateTime> newest = taken.newest();
    for (SourceSpec source : watched) {
      LocalDateTime latest = newest.get(source.name());
      if (latest != null) {
        LocalDateTime watermark = latest.minus(source.late().orElseThrow().after());
        batches.forEach(
            (day, files) ->
                judge(
                    source,
                    day,
                    files.getOrDefault(source.name(), List.of()),
                    watermark,
                    deliveries));
      }
    }
    return deliveries;
  }

  private void judge(
      SourceSpec source,
      LocalDate day,
      List<InputFile> files,
      LocalDateTime watermark,
      Map<LocalDate, Delivery> deliveries) {
    for (InputFile file : files) {
      to(day, deliveries).add(source.name(), file, watermark, false);
    }
    if (source.late().orElseThrow().then() == Then.OWN_DAY && !files.isEmpty()) {
      for (Row row : lateDays(source, day, files, watermark)) {
        LocalDate own = LocalDate.parse(row.getString(1));
        if (!own.equals(day)) {
          files.stream()
              .filter(file -> file.shown().equals(row.getString(0)))
              .forEach(file -> to(own, deliveries).add(source.name(), file, watermark, true));
        }
      }
    }
  }

  private static Delivery to(LocalDate day, Map<LocalDate, Delivery> deliveries) {
    return deliveries.computeIfAbsent(day, any -> mutable(Map.of()));
  }

  private List<Row> lateDays(
      SourceSpec source, LocalDate day, List<InputFile> files, LocalDateTime watermark) {
    Map<String, LocalDateTime> watermarks = new HashMap<>();
    files.forEach(file -> watermarks.put(file.shown(), watermark));
    Lateness lateness = new Lateness(watermarks, Set.of());
    long bytes = files.stream().mapToLong(InputFile::length).sum();
    try (FileSource read =
        new FileSource(
            spark, List.of(source), "", Map.of(source.name(), files), Map.of(), Map.of())) {
      Dataset<Row> records =
          RecordRules.validate(
              read.read(source, new Sessions(spark, bytes).batch()).rows(),
              source,
              area,
              day,
              Lateness.NONE);
      return new LateRecords(source.late().orElseThrow(), lateness, day).days(records);
    }
  }

  private List<Judged> judged(LocalDate batchDate) {
    return area.sources().stream().anyMatch(source -> source.late().isPresent())
        ? taken.judged(batchDate)
        : List.of();
  }

  private InputFile current(Judged judged, LocalDate batchDate) {
    return new WatchedFolder(judged.file().path(), spark)
        .current(judged.file())
        .orElseThrow(
            () ->
                InputErrors.notThere(
                    List.of(
                        judged.source()
                            + ": "
                            + judged.file().shown()
                            + ", in which records of "
                            + batchDate
                            + " came late")));
  }

  private static Delivery mutable(Map<String, List<InputFile>> files) {
    Map<String, List<InputFile>> own = new TreeMap<>();
    files.forEach((source, list) -> own.put(source, new ArrayList<>(list)));
    return new Delivery(own, new HashMap<>());
  }
}
