package io.loadstar.quarantine;

import io.loadstar.error.BatchErrors;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.spark.FileSystems;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where quarantined records lie: {@code <root>/<area>/<source>/batch_date=YYYY-MM-DD/}. A run
 * writes to {@code <root>/<area>/_runs/<run>/batch_date=.../<source>/} first; its folders move to
 * their place once the star is published, each by one rename that can be done again.
 */
public final class QuarantineFolder {
  static final String BATCH = "batch_date=";
  private static final String RUNS = "_runs";

  private final Path area;
  private final FileSystem files;

  /**
   * The quarantine of one area.
   *
   * @param root a path that Hadoop can write to, on a cluster one that all executors share
   */
  public QuarantineFolder(String root, String area, Configuration hadoop) {
    try {
      Path given = new Path(root);
      this.files = FileSystems.of(given, hadoop);
      this.area = new Path(files.makeQualified(given), area);
    } catch (IOException e) {
      throw BatchErrors.quarantine(root, e);
    }
  }

  /** Folder of a run that is not published yet. */
  public Path pending(RunIdentity run) {
    return new Path(runFolder(run.folder()), BATCH + run.batchDate());
  }

  /** Makes a folder for each source, so that an empty one replaces what the batch had before. */
  void prepare(RunIdentity run, Collection<String> sources) {
    doing(
        () -> {
          for (String source : sources) {
            Path folder = new Path(pending(run), source);
            files.mkdirs(folder);
            FileSystems.hideFromOthers(files, folder);
          }
        });
  }

  /** Where a batch's records of a source lie, if there are any. */
  Optional<Path> settled(String source, LocalDate batchDate) {
    Path place = new Path(new Path(area, source), BATCH + batchDate);
    boolean[] isThere = {false};
    doing(() -> isThere[0] = files.exists(place));
    return isThere[0] ? Optional.of(place) : Optional.empty();
  }

  /** Batches of which records lie here, oldest first. */
  public List<LocalDate> batches() {
    Set<LocalDate> dates = new TreeSet<>();
    doing(
        () -> {
          FileStatus[] found = files.globStatus(new Path(area, "[a-z]*/" + BATCH + "*"));
          for (FileStatus batch : found == null ? new FileStatus[0] : found) {
            dates.add(LocalDate.parse(batch.getPath().getName().substring(BATCH.length())));
          }
        });
    return List.copyOf(dates);
  }

  /** Batches of which records of a source lie here, oldest first. */
  public List<LocalDate> batches(String source) {
    return batches().stream().filter(batch -> settled(source, batch).isPresent()).toList();
  }

  /** Moves a published run's records to their place. */
  public void settle(RunIdentity run) {
    settle(run.folder());
  }

  /** What a run left unsettled, by folder name: {@code <run id>-<token>}. */
  public List<String> unsettled() {
    List<String> names = new ArrayList<>();
    doing(
        () -> {
          Path runs = new Path(area, RUNS);
          if (files.exists(runs)) {
            Arrays.stream(files.listStatus(runs))
                .map(run -> run.getPath().getName())
                .filter(name -> name.matches("\\d+-.+"))
                .forEach(names::add);
          }
        });
    return names;
  }

  /** Moves a published run's records that a crash left behind. */
  public void settle(String runFolder) {
    try {
      settle(runFolder(runFolder));
    } catch (IOException e) {
      throw BatchErrors.unsettled(runFolder(runFolder).toString(), e);
    }
  }

  /** Whether a run's folder holds records of a batch. */
  boolean isOf(String runFolder, LocalDate batchDate) {
    boolean[] isThere = {false};
    doing(() -> isThere[0] = files.exists(new Path(runFolder(runFolder), BATCH + batchDate)));
    return isThere[0];
  }

  /** Deletes what an unpublished run of this batch left; a new run of it makes that obsolete. */
  public void discard(String runFolder, LocalDate batchDate) {
    doing(
        () -> {
          if (files.exists(new Path(runFolder(runFolder), BATCH + batchDate))) {
            files.delete(runFolder(runFolder), true);
          }
        });
  }

  /** Deletes what a run left that was not published. */
  public void discard(String runFolder) {
    doing(() -> files.delete(runFolder(runFolder), true));
  }

  private void settle(Path run) throws IOException {
    for (FileStatus batch : files.listStatus(run)) {
      for (FileStatus source : files.listStatus(batch.getPath())) {
        Path place =
            new Path(new Path(area, source.getPath().getName()), batch.getPath().getName());
        files.delete(place, true);
        if (files.exists(place)) {
          // Renamed to it, the new folder would land inside the old one.
          throw new IOException("cannot delete " + place);
        }
        if (files.listStatus(source.getPath()).length > 0) {
          move(source.getPath(), place);
        }
      }
    }
    files.delete(run, true);
    if (files.listStatus(run.getParent()).length == 0) {
      files.delete(run.getParent(), false);
    }
  }

  private void move(Path from, Path to) throws IOException {
    files.mkdirs(to.getParent());
    if (!files.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  private Path runFolder(String name) {
    return new Path(new Path(area, RUNS), name);
  }

  private interface Work {
    void run() throws IOException;
  }

  private void doing(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw BatchErrors.quarantine(area.toString(), e);
    }
  }

  /** The area's folder as people write it. */
  @Override
  public String toString() {
    return area.toString().replaceFirst("^file:/*", "/");
  }
}
