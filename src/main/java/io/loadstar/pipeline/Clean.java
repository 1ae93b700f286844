package io.loadstar.pipeline;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Records of a source that are accepted and have no reasons, and how many they are. */
record Clean(Dataset<Row> rows, long count) {}
