package io.loadstar.model.run;

/**
 * What happened to one table of the star.
 *
 * @param written dimension: members added or changed; fact: rows of the batch now in the table
 */
public record TableCount(String table, long staged, long written) {}
