package io.loadstar.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.QuarantineText;
import io.loadstar.cli.output.Results;
import io.loadstar.error.BatchErrors;
import io.loadstar.quarantine.QuarantineReader;
import io.loadstar.quarantine.QuarantineReader.Count;
import io.loadstar.quarantine.QuarantineReader.Filter;
import io.loadstar.query.ResultTable;
import io.loadstar.query.RuleTrend;
import io.loadstar.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb quarantine. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = "Shows the records that broke a rule, and judges them again.",
    subcommands = {ReplayCommand.class, picocli.CommandLine.HelpCommand.class},
    footer = {
      "",
      "Example: loadstar quarantine list edtech",
      "Example: loadstar quarantine show edtech --source students --rule type"
    })
final class QuarantineCommand {
  private final Terminal terminal;

  QuarantineCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Which records. */
  static final class Which {
    @Parameters(arity = "0..1", paramLabel = "AREA", description = "Only records of this area.")
    private @Nullable String area;

    @Option(names = "--source", paramLabel = "NAME", description = "Only of this source.")
    private @Nullable String source;

    @Option(names = "--batch-date", paramLabel = "DATE", description = "Only of this batch.")
    private @Nullable String batchDate;

    @Option(names = "--rule", paramLabel = "RULE", description = "Only those that broke this rule.")
    private @Nullable String rule;

    @Option(
        names = "--quarantine",
        paramLabel = "DIR",
        description = "Root of the quarantine (default: quarantine/ of the project).")
    private @Nullable Path root;

    Filter filter() {
      return new Filter(area, source, batchDate, rule);
    }

    QuarantineReader reader(Terminal terminal, ProjectOptions project) {
      return new QuarantineReader(
          root == null ? project.quarantine(terminal) : terminal.directory().resolve(root));
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Counts quarantined records by source, batch and rule, with a value of each.",
      footer = {"", "Example: loadstar quarantine list edtech --batch-date 2025-06-01"})
  int list(@Mixin Which which, @Mixin ProjectOptions project) {
    List<Count> counts = which.reader(terminal, project).counts(which.filter());
    List<List<Object>> rows =
        counts.stream()
            .map(
                count ->
                    List.<Object>of(
                        count.area(),
                        count.source(),
                        count.batchDate(),
                        count.rule(),
                        count.column(),
                        count.records(),
                        QuarantineText.sample(count.sample())))
            .toList();
    Results.print(
        new ResultTable(
            List.of("area", "source", "batch_date", "rule", "column", "records", "sample"), rows),
        terminal.out(),
        project.isJson());
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows quarantined records: where they came from, what they hold, and why.",
      footer = {"", "Example: loadstar quarantine show edtech --source quiz_attempts --limit 3"})
  int show(
      @Mixin Which which,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "10",
              description = "How many records (default: ${DEFAULT-VALUE}).")
          int limit,
      @Mixin ProjectOptions project) {
    List<JsonNode> records = which.reader(terminal, project).records(which.filter(), limit);
    if (project.isJson()) {
      Json.print(terminal.out(), records);
    } else if (records.isEmpty()) {
      terminal.out().println("No rows.");
    }
    if (!project.isJson()) {
      records.forEach(record -> QuarantineText.print(record, terminal.out()));
    }
    return 0;
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "Writes quarantined records to a file, a JSON object a line.",
        "Mend what is under 'record', then: loadstar quarantine replay AREA --from FILE"
      },
      footer = {"", "Example: loadstar quarantine export edtech --rule type --to mend.jsonl"})
  int export(
      @Mixin Which which,
      @Option(names = "--to", paramLabel = "FILE", required = true, description = "The file.")
          Path file,
      @Mixin ProjectOptions project) {
    Path target = terminal.directory().resolve(file);
    List<JsonNode> records =
        which.reader(terminal, project).records(which.filter(), Integer.MAX_VALUE);
    try {
      Files.write(target, records.stream().map(JsonNode::toString).toList());
    } catch (IOException e) {
      throw BatchErrors.notWritable(target.toString(), e);
    }
    if (!project.isQuiet()) {
      terminal.out().println("Wrote " + records.size() + " records to " + file + ".");
    }
    return 0;
  }

  @Command(
      name = "trend",
      mixinStandardHelpOptions = true,
      description = "Counts how often each rule was broken, batch by batch, as published.",
      footer = {"", "Example: loadstar quarantine trend edtech --source quiz_attempts"})
  int trend(
      @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.") String area,
      @Option(names = "--source", paramLabel = "NAME", description = "Only of this source.")
          String source,
      @Option(names = "--rule", paramLabel = "RULE", description = "Only this rule.") String rule,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "7",
              description = "How many of the latest batches (default: ${DEFAULT-VALUE}).")
          int limit,
      @Mixin ProjectOptions project,
      @Mixin WarehouseOptions warehouse) {
    String known = project.areas(terminal).read(area).name();
    Warehouse asked = warehouse.of(terminal, project.directory(terminal));
    Results.print(
        RuleTrend.of(asked, known, source, rule, limit), terminal.out(), project.isJson());
    return 0;
  }
}
