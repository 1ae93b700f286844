package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.FileSystems;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds the files of a batch, wherever Hadoop can read. */
public final class InputFolder {
  private InputFolder() {}

  /**
   * The files of each source.
   *
   * @throws io.loadstar.error.LoaderException naming every source that has none
   */
  public static Map<String, List<InputFile>> find(
      SubjectArea area, String folder, LocalDate batchDate, Configuration hadoop) {
    Map<String, List<InputFile>> found = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (SourceSpec source : area.sources()) {
      String pattern = PathPattern.resolve(source.path(), batchDate);
      String shown = InputFile.shown(folder) + "/" + pattern;
      FilePattern.Found there = find(folder, pattern, shown, hadoop);
      List<InputFile> files = files(there);
      found.put(source.name(), files);
      if (there.isFolder()) {
        missing.add(
            source.name()
                + ": only folders match "
                + shown
                + ", no file: add what is in them, such as /*.csv, or /** for all below");
      } else if (files.isEmpty()) {
        missing.add(source.name() + ": no file matches " + shown);
      }
    }
    if (!missing.isEmpty()) {
      throw InputErrors.notThere(missing);
    }
    return found;
  }

  /**
   * Compares files with what they were when they were found.
   *
   * @throws io.loadstar.error.LoaderException naming the first that has changed since
   */
  static void refuseChanged(SourceSpec source, List<InputFile> found, Configuration hadoop) {
    for (InputFile file : found) {
      Path path = new Path(file.path());
      try {
        FileStatus now = FileSystems.of(path, hadoop).getFileStatus(path);
        boolean isSame =
            now.getLen() == file.length()
                && (file.modified() == 0 || now.getModificationTime() == file.modified());
        if (!isSame) {
          throw InputErrors.changed(source.name(), file.shown(), file.length(), now.getLen());
        }
      } catch (IOException e) {
        throw InputErrors.notReadable(file.shown(), e);
      }
    }
  }

  private static FilePattern.Found find(
      String folder, String pattern, String shown, Configuration hadoop) {
    try {
      return FilePattern.find(folder, pattern, hadoop);
    } catch (IOException e) {
      throw InputErrors.notReadable(shown, e);
    }
  }

  private static List<InputFile> files(FilePattern.Found found) {
    return found.files().stream()
        .map(
            status ->
                new InputFile(
                    status.getPath().toString(), status.getLen(), status.getModificationTime()))
        .sorted(Comparator.comparing(InputFile::path))
        .toList();
  }
}
