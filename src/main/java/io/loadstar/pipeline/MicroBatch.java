package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.error.LoaderException;
import io.loadstar.error.StreamErrors;
import io.loadstar.model.run.LoadReport;
import io.loadstar.read.WatchedFolder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files that were found together: they come into the star in one transaction, whichever batches
 * they belong to, but for those that a load would refuse.
 *
 * @param shown where from, for people
 * @param notes told of files that stay out
 */
record MicroBatch(AreaRun run, WatchedFolder folder, String shown, List<String> notes) {
  private static final int LOOKS = 3;

  /** Publishes all of them; if a load would refuse that, all that it takes one by one. */
  List<LoadReport> publish(Map<LocalDate, Map<String, List<InputFile>>> batches) {
    Map<LocalDate, Map<String, List<InputFile>>> wanted = batches;
    LoaderException refused = null;
    for (int look = 1; look <= LOOKS && !wanted.isEmpty(); look++) {
      try {
        return run.add(shown, wanted);
      } catch (LoaderException e) {
        if (!e.isAboutInput()) {
          throw e;
        }
        refused = e;
        wanted = taken(wanted);
      }
    }
    if (!wanted.isEmpty() && refused != null) {
      // What each of them passes by itself, all of them do not.
      throw refused;
    }
    return List.of();
  }

  /** Those that are not refused by themselves, as they are now; the others are set aside. */
  private Map<LocalDate, Map<String, List<InputFile>>> taken(
      Map<LocalDate, Map<String, List<InputFile>>> batches) {
    Map<LocalDate, Map<String, List<InputFile>>> taken = new TreeMap<>();
    batches.forEach(
        (day, sources) ->
            sources.forEach(
                (source, files) ->
                    files.forEach(
                        file ->
                            takenAlone(day, source, file)
                                .ifPresent(
                                    now ->
                                        taken
                                            .computeIfAbsent(day, any -> new TreeMap<>())
                                            .computeIfAbsent(source, any -> new ArrayList<>())
                                            .add(now)))));
    return taken;
  }

  /** The file as it is now; empty if it is refused and was set aside. */
  private Optional<InputFile> takenAlone(LocalDate batchDate, String source, InputFile found) {
    InputFile file = found;
    for (int look = 1; ; look++) {
      Map<String, List<InputFile>> alone = Map.of(source, List.of(file));
      try {
        run.rehearse(shown, Map.of(batchDate, alone));
        return Optional.of(file);
      } catch (LoaderException e) {
        if (!e.isAboutInput()) {
          throw e;
        }
        InputFile again = folder.current(file).orElse(file);
        if (again.equals(file) || look == LOOKS) {
          run.setAside(batchDate, alone);
          notes.add(StreamErrors.setAside(String.valueOf(e.getMessage())));
          return Optional.empty();
        }
        // Somebody writes to it still.
        file = again;
      }
    }
  }
}
