package io.loadstar.spec;

import io.loadstar.model.MartSpec;
import io.loadstar.model.MartSpec.MartColumn;
import io.loadstar.model.MartSpec.Reach;
import io.loadstar.model.MartSpec.Refresh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads marts and their variables; a mart's SQL stands in {@code marts/<name>.sql}. */
final class MartSection {
  private MartSection() {}

  /**
   * All marts of an area.
   *
   * @param folder of the marts
   */
  static List<MartSpec> read(YamlSection area, Path folder) {
    Map<String, String> values = new LinkedHashMap<>();
    area.section(
        "vars",
        vars -> vars.names().forEach(name -> vars.text(name).ifPresent(v -> values.put(name, v))));
    SqlVariables variables = new SqlVariables(values);
    List<MartSpec> marts = new ArrayList<>();
    area.section(
        "marts",
        named ->
            named
                .names()
                .forEach(
                    name ->
                        named.section(
                            name, mart -> marts.add(mart(name, mart, folder, variables)))));
    variables
        .unused()
        .forEach(
            name ->
                area.problem(
                    "vars",
                    "no mart has a variable '"
                        + name
                        + "': its SQL would say /* var "
                        + name
                        + " */ before the value that this one replaces."));
    return marts;
  }

  private static MartSpec mart(
      String name, YamlSection section, Path folder, SqlVariables variables) {
    Path file = folder.resolve(name + ".sql");
    return new MartSpec(
        name,
        section.requiredTexts("grain"),
        refresh(section),
        ColumnSection.selected(section).stream()
            .map(
                column ->
                    new MartColumn(
                        column.name(), column.type(), column.description(), column.line()))
            .toList(),
        variables.filled(text(file, section)),
        section.text("description").orElse(""),
        section.line());
  }

  private static Refresh refresh(YamlSection section) {
    Optional<String> key = section.text("key");
    if (key.isEmpty()) {
      return new MartSpec.ByDate(section.required("date"), reach(section));
    }
    for (String word : List.of("date", "reach")) {
      if (section.has(word)) {
        section.problem(
            word, "a mart is refreshed by 'key', or by 'date' and 'reach': leave one of them out.");
      }
    }
    return new MartSpec.ByKey(key.get());
  }

  private static Reach reach(YamlSection section) {
    List<Reach> read = new ArrayList<>();
    if (section.isMapping("reach")) {
      section.section(
          "reach",
          reach ->
              read.add(
                  new MartSpec.Days(
                      reach.wholeNumber("before").orElse(0),
                      reach.wholeNumber("after").orElse(0))));
      return read.get(0);
    }
    Reach day = new MartSpec.Days(0, 0);
    return section.choice("reach", day, Map.of("day", day, "month", new MartSpec.Month()));
  }

  private static String text(Path file, YamlSection section) {
    String shown = "marts/" + file.getFileName();
    if (!Files.isRegularFile(file)) {
      section.problem("", shown + " is missing: write the select that the mart is made of there.");
      return "";
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      section.problem("", shown + " cannot be read: " + e.getMessage() + ".");
      return "";
    }
  }
}
