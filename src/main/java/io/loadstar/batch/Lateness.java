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
 * @param sent files whose late records belong to the batches of their days
 * @param strays those of them that are of other batches: only late records may belong to this one
 */
public record Lateness(Map<String, LocalDateTime> watermarks, Set<String> sent, Set<String> strays)
    implements Serializable {
  /** Nothing came late. */
  public static final Lateness NONE = new Lateness(Map.of(), Set.of(), Set.of());
}
