package io.loadstar.generate;

import io.loadstar.model.ColumnType;
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
import java.util.stream.Collectors;

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
    try {
      PebbleTemplate compiled = engine.getTemplate(template);
      StringWriter rendered = new StringWriter();
      compiled.evaluate(rendered, all);
      return rendered.toString().replaceAll("[ \\t]+\\n", "\n").replaceAll("\\n{3,}", "\n\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    public String resolveRelativePath(String relativePath, String anchorPath) {
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
          "type", new OneArgument(value -> dialect.sqlType((ColumnType) value)),
          "quoted", new OneArgument(value -> value.toString().replace("'", "''")));
    }
  }

  private record OneArgument(java.util.function.Function<Object, String> function)
      implements Function {
    @Override
    public List<String> getArgumentNames() {
      return List.of("value");
    }

    @Override
    public Object execute(
        Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int line) {
      return function.apply(args.get("value"));
    }
  }
}
