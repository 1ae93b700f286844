package io.loadstar.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verb completion. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes verbs and options in a shell.",
    },
    footer = {
      "",
      "Example: source <(loadstar completion bash)",
      "Example: source <(loadstar completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  /** Shells that can be completed; zsh runs the script of bash. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (shell == Shell.zsh) {
      terminal.out().println("autoload -U +X compinit && compinit");
    }
    terminal.out().print(AutoComplete.bash("loadstar", spec.root().commandLine()));
    return 0;
  }
}
