package io.loadstar.spec;

import io.loadstar.error.DidYouMean;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the spec. Every key that is asked for is a known key; {@link #close} reports the
 * rest with their lines.
 */
final class YamlSection {
  private final String path;
  private final int line;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  YamlSection(Node node, int line, String path, Problems problems) {
    this.path = path;
    this.line = line;
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::put);
    } else {
      problems.add(line, path, "expected 'key: value' pairs here.");
    }
  }

  private void put(NodeTuple tuple) {
    Node keyNode = tuple.getKeyNode();
    String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : keyNode.toString();
    if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
      problems.add(lineOf(keyNode), path, "key '" + key + "' occurs twice: remove one.");
    }
    lines.putIfAbsent(key, lineOf(keyNode));
  }

  String path() {
    return path;
  }

  int line() {
    return line;
  }

  int line(String key) {
    return lines.getOrDefault(key, line);
  }

  /** Whether a key is there, whatever it holds. */
  boolean has(String key) {
    known.add(key);
    return values.containsKey(key);
  }

  Optional<String> text(String key) {
    known.add(key);
    Node node = values.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    problem(key, "expected one value, found a list or a mapping.");
    return Optional.empty();
  }

  String required(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty() && !values.containsKey(key)) {
      problem(key, "'" + key + "' is missing: add it.");
    }
    return text.orElse("");
  }

  boolean flag(String key, boolean otherwise) {
    return choice(key, otherwise, Map.of("true", true, "false", false));
  }

  <T> T choice(String key, T otherwise, Map<String, T> choices) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    T chosen = choices.get(text.get());
    if (chosen == null) {
      List<String> words = choices.keySet().stream().sorted().toList();
      problem(key, "'" + text.get() + "' is not known." + DidYouMean.hint(text.get(), words));
      return otherwise;
    }
    return chosen;
  }

  <E extends Enum<E>> E choice(String key, E otherwise, Class<E> type) {
    return choice(key, otherwise, words(type));
  }

  static <E extends Enum<E>> Map<String, E> words(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return words;
  }

  OptionalInt wholeNumber(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("[0-9]{1,9}")) {
      problem(key, "'" + text.get() + "' is not a whole number.");
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }

  char character(String key, char otherwise) {
    String text = text(key).map(word -> "\\t".equals(word) ? "\t" : word).orElse(null);
    if (text == null) {
      return otherwise;
    }
    if (text.length() != 1 || text.charAt(0) > 127) {
      problem(key, "'" + text + "' must be one ASCII character.");
      return otherwise;
    }
    return text.charAt(0);
  }

  List<String> texts(String key) {
    known.add(key);
    Node node = values.get(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence
        && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      return sequence.getValue().stream().map(item -> ((ScalarNode) item).getValue()).toList();
    }
    problem(key, "expected a list, as in " + key + ": [a, b].");
    return List.of();
  }

  /** A list, or one text as a list of its own; empty if there is none. */
  List<String> textOrTexts(String key) {
    return values.get(key) instanceof SequenceNode
        ? texts(key)
        : text(key).map(List::of).orElse(List.of());
  }

  List<String> requiredTexts(String key) {
    if (!values.containsKey(key)) {
      known.add(key);
      problem(key, "'" + key + "' is missing: add a list, as in " + key + ": [a, b].");
      return List.of();
    }
    List<String> texts = texts(key);
    if (values.get(key) instanceof SequenceNode && texts.isEmpty()) {
      problem(key, "'" + key + "' is empty: name at least one column.");
    }
    return texts;
  }

  boolean isMapping(String key) {
    known.add(key);
    return values.get(key) instanceof MappingNode;
  }

  /** The mapping below {@code key}, read by {@code reader} and closed after it. */
  void section(String key, Consumer<YamlSection> reader) {
    known.add(key);
    Node node = values.get(key);
    if (node != null) {
      YamlSection section = new YamlSection(node, line(key), below(key), problems);
      reader.accept(section);
      section.close();
    }
  }

  /** All keys of this mapping, where the user chooses the keys. */
  List<String> names() {
    known.addAll(values.keySet());
    return List.copyOf(values.keySet());
  }

  void close() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        problem(key, "unknown key '" + key + "'." + DidYouMean.hint(key, known));
      }
    }
  }

  void problem(String key, String problem) {
    problems.add(line(key), path, problem);
  }

  private String below(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
