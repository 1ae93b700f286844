package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script is run by a real shell, which says what it would complete. */
class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashCompletesVerbsAndOptions() throws Exception {
    Project.Result printed = Project.at(folder).run("completion", "bash");
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    Folders.write(folder.resolve("complete.sh"), printed.out());
    assertThat(completed("loadstar", "str")).containsExactly("stream");
    assertThat(completed("loadstar", "load", "--batch")).containsExactly("--batch-date");
  }

  @Test
  void anotherShellIsRefused() {
    Project.Result refused = Project.at(folder).run("completion", "fish");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("fish").contains("bash, zsh");
  }

  /** What bash offers for the last word. */
  private String[] completed(String... words) throws IOException, InterruptedException {
    String script =
        """
        source ./complete.sh
        compopt() { :; } # Works only while bash itself completes.
        COMP_WORDS=(%s)
        COMP_CWORD=%d
        _complete_loadstar
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(String.join(" ", words), words.length - 1);
    Process bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return out.lines().map(String::strip).filter(line -> !line.isEmpty()).toArray(String[]::new);
  }
}
