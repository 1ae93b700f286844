package io.loadstar.generate;

import io.loadstar.model.ColumnType;
import io.loadstar.model.star.FactTable.Moment;
import io.loadstar.warehouse.Dialect;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders the templates in {@code sql/}, which read like the SQL they become. */
final class SqlTemplates {
  private final Dialect dialect;
  private final PebbleEngine engine;

  SqlTemplates(Dialect dialect) {
    this.dialect = dialect;
    engine =
        new PebbleEngine.Builder()
            .loader(new LineKeepingLoader())
            .autoEscaping(false)
            .strictVariables(true)
            .extension(new SqlFunctions(dialect))
            .build();
  }

  String render(String template, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("transient", dialect.transientTable());
    all.put("unsaved", dialect.transientEnd());
    all.put("ifExists", dialect.ifExists());
    all.put("hasIndexes", dialect.hasIndexes());
    try {
      PebbleTemplate compiled = engine.getTemplate(located(template));
      StringWriter rendered = new StringWriter();
      compiled.evaluate(rendered, all);
      return rendered.toString().replaceAll("[ \\t]+\\n", "\n").replaceAll("\\n{3,}", "\n\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the engine's folder, or among those that all engines share. */
  private String located(String template) {
    String own = dialect.folder() + "/" + template;
    boolean isOwn = SqlTemplates.class.getResource("/sql/" + own) != null;
    return isOwn || template.contains("/") ? (isOwn ? own : template) : "common/" + template;
  }

  /** Pebble drops the line break after every tag; here a value that ends a line keeps it. */
  private static final class LineKeepingLoader extends ClasspathLoader {
    @Override
    public Reader getReader(String template) {
      try (BufferedReader reader = new BufferedReader(super.getReader("sql/" + template))) {
        String text = reader.lines().collect(Collectors.joining("\n", "", "\n"));
        return new StringReader(text.replace("}}\n", "}}\n\n"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public @Nullable String resolveRelativePath(String relativePath, String anchorPath) {
      return null;
    }

    @Override
    public String createCacheKey(String templateName) {
      return templateName;
    }
  }

  private static final class SqlFunctions extends AbstractExtension {
    private final Dialect dialect;

    SqlFunctions(Dialect dialect) {
      this.dialect = dialect;
    }

    @Override
    public Map<String, Function> getFunctions() {
      return Map.of(
          "type",
          new Named(
              List.of("value"), args -> dialect.sqlType((ColumnType) argument(args, "value"))),
          "anyValue",
          new Named(
              List.of("value"), args -> Dialect.anyValue((ColumnType) argument(args, "value"))),
          "moment",
          new Named(
              List.of("of", "relation"),
              args ->
                  VersionPeriod.of(
                      (Moment) argument(args, "of"), argument(args, "relation").toString())),
          "quoted",
          new Named(
              List.of("value"), args -> argument(args, "value").toString().replace("'", "''")),
          "columns",
          new Named(
              List.of("names", "prefix", "indent"),
              args -> joined(args, ",", name -> args.get("prefix") + name)),
          "equal",
          new Named(
              List.of("names", "nullable", "one", "other", "indent"),
              args -> joined(args, " and", name -> equal(args, name))),
          "assigned",
          new Named(
              List.of("names", "except", "from", "indent"),
              args -> joined(args, ",", name -> name + " = " + args.get("from") + "." + name)));
    }

    private static String equal(Map<String, Object> args, String name) {
      String one = args.get("one") + "." + name;
      String other = args.get("other") + "." + name;
      String equal = one + " = " + other;
      return ((List<?>) argument(args, "nullable")).contains(name)
          ? "(" + equal + " or (" + one + " is null and " + other + " is null))"
          : equal;
    }

    private static Object argument(Map<String, Object> args, String name) {
      return Objects.requireNonNull(args.get(name), name);
    }

    /** A line for each name. A word that joins them, and no comma, begins the next line. */
    private static String joined(
        Map<String, Object> args, String between, UnaryOperator<String> line) {
      String indent = " ".repeat(((Long) argument(args, "indent")).intValue());
      boolean isWord = between.startsWith(" ");
      String separator = isWord ? "\n" + indent + between.strip() + " " : between + "\n" + indent;
      return ((List<?>) argument(args, "names"))
          .stream()
              .map(Object::toString)
              .filter(name -> !name.equals(args.get("except")))
              .map(line)
              .collect(Collectors.joining(separator));
    }
  }

  private record Named(
      List<String> arguments, java.util.function.Function<Map<String, Object>, String> text)
      implements Function {
    @Override
    public List<String> getArgumentNames() {
      return arguments;
    }

    @Override
    public Object execute(
        Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int line) {
      return text.apply(args);
    }
  }
}
