package io.loadstar.spec;

import io.loadstar.error.SpecErrors;
import io.loadstar.model.CalendarSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.KeyForm;
import io.loadstar.model.MartSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.ViewSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code db/<area>/<area>.yaml} into the model; what is wrong goes to {@link Problems}. */
public final class SpecReader {
  private static final int LARGEST_SPEC = 1 << 20;

  private SpecReader() {}

  /** Empty if the YAML itself cannot be read; the reason is then in {@code problems}. */
  public static Optional<SubjectArea> read(Path file, Problems problems) {
    byte[] bytes = bytes(file);
    if (bytes.length > LARGEST_SPEC) {
      problems.add(1, "", "the spec is larger than 1 MiB: this cannot be meant.");
      return Optional.empty();
    }
    return compose(new String(bytes, StandardCharsets.UTF_8), problems)
        .map(root -> area(root, file, sha256(bytes), problems));
  }

  /** Reads {@code db/calendar.yaml}; what is wrong with it goes to {@code problems}. */
  public static Optional<CalendarSpec> readCalendar(Path file, Problems problems) {
    byte[] bytes = bytes(file);
    return compose(new String(bytes, StandardCharsets.UTF_8), problems)
        .map(root -> CalendarSection.read(new YamlSection(root, 1, "", problems), sha256(bytes)));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw SpecErrors.notReadable(file, e);
    }
  }

  private static Optional<Node> compose(String yaml, Problems problems) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel("spec").build();
      Optional<Node> root = new Compose(settings).composeString(yaml);
      if (root.isEmpty()) {
        problems.add(1, "", "the spec is empty: start with 'subject: <name>'.");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      problems.add(line, "", "not valid YAML: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      problems.add(1, "", "not valid YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      problems.add(1, "", "the YAML is nested too deeply: this cannot be meant.");
    }
    return Optional.empty();
  }

  private static SubjectArea area(Node root, Path file, String fingerprint, Problems problems) {
    YamlSection section = new YamlSection(root, 1, "", problems);
    List<SourceSpec> sources = new ArrayList<>();
    List<DimensionSpec> dimensions = new ArrayList<>();
    List<FactSpec> facts = new ArrayList<>();
    String name = section.required("subject");
    String description = section.text("description").orElse("");
    Optional<String> input = section.text("input");
    KeyForm keys = section.choice("keys", KeyForm.HEX, KeyForm.class);
    boolean keepsStaging = section.choice("staging", false, Map.of("discard", false, "keep", true));
    section.section(
        "sources",
        named ->
            named
                .names()
                .forEach(
                    key -> named.section(key, one -> sources.add(SourceSection.read(key, one)))));
    section.section(
        "dimensions",
        named ->
            named
                .names()
                .forEach(
                    key ->
                        named.section(
                            key, one -> dimensions.add(StarSection.dimension(key, one)))));
    section.section(
        "facts",
        named ->
            named
                .names()
                .forEach(key -> named.section(key, one -> facts.add(StarSection.fact(key, one)))));
    List<ViewSpec> views = ViewSection.read(section);
    List<MartSpec> marts = MartSection.read(section, file.resolveSibling("marts"));
    section.close();
    SubjectArea area =
        new SubjectArea(
            name,
            description,
            input,
            keys,
            keepsStaging,
            sources,
            views,
            dimensions,
            facts,
            marts,
            fingerprint);
    SpecChecker.check(area, problems);
    return area.completed();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
