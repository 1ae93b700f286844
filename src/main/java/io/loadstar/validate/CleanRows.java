package io.loadstar.validate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records of a source that are accepted and have no reasons.
 *
 * @param count how many they are
 * @param others how many the source has beside them
 */
public record CleanRows(Dataset<Row> rows, long count, long others) {}
