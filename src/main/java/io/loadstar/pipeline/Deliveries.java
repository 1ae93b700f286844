package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.Lateness;
import io.loadstar.error.InputErrors;
import io.loadstar.error.LoaderException;
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
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What comes to batches, with what came late: to the batch of its file, or to that of its day.
 *
 * @param translated what people should hear of a failure
 */
record Deliveries(
    SubjectArea area,
    SparkSession spark,
    TakenFiles taken,
    Function<Exception, RuntimeException> translated) {
  /**
   * Files of a batch, by source, and what was known of time when they came.
   *
   * @param files with those of other batches in which records of this one came late
   */
  record Delivery(Map<String, List<InputFile>> files, Map<String, Lateness> lateness) {
    private void add(Judged judged) {
      List<InputFile> own = files.computeIfAbsent(judged.source(), any -> new ArrayList<>());
      if (!own.contains(judged.file())) {
        own.add(judged.file());
      }
      know(judged);
    }

    private void know(Judged judged) {
      Lateness known =
          lateness.computeIfAbsent(
              judged.source(),
              any -> new Lateness(new HashMap<>(), new HashSet<>(), new HashSet<>()));
      String file = judged.file().shown();
      known.watermarks().put(file, judged.watermark());
      if (judged.isSent()) {
        known.sent().add(file);
      }
      if (judged.isStray()) {
        known.strays().add(file);
      }
    }
  }

  /**
   * Files that are loaded are judged as streams judged them, if they took them as they are; of one
   * that was rewritten since, nothing is late.
   */
  Delivery ofLoad(LocalDate batchDate, Map<String, List<InputFile>> files) {
    Delivery delivery = mutable(files);
    for (Judged judged : judged(batchDate)) {
      boolean isSentOn = sends(judged.source());
      if (judged.isStray()) {
        if (isSentOn) {
          refuseChanged(judged, batchDate);
          delivery.add(judged);
        }
      } else if (files.getOrDefault(judged.source(), List.of()).contains(judged.file())) {
        delivery.know(isSentOn ? judged : judged.kept());
      }
    }
    return delivery;
  }

  /**
   * How records were judged that are replayed: they belong to the batch in whose quarantine they
   * are.
   */
  Map<String, Lateness> ofReplay(LocalDate batchDate) {
    Delivery delivery = mutable(Map.of());
    judged(batchDate).forEach(judged -> delivery.know(judged.kept()));
    return delivery.lateness();
  }

  private boolean sends(String source) {
    return area.source(source)
        .flatMap(SourceSpec::late)
        .filter(late -> late.then() == Then.OWN_DAY)
        .isPresent();
  }

  /**
   * New files by batch: with them their late records come to the batches of their days.
   *
   * @param newest when the newest record of each source happened that was taken before
   */
  Map<LocalDate, Delivery> ofStream(
      Map<LocalDate, Map<String, List<InputFile>>> batches, Map<String, LocalDateTime> newest) {
    Map<LocalDate, Delivery> deliveries = new TreeMap<>();
    batches.forEach((day, files) -> deliveries.put(day, mutable(files)));
    List<SourceSpec> watched =
        area.sources().stream().filter(source -> source.late().isPresent()).toList();
    if (watched.isEmpty()) {
      return deliveries;
    }
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
    boolean isSent = sends(source.name());
    for (InputFile file : files) {
      to(day, deliveries).know(new Judged(source.name(), file, watermark, isSent, false));
    }
    if (isSent && !files.isEmpty()) {
      for (Row row : lateDays(source, day, files, watermark)) {
        LocalDate own = LocalDate.parse(row.getString(1));
        if (!own.equals(day)) {
          files.stream()
              .filter(file -> file.shown().equals(row.getString(0)))
              .forEach(
                  file ->
                      to(own, deliveries)
                          .add(new Judged(source.name(), file, watermark, true, true)));
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
    Lateness lateness = new Lateness(watermarks, Set.of(), Set.of());
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
              Lateness.NONE,
              Set.of());
      return new LateRecords(source.late().orElseThrow(), lateness, Set.of(), day).days(records);
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      RuntimeException failure = translated.apply(e);
      if (failure instanceof LoaderException input && input.isAboutInput()) {
        // Whoever takes the file for its own batch hears of it.
        return List.of();
      }
      throw failure;
    }
  }

  private List<Judged> judged(LocalDate batchDate) {
    return area.sources().stream().anyMatch(source -> source.late().isPresent())
        ? taken.judged(batchDate)
        : List.of();
  }

  /**
   * Once its own day has been loaded from what it holds now, the ledger tells nothing of it here.
   */
  private void refuseChanged(Judged judged, LocalDate batchDate) {
    Optional<InputFile> now = new WatchedFolder(judged.file().path(), spark).current(judged.file());
    if (now.filter(judged.file()::equals).isEmpty()) {
      throw InputErrors.notThere(
          List.of(
              judged.source()
                  + ": "
                  + judged.file().shown()
                  + ", in which records of "
                  + batchDate
                  + " came late"
                  + (now.isPresent() ? ", as it was then (load the day of its name first)" : "")));
    }
  }

  private static Delivery mutable(Map<String, List<InputFile>> files) {
    Map<String, List<InputFile>> own = new TreeMap<>();
    files.forEach((source, list) -> own.put(source, new ArrayList<>(list)));
    return new Delivery(own, new HashMap<>());
  }
}
