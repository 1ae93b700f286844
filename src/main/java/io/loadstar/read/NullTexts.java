package io.loadstar.read;

import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** Texts that stand for no value. Every field is asked; most are told apart by their first byte. */
final class NullTexts {
  private final List<UTF8String> texts;
  private final boolean[] firstBytes = new boolean[1 << Byte.SIZE];

  NullTexts(List<String> texts) {
    this.texts = texts.stream().map(UTF8String::fromString).toList();
    for (UTF8String text : this.texts) {
      firstBytes[first(text)] = true;
    }
  }

  boolean contains(UTF8String text) {
    return firstBytes[first(text)] && texts.contains(text);
  }

  private static int first(UTF8String text) {
    return text.numBytes() == 0 ? 0 : Byte.toUnsignedInt(text.getByte(0));
  }
}
