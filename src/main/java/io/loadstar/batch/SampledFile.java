package io.loadstar.batch;

import io.loadstar.model.FormatSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first records of a file whose format was guessed.
 *
 * @param rows texts by the index of their column; null where there is no value
 * @param isWhole whether the file has no more records
 * @param broken how many records could not be taken apart
 */
public record SampledFile(
    String path,
    FormatSpec format,
    List<String> names,
    List<List<@Nullable String>> rows,
    boolean isWhole,
    long broken) {}
