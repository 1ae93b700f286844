package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;

/** What the first bytes of a file tell. */
final class FileHead {
  private FileHead() {}

  /** Index of the first byte of text. */
  static int skipByteOrderMark(String source, InputFile file, byte[] head) {
    if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
      throw InputErrors.utf16(source, file.shown());
    }
    return startsWith(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
  }

  static boolean isBlank(byte[] head, int from) {
    for (int i = from; i < head.length; i++) {
      if (head[i] > ' ' || head[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  /** First character that is no white space, or a space if there is none. */
  static char firstCharacter(byte[] head, int from) {
    for (int i = from; i < head.length; i++) {
      if (head[i] > ' ') {
        return (char) head[i];
      }
    }
    return ' ';
  }

  private static boolean startsWith(byte[] head, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= head.length || head[i] != (byte) mark[i]) {
        return false;
      }
    }
    return true;
  }
}
