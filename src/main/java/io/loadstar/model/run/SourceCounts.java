package io.loadstar.model.run;

/** Where the records of one source went. */
public record SourceCounts(
    String source, long read, long loaded, long quarantined, long duplicates) {}
