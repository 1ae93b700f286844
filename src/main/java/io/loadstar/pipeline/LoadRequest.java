package io.loadstar.pipeline;

import java.time.LocalDate;

/**
 * What to load.
 *
 * @param input folder of the batch's files, any path Hadoop can read
 */
public record LoadRequest(AreaSetup setup, LocalDate batchDate, String input) {}
