package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.Printable;
import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import io.loadstar.spark.LoginName;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line's root, and the only place that ends the process. */
@Command(
    name = "loadstar",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    description = "Loads star schemas from files into Postgres.",
    footer = {
      "",
      "Exit codes: 0 done; 1 the batch failed; 2 usage or spec; 3 quarantine",
      "threshold passed; 4 input not there yet; 5 try again: unreachable, locked;",
      "70 a bug of ours; 130 interrupted.",
      "",
      "Example: loadstar load edtech --batch-date 2025-06-01"
    },
    subcommands = {
      DemoCommand.class,
      InitCommand.class,
      GenerateDataCommand.class,
      ProfileCommand.class,
      CheckCommand.class,
      GenerateCommand.class,
      TestCommand.class,
      MigrateCommand.class,
      PlanCommand.class,
      LoadCommand.class,
      BackfillCommand.class,
      StreamCommand.class,
      RetractCommand.class,
      QueryCommand.class,
      ExplainCommand.class,
      DocsCommand.class,
      RunsCommand.class,
      TuneCommand.class,
      QuarantineCommand.class,
      CleanCommand.class,
      ResetCommand.class,
      CompletionCommand.class,
      SchemaCommand.class,
      WarehouseCommand.class
    })
public final class Main {
  // Before the log is first used.
  private static final Optional<String> LOG_PROBLEM = LogFile.choose();
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    Terminal terminal =
        new Terminal(
            writer(System.out),
            writer(System.err),
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Boolean.getBoolean("loadstar.terminal"));
    LoginName.ensure();
    LOG_PROBLEM.ifPresent(problem -> terminal.err().println("loadstar: " + problem));
    int code = run(terminal, args);
    // Not waiting for a warehouse that still starts; Spark removes what it kept on disk.
    terminal.out().flush();
    terminal.err().flush();
    // Everything has been said: what Spark's threads complain of while they are ended helps nobody.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Runtime.getRuntime().exit(code);
  }

  /** Runs one command line; returns its exit code. */
  static int run(Terminal terminal, String... args) {
    CommandLine root = new CommandLine(new Main(), new CommandFactory(terminal));
    root.setOut(terminal.out());
    root.setErr(terminal.err());
    StringBuilder error = new StringBuilder();
    root.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          error.append(Printable.harmless(String.valueOf(e.getMessage())));
          return failed(e, terminal, parsed);
        });
    root.setParameterExceptionHandler((e, given) -> misused(e, terminal, given));
    root.setExecutionStrategy(
        parsed -> {
          if (!parsed.hasSubcommand()
              && !parsed.isUsageHelpRequested()
              && !parsed.isVersionHelpRequested()) {
            root.usage(terminal.out());
            return ExitCode.USAGE_OR_SPEC.code();
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    int code = root.execute(args);
    if (code != 0) {
      notify(root.getParseResult(), code, error.toString(), terminal);
    }
    return code;
  }

  private static void notify(ParseResult parsed, int code, String error, Terminal terminal) {
    ParseResult command = parsed;
    while (command != null && command.hasSubcommand()) {
      command = command.subcommand();
    }
    URI url = command == null ? null : command.matchedOptionValue(NotifyOptions.NOTIFY, null);
    if (url != null) {
      FailureNotice.of(
              command.commandSpec().name(),
              command.matchedPositionalValue(0, ""),
              command.matchedOptionValue("--batch-date", ""),
              code,
              error)
          .post(url, terminal.err());
    }
  }

  private static int failed(Exception e, Terminal terminal, ParseResult parsed) {
    LoaderException loader = e instanceof LoaderException known ? known : null;
    int code = loader == null ? ExitCode.BUG.code() : loader.exitCode().code();
    if (loader == null) {
      LOG.error("bug", e);
      terminal
          .err()
          .println(
              "loadstar: this is a bug of Loadstar, not yours: "
                  + String.valueOf(e).lines().findFirst().orElse("")
                  + ". 'loadstar runs' shows whether the batch was published. Please report it with "
                  + System.getProperty(LogFile.PROPERTY)
                  + ".");
    } else {
      terminal.err().println("loadstar: " + Printable.harmless(String.valueOf(e.getMessage())));
    }
    boolean wantsJson = parsed.subcommands().stream().anyMatch(Main::wantsJson);
    if (wantsJson) {
      Json.print(
          terminal.out(), Map.of("error", String.valueOf(e.getMessage()), "exit_code", code));
    }
    return code;
  }

  private static boolean wantsJson(ParseResult parsed) {
    return parsed.hasMatchedOption("--json")
        || parsed.subcommands().stream().anyMatch(Main::wantsJson);
  }

  private static int misused(ParameterException e, Terminal terminal, String... given) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("loadstar: " + Printable.harmless(String.valueOf(e.getMessage())));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("See 'loadstar " + commandName(e.getCommandLine()) + "--help'.");
    }
    int code = ExitCode.USAGE_OR_SPEC.code();
    if (List.of(given).contains("--json")) {
      Json.print(
          terminal.out(), Map.of("error", String.valueOf(e.getMessage()), "exit_code", code));
    }
    return code;
  }

  private static String commandName(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName(" ");
    String below = name.replaceFirst("^loadstar ?", "");
    return below.isEmpty() ? "" : below + " ";
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** Gives every command its terminal. */
  private record CommandFactory(Terminal terminal) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      try {
        return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
      } catch (NoSuchMethodException e) {
        return CommandLine.defaultFactory().create(type);
      }
    }
  }
}
