package io.loadstar.read;

/** What the first bytes of a file tell. */
final class FileHead {
  private FileHead() {}

  /** Index of the first byte of text. */
  static int skipByteOrderMark(byte[] head) {
    return startsWith(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
  }

  static boolean isBlank(byte[] head, int from) {
    return firstText(head, from) == head.length;
  }

  /** White space as JSON has it; other bytes that print nothing are no space. */
  static boolean isSpace(byte one) {
    return one == ' ' || one == '\n' || one == '\r' || one == '\t';
  }

  /** First character that is no white space, or a space if there is none. */
  static char firstCharacter(byte[] head, int from) {
    int index = firstText(head, from);
    return index == head.length ? ' ' : (char) head[index];
  }

  /** Index of the first byte that is no white space; the length if there is none. */
  static int firstText(byte[] head, int from) {
    int index = from;
    while (index < head.length && isSpace(head[index])) {
      index++;
    }
    return index;
  }

  /** Index of the first such byte, or the length if there is none. */
  static int indexOf(byte[] head, char wanted, int from) {
    int index = from;
    while (index < head.length && head[index] != wanted) {
      index++;
    }
    return index;
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
