package io.loadstar.read;

import com.github.luben.zstd.ZstdInputStream;
import io.loadstar.error.PackedErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.io.input.ReaderInputStream;

/** How a file is packed, or encoded, told by its first bytes whatever its name. */
enum Codec {
  NONE(""),
  GZIP("\u001F\u008B"),
  BZIP2("BZh"),
  ZSTD("(\u00B5/\u00FD"),
  ZIP("PK\u0003\u0004"),

  /** Spreadsheets' "Unicode text"; read as UTF-8, in which nothing else is cut or quoted. */
  UTF_16_LE("\u00FF\u00FE"),
  UTF_16_BE("\u00FE\u00FF");

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

  /** Whether the bytes are text as it is, in another encoding. */
  boolean isText() {
    return this == UTF_16_LE || this == UTF_16_BE;
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
      case UTF_16_LE, UTF_16_BE -> utf8(packed);
    };
  }

  /** What is no text in UTF-16 ends it with an error. */
  private static InputStream utf8(InputStream utf16) throws IOException {
    CharsetDecoder strict =
        StandardCharsets.UTF_16
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return ReaderInputStream.builder()
        .setReader(new InputStreamReader(utf16, strict))
        .setCharset(StandardCharsets.UTF_8)
        .setBufferSize(BUFFER)
        .get();
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
