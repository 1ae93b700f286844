package io.loadstar.spec;

import io.loadstar.model.ViewSpec;
import java.util.ArrayList;
import java.util.List;

/** Reads views. */
final class ViewSection {
  private ViewSection() {}

  static List<ViewSpec> read(YamlSection area) {
    List<ViewSpec> views = new ArrayList<>();
    area.section(
        "views",
        named ->
            named
                .names()
                .forEach(name -> named.section(name, view -> views.add(view(name, view)))));
    return views;
  }

  private static ViewSpec view(String name, YamlSection section) {
    return new ViewSpec(
        name,
        section.requiredTexts("reads"),
        ColumnSection.selected(section),
        section.required("sql"),
        section.text("description").orElse(""),
        section.line());
  }
}
