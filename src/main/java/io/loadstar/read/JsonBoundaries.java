package io.loadstar.read;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds where JSON records start and end. */
interface JsonBoundaries {
  boolean next() throws IOException;

  ByteWindow window();

  /** First byte of the record in the window. */
  int from();

  /** First byte after the record in the window. */
  int to();

  /** Line of the record's start, from 1, or 0 where it cannot be known. */
  long line();

  /** Why the record cannot be taken apart, null if it can. */
  @Nullable BrokenRecord problem();
}
