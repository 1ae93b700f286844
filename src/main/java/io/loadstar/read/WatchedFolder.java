package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.error.StreamErrors;
import io.loadstar.spark.FileSystems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The folder in which a stream's files appear, as it is now. */
public final class WatchedFolder {
  /** Begins the names of files and folders that Spark passes over. */
  private static final String HIDDEN = "[._].*";

  /** What Spark has not finished writing. */
  private static final String UNFINISHED = "_temporary";

  private final Path folder;
  private final FileSystem files;

  public WatchedFolder(String folder, SparkSession spark) {
    try {
      Path given = new Path(folder);
      this.files = FileSystems.of(given, spark.sparkContext().hadoopConfiguration());
      this.folder = files.makeQualified(given);
    } catch (IOException e) {
      throw InputErrors.notReadable(folder, e);
    }
  }

  /** Fails in Loadstar's own words if it is not there. */
  public void refuseMissing() {
    try {
      if (!files.exists(folder)) {
        throw StreamErrors.folderMissing(InputFile.shown(folder.toString()));
      }
    } catch (IOException e) {
      throw InputErrors.notReadable(InputFile.shown(folder.toString()), e);
    }
  }

  /** A file's path below the folder. */
  public String relative(InputFile file) {
    return folder.toUri().relativize(new Path(file.path()).toUri()).getPath();
  }

  /** As it is now, which may be more than when it was listed; empty if it is gone. */
  public Optional<InputFile> current(InputFile file) {
    try {
      FileStatus now = files.getFileStatus(new Path(file.path()));
      return Optional.of(new InputFile(file.path(), now.getLen(), now.getModificationTime()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw InputErrors.notReadable(file.shown(), e);
    }
  }

  /**
   * A file that is there.
   *
   * @param meant its path below the folder, without what hides it
   * @param isHidden whether its name, or that of a folder above it, hides it from Spark
   */
  public record Seen(InputFile file, String meant, boolean isHidden) {}

  /** All files, in the order of their paths. */
  public List<Seen> all() {
    List<Seen> seen = new ArrayList<>();
    look(folder, "", false, seen);
    return seen;
  }

  private void look(Path place, String above, boolean isHidden, List<Seen> seen) {
    try {
      FileStatus[] entries = files.listStatus(place);
      Arrays.sort(entries);
      for (FileStatus entry : entries) {
        String name = entry.getPath().getName();
        boolean hides = name.matches(HIDDEN);
        if (entry.isFile()) {
          InputFile file =
              new InputFile(
                  entry.getPath().toString(), entry.getLen(), entry.getModificationTime());
          seen.add(new Seen(file, above + name.replaceFirst("^[._]+", ""), isHidden || hides));
        } else if (!name.equals(UNFINISHED)) {
          look(entry.getPath(), hides ? above : above + name + "/", isHidden || hides, seen);
        }
      }
    } catch (IOException e) {
      throw InputErrors.notReadable(InputFile.shown(place.toString()), e);
    }
  }
}
