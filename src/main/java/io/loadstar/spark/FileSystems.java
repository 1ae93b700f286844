package io.loadstar.spark;

import io.loadstar.error.InputErrors;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** File systems as Hadoop knows them, by the scheme of a path. */
public final class FileSystems {
  private FileSystems() {}

  /**
   * The file system that a path the user gave is on.
   *
   * @throws io.loadstar.error.LoaderException if nothing here knows it
   */
  public static FileSystem of(Path given, Configuration hadoop) throws IOException {
    try {
      return given.getFileSystem(hadoop);
    } catch (UnsupportedFileSystemException e) {
      throw InputErrors.noFileSystem(given.toString(), e);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof ClassNotFoundException) {
        throw InputErrors.noFileSystem(given.toString(), e);
      }
      throw e;
    }
  }
}
