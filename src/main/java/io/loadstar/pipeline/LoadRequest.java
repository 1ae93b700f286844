package io.loadstar.pipeline;

import io.loadstar.model.SubjectArea;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What to load.
 *
 * @param folder {@code db/<area>}
 * @param input folder of the batch's files, any path Hadoop can read
 * @param quarantine root of the quarantine, any path Hadoop can write
 */
public record LoadRequest(
    SubjectArea area, Path folder, LocalDate batchDate, String input, String quarantine) {}
