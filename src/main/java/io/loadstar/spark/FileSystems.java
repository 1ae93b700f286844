package io.loadstar.spark;

import io.loadstar.error.InputErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** File systems as Hadoop knows them, by the scheme of a path. */
public final class FileSystems {
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("------rwx");

  private FileSystems() {}

  /**
   * Takes a folder or file out of the sight of those who are neither its owner nor of his group.
   */
  public static void hideFromOthers(FileSystem files, Path path) throws IOException {
    if ("file".equals(files.getScheme())) {
      java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
      Set<PosixFilePermission> kept = new HashSet<>(Files.getPosixFilePermissions(local));
      kept.removeAll(OF_OTHERS);
      Files.setPosixFilePermissions(local, kept);
    }
  }

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
