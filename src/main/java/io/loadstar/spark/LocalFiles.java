package io.loadstar.spark;

import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Hadoop's local files, also those whose name has a colon, which it takes for a scheme. */
public final class LocalFiles extends LocalFileSystem {
  @Override
  public Path getChecksumFile(Path file) {
    return new Path(file.getParent(), new Path(null, null, "." + file.getName() + ".crc"));
  }
}
