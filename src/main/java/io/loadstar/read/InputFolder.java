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
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
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
      List<InputFile> files = files(folder, pattern, hadoop);
      found.put(source.name(), files);
      if (files.isEmpty()) {
        missing.add(
            source.name()
                + ": no file matches "
                + InputFile.shown(new Path(folder, pattern).toString()));
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

  private static List<InputFile> files(String folder, String pattern, Configuration hadoop) {
    Path path = new Path(folder, pattern);
    try {
      FileSystem files = FileSystems.of(path, hadoop);
      FileStatus[] statuses = files.globStatus(path);
      return statuses == null
          ? List.of()
          : Arrays.stream(statuses)
              .filter(FileStatus::isFile)
              .map(
                  status ->
                      new InputFile(
                          status.getPath().toString(),
                          status.getLen(),
                          status.getModificationTime()))
              .sorted(Comparator.comparing(InputFile::path))
              .toList();
    } catch (IOException e) {
      throw InputErrors.notReadable(InputFile.shown(path.toString()), e);
    }
  }
}
