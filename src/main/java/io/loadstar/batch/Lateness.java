package io.loadstar.batch;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;

/**
 * What a stream knew of time when it took files of a source, which are named as people see them.
 *
 * @param watermarks what happened before it came late, in UTC, by file; a file that has none has no
 *     late records
 * @param strays files of other batches: only what came late in them may belong to this one
 */
public record Lateness(Map<String, LocalDateTime> watermarks, Set<String> strays)
    implements Serializable {
  /** Nothing came late. */
  public static final Lateness NONE = new Lateness(Map.of(), Set.of());
}
