package io.loadstar.document;

import io.loadstar.document.AreaPage.Table;
import io.loadstar.model.profile.Statistics;
import io.pebbletemplates.pebble.PebbleEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Pages: as Markdown for a repository, as HTML that stands by itself in a browser. */
public final class Pages {
  private Pages() {}

  /** Markdown, with diagrams for Mermaid. */
  public static String markdown(AreaPage page) {
    return rendered("documents/area.md", false, Map.of("page", page));
  }

  /** One HTML file that needs no other. */
  public static String html(AreaPage page) {
    return rendered(
        "documents/area.html",
        true,
        Map.of("style", style(), "page", page, "star", star(page).svg(), "way", way(page).svg()));
  }

  /** One HTML file of what files hold. */
  public static String profile(Statistics statistics) {
    ProfilePage page = ProfilePage.of(statistics);
    return rendered(
        "documents/profile.html",
        true,
        Map.of("style", style(), "sources", page.sources(), "overlaps", page.overlaps()));
  }

  private static String style() {
    try {
      return text("documents/page.css");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String rendered(String template, boolean escapes, Map<String, Object> values) {
    PebbleEngine engine =
        new PebbleEngine.Builder()
            .autoEscaping(escapes)
            .strictVariables(true)
            .newLineTrimming(false)
            .build();
    try {
      StringWriter out = new StringWriter();
      engine.getLiteralTemplate(text(template)).evaluate(out, values);
      return out.toString().replaceAll("[ \\t]+\n", "\n").strip() + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line that is a tag and nothing else leaves no line. */
  private static String text(String template) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(Pages.class.getResourceAsStream("/" + template), template)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(?m)^ *(\\{%[^}]*%})\n", "$1");
    }
  }

  /** Facts in the middle, what they join on both sides of them. */
  private static Diagram star(AreaPage page) {
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    for (String name : names(page, "dimension")) {
      (left.size() <= right.size() ? left : right).add(name);
    }
    right.addAll(names(page, "bridge"));
    return new Diagram(List.of(left, names(page, "fact"), right), page.joins());
  }

  /** From sources, by views and tables, to marts. */
  private static Diagram way(AreaPage page) {
    List<String> sources = page.sources().stream().map(AreaPage.Source::name).toList();
    List<String> tables =
        Stream.of("dimension", "fact", "bridge")
            .flatMap(kind -> names(page, kind).stream())
            .toList();
    List<String> marts = names(page, "mart");
    return new Diagram(
        Stream.of(sources, names(page, "view"), tables, marts)
            .filter(column -> !column.isEmpty())
            .toList(),
        page.flows());
  }

  private static List<String> names(AreaPage page, String kind) {
    return page.tables(kind).stream().map(Table::name).toList();
  }
}
