package io.loadstar.model.run;

/**
 * Where the records of one source went.
 *
 * @param leftOut records that the source's {@code where} does not mean
 */
public record SourceCounts(
    String source, long read, long loaded, long quarantined, long duplicates, long leftOut) {}
