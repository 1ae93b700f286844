package io.loadstar.read;

import com.github.luben.zstd.ZstdInputStream;
import io.loadstar.error.PackedErrors;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** How a file is packed, told by its first bytes whatever its name. */
enum Codec {
  NONE(""),
  GZIP("\u001F\u008B"),
  BZIP2("BZh"),
  ZSTD("(\u00B5/\u00FD"),
  ZIP("PK\u0003\u0004");

  private static final int BUFFER = 1 << 16;

  private final String mark;

  Codec(String mark) {
    this.mark = mark;
  }

  /** The codec of a file that begins so. */
  static Codec of(byte[] head) {
    for (Codec codec : values()) {
      if (codec != NONE && codec.isAt(head)) {
        return codec;
      }
    }
    return NONE;
  }

  private boolean isAt(byte[] head) {
    for (int i = 0; i < mark.length(); i++) {
      if (i >= head.length || head[i] != (byte) mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes that were packed. */
  InputStream unpacked(InputStream packed, String file) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP -> new GZIPInputStream(packed, BUFFER);
      case BZIP2 -> new BZip2CompressorInputStream(packed, true);
      case ZSTD -> new ZstdInputStream(packed);
      case ZIP -> onlyEntry(packed, file);
    };
  }

  private static InputStream onlyEntry(InputStream packed, String file) throws IOException {
    ZipInputStream zip = new ZipInputStream(packed);
    ZipEntry first = zip.getNextEntry();
    while (first != null && first.isDirectory()) {
      first = zip.getNextEntry();
    }
    if (first == null) {
      throw PackedErrors.emptyZip(file);
    }
    return new OnlyEntry(zip, first.getName(), file);
  }

  /** Refuses a second file at the end of the first. */
  private static final class OnlyEntry extends java.io.FilterInputStream {
    private final ZipInputStream zip;
    private final String name;
    private final String file;

    OnlyEntry(ZipInputStream zip, String name, String file) {
      super(zip);
      this.zip = zip;
      this.name = name;
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      if (read < 0) {
        for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
          if (!next.isDirectory()) {
            throw PackedErrors.severalInZip(file, name, next.getName());
          }
        }
      }
      return read;
    }
  }
}
