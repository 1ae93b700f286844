package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.error.Counted;
import io.loadstar.error.InputErrors;
import io.loadstar.error.StreamErrors;
import io.loadstar.ledger.TakenFiles;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.read.NewFiles;
import io.loadstar.spark.FileSystems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Files of a stream, dealt to the batches and sources whose paths they have. */
final class ArrivedFiles {
  private static final int SHOWN = 3;

  private final SubjectArea area;
  private final NewFiles.Watched watched;
  private final Path folder;
  private final FileSystem files;

  ArrivedFiles(SubjectArea area, NewFiles.Watched watched, SparkSession spark) {
    this.area = area;
    this.watched = watched;
    try {
      Path given = new Path(watched.folder());
      this.files = FileSystems.of(given, hadoop(spark));
      this.folder = files.makeQualified(given);
    } catch (IOException e) {
      throw InputErrors.notReadable(watched.folder(), e);
    }
  }

  private static Configuration hadoop(SparkSession spark) {
    return spark.sparkContext().hadoopConfiguration();
  }

  void refuseMissingFolder() {
    try {
      if (!files.exists(folder)) {
        throw StreamErrors.folderMissing(InputFile.shown(folder.toString()));
      }
    } catch (IOException e) {
      throw InputErrors.notReadable(InputFile.shown(folder.toString()), e);
    }
  }

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
    found.forEach(file -> current(file).ifPresent(now -> wanted.put(now.path(), now)));
    List<String> strangers = new ArrayList<>();
    long known = 0;
    for (InputFile file : wanted.values()) {
      List<Belonging> belongings = belongings(relative(file));
      if (belongings.isEmpty()) {
        strangers.add(file.shown());
        continue;
      }
      TakenFiles.Standing standing = taken.standing(file);
      if (standing == TakenFiles.Standing.REWRITTEN) {
        notes.add(
            file.shown()
                + " was rewritten since it was taken: load its day again to have what it holds now");
      } else if (standing == TakenFiles.Standing.NEW) {
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

  private String relative(InputFile file) {
    return folder.toUri().relativize(new Path(file.path()).toUri()).getPath();
  }

  private Optional<InputFile> changed(InputFile before) {
    return current(before).filter(now -> !now.equals(before));
  }

  /** As it is now, which may be more than when it was listed; empty if it is gone. */
  private Optional<InputFile> current(InputFile file) {
    try {
      FileStatus now = files.getFileStatus(new Path(file.path()));
      return Optional.of(
          new InputFile(now.getPath().toString(), now.getLen(), now.getModificationTime()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw InputErrors.notReadable(file.shown(), e);
    }
  }

  static InputFile asItIsNow(InputFile file, SparkSession spark) {
    try {
      Path path = new Path(file.path());
      FileStatus now = FileSystems.of(path, hadoop(spark)).getFileStatus(path);
      return new InputFile(file.path(), now.getLen(), now.getModificationTime());
    } catch (IOException e) {
      return file;
    }
  }

  /** What Structured Streaming passes over in silence. */
  List<String> neverFound(TakenFiles taken) {
    List<String> hidden = new ArrayList<>();
    List<String> rewritten = new ArrayList<>();
    look(folder, false, hidden, rewritten, taken);
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

  private void look(
      Path place, boolean isHidden, List<String> hidden, List<String> rewritten, TakenFiles taken) {
    try {
      FileStatus[] entries = files.listStatus(place);
      Arrays.sort(entries);
      for (FileStatus entry : entries) {
        boolean isOwnHidden = isHidden || entry.getPath().getName().matches("[._].*");
        InputFile file =
            new InputFile(entry.getPath().toString(), entry.getLen(), entry.getModificationTime());
        if (entry.isDirectory()) {
          look(entry.getPath(), isOwnHidden, hidden, rewritten, taken);
        } else if (!belongings(relative(file)).isEmpty()) {
          if (isOwnHidden) {
            hidden.add(file.shown());
          } else if (taken.standing(file) == TakenFiles.Standing.REWRITTEN) {
            rewritten.add(file.shown());
          }
        }
      }
    } catch (IOException e) {
      throw InputErrors.notReadable(InputFile.shown(place.toString()), e);
    }
  }
}
