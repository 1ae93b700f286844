package io.loadstar.model.profile;

import java.util.List;

/**
 * What the files of one source hold.
 *
 * @param broken records that could not be taken apart; they are not among {@code records}
 * @param key columns that tell the sampled records of each file apart where no single one does
 * @param withheld columns of persons, of which nothing is shown
 */
public record SourceStatistics(
    String name,
    String path,
    long files,
    long records,
    long broken,
    List<ColumnStatistics> columns,
    List<String> key,
    List<String> withheld) {}
