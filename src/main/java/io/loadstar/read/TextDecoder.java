package io.loadstar.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/** Turns a file's bytes into text and names bytes that are none. */
final class TextDecoder {
  private final Charset charset;
  private final boolean isUtf8;

  TextDecoder(String encoding) {
    charset = Charset.forName(encoding);
    isUtf8 = charset.equals(StandardCharsets.UTF_8);
  }

  /** What is wrong with these bytes as text, if anything. */
  Optional<BrokenRecord> problem(byte[] bytes, int from, int to) {
    boolean isAscii = true;
    for (int i = from; i < to; i++) {
      if (bytes[i] <= 0) {
        if (bytes[i] == 0) {
          return Optional.of(BrokenRecord.nulByte());
        }
        isAscii = false;
      }
    }
    return isAscii || isValid(bytes, from, to)
        ? Optional.empty()
        : Optional.of(BrokenRecord.encoding(charset.name()));
  }

  private boolean isValid(byte[] bytes, int from, int to) {
    if (isUtf8) {
      return UTF8String.fromBytes(bytes, from, to - from).isValid();
    }
    try {
      charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Text of bytes that have no {@link #problem}. */
  UTF8String text(UTF8String view) {
    return isUtf8 ? view : UTF8String.fromString(new String(view.getBytes(), charset));
  }
}
