package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.PackedErrors;
import io.loadstar.spark.FileSystems;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The bytes of an input file, unpacked if it is packed. */
final class InputBytes {
  /** More than this of one packed byte is no data; a gigabyte is let through in any case. */
  private static final long MOST_PER_BYTE = 500;

  private static final long HARMLESS = 1L << 30;
  private static final int MARK = 4;

  private InputBytes() {}

  static InputStream open(String file, Configuration hadoop) throws IOException {
    return open(file, 0, hadoop);
  }

  /**
   * Opens a file at a place.
   *
   * @param from how many of the unpacked bytes are skipped
   */
  static InputStream open(String file, long from, Configuration hadoop) throws IOException {
    Path path = new Path(file);
    FileSystem files = FileSystems.of(path, hadoop);
    Codec codec = codec(files, path);
    FSDataInputStream in = files.open(path);
    if (codec == Codec.NONE) {
      in.seek(from);
      return in;
    }
    String shown = InputFile.shown(file);
    long most = Math.max(HARMLESS, MOST_PER_BYTE * files.getFileStatus(path).getLen());
    InputStream unpacked = unpacked(codec, in, shown, most);
    unpacked.skipNBytes(from);
    return unpacked;
  }

  static Codec codec(FileSystem files, Path path) throws IOException {
    try (FSDataInputStream in = files.open(path)) {
      return Codec.of(in.readNBytes(MARK));
    }
  }

  private static InputStream unpacked(Codec codec, InputStream in, String file, long most)
      throws IOException {
    try {
      return new Unpacked(codec.unpacked(in, file), file, most);
    } catch (EOFException e) {
      throw PackedErrors.cut(file);
    } catch (ZipException e) {
      throw PackedErrors.broken(file, e);
    }
  }

  /** Tells a file that is cut from one that is broken, and ends with one that has no end. */
  private static final class Unpacked extends FilterInputStream {
    private final String file;
    private final long most;
    private long count;

    Unpacked(InputStream in, String file, long most) {
      super(in);
      this.file = file;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        int read = super.read(into, from, length);
        count += Math.max(read, 0);
        if (count > most) {
          throw PackedErrors.tooMuch(file, most);
        }
        return read;
      } catch (EOFException e) {
        throw PackedErrors.cut(file);
      } catch (IOException e) {
        boolean isCut =
            String.valueOf(e.getMessage())
                .toLowerCase(java.util.Locale.ROOT)
                .matches(".*(truncated|unexpected end|end of stream).*");
        throw isCut ? PackedErrors.cut(file) : PackedErrors.broken(file, e);
      }
    }

    @Override
    public long skip(long wanted) throws IOException {
      byte[] passed = new byte[(int) Math.min(1 << 16, wanted)];
      return wanted <= 0 ? 0 : Math.max(0, read(passed, 0, passed.length));
    }
  }
}
