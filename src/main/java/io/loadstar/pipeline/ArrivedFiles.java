package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.error.Counted;
import io.loadstar.ledger.TakenFiles;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.read.NewFiles;
import io.loadstar.read.WatchedFolder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files of a stream, dealt to the batches and sources whose paths they have. */
record ArrivedFiles(SubjectArea area, NewFiles.Watched watched, WatchedFolder folder) {
  private static final int SHOWN = 3;

  /**
   * New ones by batch and source, oldest batch first; and those that were set aside and have been
   * changed since.
   *
   * @param notes told of files that are not taken
   */
  Map<LocalDate, Map<String, List<InputFile>>> byBatch(
      List<InputFile> found, TakenFiles taken, List<String> notes) {
    Map<LocalDate, Map<String, List<InputFile>>> batches = new TreeMap<>();
    Map<String, InputFile> wanted = new LinkedHashMap<>();
    taken.setAside().forEach(file -> changed(file).ifPresent(now -> wanted.put(now.path(), now)));
    found.forEach(file -> folder.current(file).ifPresent(now -> wanted.put(now.path(), now)));
    List<String> strangers = new ArrayList<>();
    long known = 0;
    for (InputFile file : wanted.values()) {
      List<Belonging> belongings = belongings(folder.relative(file));
      if (belongings.isEmpty()) {
        strangers.add(file.shown());
        continue;
      }
      TakenFiles.Status status = taken.status(file);
      if (status == TakenFiles.Status.REWRITTEN) {
        notes.add(
            file.shown()
                + " was rewritten since it was taken: load its day again to have what it holds now");
      } else if (status == TakenFiles.Status.NEW) {
        belongings.forEach(
            of ->
                batches
                    .computeIfAbsent(of.batchDate(), day -> new TreeMap<>())
                    .computeIfAbsent(of.source(), source -> new ArrayList<>())
                    .add(file));
      } else {
        known++;
      }
    }
    if (known > 0) {
      notes.add(
          Counted.of(known, "file")
              + " had been taken before, and "
              + (known == 1 ? "is" : "are")
              + " not taken twice");
    }
    if (!strangers.isEmpty()) {
      notes.add(
          Counted.of(strangers.size(), "file")
              + " of no source's path, such as "
              + String.join(", ", strangers.stream().limit(SHOWN).toList()));
    }
    return batches;
  }

  /** A file may be of several sources. */
  private record Belonging(LocalDate batchDate, String source) {}

  private List<Belonging> belongings(String relative) {
    List<Belonging> found = new ArrayList<>();
    for (SourceSpec source : area.sources()) {
      PathPattern.batchDate(watched.below(source.path()), relative)
          .ifPresent(day -> found.add(new Belonging(day, source.name())));
    }
    return found;
  }

  private Optional<InputFile> changed(InputFile before) {
    return folder.current(before).filter(now -> !now.equals(before));
  }

  /** What Structured Streaming passes over in silence. */
  List<String> neverFound(TakenFiles taken) {
    List<String> hidden = new ArrayList<>();
    List<String> rewritten = new ArrayList<>();
    for (WatchedFolder.Seen seen : folder.all()) {
      boolean isWanted =
          !belongings(seen.meant()).isEmpty()
              || !belongings(folder.relative(seen.file())).isEmpty();
      if (isWanted && seen.isHidden()) {
        hidden.add(seen.file().shown());
      } else if (isWanted && taken.status(seen.file()) == TakenFiles.Status.REWRITTEN) {
        rewritten.add(seen.file().shown());
      }
    }
    List<String> notes = new ArrayList<>();
    if (!hidden.isEmpty()) {
      notes.add(
          Counted.of(hidden.size(), "file")
              + " of a name or folder that begins with _ or . "
              + (hidden.size() == 1 ? "is" : "are")
              + " never taken, such as "
              + hidden.get(0)
              + ": rename what shall be");
    }
    if (!rewritten.isEmpty()) {
      notes.add(
          Counted.of(rewritten.size(), "file")
              + (rewritten.size() == 1 ? " was" : " were")
              + " rewritten since taken, such as "
              + rewritten.get(0)
              + ": load that day again to have what it holds now");
    }
    return notes;
  }
}
