package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.error.LoaderException;
import io.loadstar.error.StreamErrors;
import io.loadstar.model.run.LoadReport;
import io.loadstar.read.WatchedFolder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files that were found together: they come into the star in one transaction, if they belong to a
 * few batches, but for those that a load would refuse.
 *
 * @param shown where from, for people
 * @param newest when the newest record of each source happened that was taken before
 * @param notes told of files that stay out
 */
record MicroBatch(
    AreaRun run,
    WatchedFolder folder,
    String shown,
    Map<String, LocalDateTime> newest,
    List<String> notes) {
  private static final int LOOKS = 3;

  /** Batches of one transaction at most: each holds threads and records until it is published. */
  private static final int TOGETHER = 8;

  /** Publishes all of them; if a load would refuse that, all that it takes. */
  List<LoadReport> publish(Map<LocalDate, Map<String, List<InputFile>>> batches) {
    List<LoadReport> reports = new ArrayList<>();
    Map<LocalDate, Map<String, List<InputFile>>> together = new TreeMap<>();
    for (LocalDate day : new TreeSet<>(batches.keySet())) {
      together.put(day, Objects.requireNonNull(batches.get(day)));
      if (together.size() == TOGETHER) {
        reports.addAll(published(together));
        together = new TreeMap<>();
      }
    }
    if (!together.isEmpty()) {
      reports.addAll(published(together));
    }
    return reports;
  }

  private List<LoadReport> published(Map<LocalDate, Map<String, List<InputFile>>> batches) {
    Map<LocalDate, Map<String, List<InputFile>>> wanted = batches;
    for (int look = 1; !wanted.isEmpty(); look++) {
      try {
        return run.add(shown, wanted, newest);
      } catch (LoaderException e) {
        if (!e.isAboutInput()) {
          throw e;
        }
        Map<LocalDate, Map<String, List<InputFile>>> before = wanted;
        wanted = look < LOOKS ? taken(before) : unchanged(before, e);
        if (look > LOOKS && wanted.equals(before)) {
          // What each of them passes by itself, all of them do not.
          throw e;
        }
      }
    }
    return List.of();
  }

  /** Those that nobody writes to. */
  private Map<LocalDate, Map<String, List<InputFile>>> unchanged(
      Map<LocalDate, Map<String, List<InputFile>>> batches, LoaderException cause) {
    return chosen(
        batches,
        (day, source, file) -> {
          boolean isSame = folder.current(file).filter(file::equals).isPresent();
          if (!isSame) {
            setAside(day, source, file, cause);
          }
          return isSame ? Optional.of(file) : Optional.empty();
        });
  }

  /** Those that are not refused by themselves, as they are now; the others are set aside. */
  private Map<LocalDate, Map<String, List<InputFile>>> taken(
      Map<LocalDate, Map<String, List<InputFile>>> batches) {
    Map<LocalDate, Map<String, List<InputFile>>> taken = new TreeMap<>();
    batches.forEach(
        (day, files) -> {
          Map<LocalDate, Map<String, List<InputFile>>> own = Map.of(day, files);
          taken.putAll(isTaken(own) ? own : chosen(own, this::takenAlone));
        });
    return taken;
  }

  private boolean isTaken(Map<LocalDate, Map<String, List<InputFile>>> batches) {
    try {
      run.rehearse(shown, batches, newest);
      return true;
    } catch (LoaderException e) {
      if (!e.isAboutInput()) {
        throw e;
      }
      return false;
    }
  }

  /** Tells whether a file is taken, and as what. */
  private interface Choice {
    Optional<InputFile> of(LocalDate batchDate, String source, InputFile file);
  }

  private static Map<LocalDate, Map<String, List<InputFile>>> chosen(
      Map<LocalDate, Map<String, List<InputFile>>> batches, Choice choice) {
    Map<LocalDate, Map<String, List<InputFile>>> chosen = new TreeMap<>();
    batches.forEach(
        (day, sources) ->
            sources.forEach(
                (source, files) ->
                    files.forEach(
                        file ->
                            choice
                                .of(day, source, file)
                                .ifPresent(
                                    now ->
                                        chosen
                                            .computeIfAbsent(day, any -> new TreeMap<>())
                                            .computeIfAbsent(source, any -> new ArrayList<>())
                                            .add(now)))));
    return chosen;
  }

  private void setAside(LocalDate batchDate, String source, InputFile file, LoaderException cause) {
    run.setAside(batchDate, Map.of(source, List.of(file)));
    notes.add(StreamErrors.setAside(String.valueOf(cause.getMessage())));
  }

  /** The file as it is now; empty if it is refused and was set aside. */
  private Optional<InputFile> takenAlone(LocalDate batchDate, String source, InputFile found) {
    InputFile file = found;
    for (int look = 1; ; look++) {
      Map<String, List<InputFile>> alone = Map.of(source, List.of(file));
      try {
        run.rehearse(shown, Map.of(batchDate, alone), newest);
        return Optional.of(file);
      } catch (LoaderException e) {
        if (!e.isAboutInput()) {
          throw e;
        }
        InputFile again = folder.current(file).orElse(file);
        if (again.equals(file) || look == LOOKS) {
          setAside(batchDate, source, file, e);
          return Optional.empty();
        }
        // Somebody writes to it still.
        file = again;
      }
    }
  }
}
