package io.loadstar.document;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.loadstar.document.SemanticModel.Entity;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.Star;
import java.util.LinkedHashMap;
import java.util.Map;

/** An area's star as the files of tools for analysis. */
public final class SemanticFiles {
  /** What such files can be for. */
  public enum Tool {
    malloy,
    cube,
    dbt
  }

  private SemanticFiles() {}

  /** Names of files, and what they hold. */
  public static Map<String, String> of(SubjectArea area, Star star, Tool tool) {
    SemanticModel model = new SemanticEntities(area, star).model();
    Map<String, String> files = new LinkedHashMap<>();
    switch (tool) {
      case malloy -> files.put(area.name() + ".malloy", rendered("area.malloy", model));
      case cube -> {
        files.put("shared.yml", rendered("cubes.yml", model.shared()));
        files.put(area.name() + ".yml", rendered("cubes.yml", model.own()));
      }
      case dbt -> {
        files.put("shared.yml", rendered("shared.yml", model));
        files.put(area.name() + "_sources.yml", rendered("sources.yml", model.own()));
        files.put(
            area.name() + "_semantic_models.yml", rendered("semantic_models.yml", model.own()));
        for (Entity entity : model.entities()) {
          files.put(
              entity.fullName() + ".sql",
              Pages.rendered("documents/models/model.sql", false, Map.of("entity", entity)));
        }
      }
    }
    return files;
  }

  private static String rendered(String template, SemanticModel model) {
    return Pages.rendered(
        "documents/models/" + template, false, Map.of("model", model, "quote", new Quote()));
  }

  /** Texts between quotes, as JSON and so YAML take them. */
  public static final class Quote {
    public String of(String text) {
      return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
  }
}
