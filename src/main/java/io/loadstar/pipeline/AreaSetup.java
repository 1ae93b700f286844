package io.loadstar.pipeline;

import io.loadstar.model.SubjectArea;
import java.nio.file.Path;

/**
 * An area, and where what belongs to it lies.
 *
 * @param folder {@code db/<area>}
 * @param quarantine root of the quarantine, any path Hadoop can write
 */
public record AreaSetup(SubjectArea area, Path folder, String quarantine) {}
