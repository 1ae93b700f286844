package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README says, snippet by snippet, in its order. */
@Tag("slow")
class ReadmeTest {
  private static final String README = Folders.read(Project.ROOT.resolve("README.md"));
  private static final Pattern FILE =
      Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern OUTPUT = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void everyCommandWorksAsWritten() {
    Folders.copy(Project.ROOT.resolve("db"), folder.resolve("db"));
    Folders.copy(Project.ROOT.resolve("sample-data"), folder.resolve("sample-data"));
    Matcher file = FILE.matcher(README);
    while (file.find()) {
      Folders.write(folder.resolve(file.group(1)), file.group(2));
    }
    Project project = Project.at(folder).warehouse(TestWarehouse.empty());
    List<String> others = new ArrayList<>();
    try {
      for (String command : commands()) {
        if (command.startsWith("./loadstar ") && !command.equals("./loadstar demo")) {
          Project.Result result =
              project.run(command.substring("./loadstar ".length()).split(" ", -1));
          assertThat(result.exitCode()).as(command + "\n" + result.err()).isZero();
          assertThat(result.out()).as(command).isNotBlank();
        } else {
          others.add(command);
        }
      }
    } finally {
      project.run("warehouse", "stop");
    }
    // These two are EmbeddedDemoTest and this very run.
    assertThat(others).containsExactly("./loadstar demo", "./mvnw verify");
    assertThat(
            Db.rows(
                project.url(),
                "select title, price from library.dim_book where book_id > 0 order by 1"))
        .containsExactly("Keys, Stable and Other|", "Star Schemas|39.90");
    assertThat(
            Db.rows(
                project.url(), "select lent_at, days, is_long from library.fact_loan order by 1"))
        .containsExactly("2025-06-01 15:30:00|14|f", "2025-06-01 15:45:00|45|t");
  }

  private static List<String> commands() {
    List<String> commands = new ArrayList<>();
    Matcher block = COMMANDS.matcher(README);
    while (block.find()) {
      commands.addAll(block.group(1).lines().toList());
    }
    return commands;
  }

  @Test
  void outputShownIsWhatTheDemoPrints() {
    Project project = Project.edtech(folder);
    project.loaded("edtech", "2025-06-01");
    project.loaded("edtech", "2025-06-02");
    Project.Result last = project.loaded("edtech", "2025-06-03");
    String printed =
        last.out()
            + "\nThe ten students with the best average score, over all their quiz attempts.\n"
            + project.run("query", "edtech", "top_scoring_students").out();
    Matcher output = OUTPUT.matcher(README);
    assertThat(output.find()).isTrue();
    assertThat(printed.lines()).containsAll(output.group(1).lines().toList());
  }

  @Test
  void chartAndPlanShownAreWhatTheVerbsPrint() {
    Project project = Project.shipped("learning", folder);
    project.loaded("learning", "2024-01-15");
    List<String> printed = new ArrayList<>();
    for (String command : commands()) {
      if (command.contains("--chart") || command.startsWith("./loadstar explain")) {
        printed.add(project.run(command.substring("./loadstar ".length()).split(" ", -1)).out());
      }
    }
    Matcher output = OUTPUT.matcher(README);
    assertThat(output.find()).isTrue();
    for (String each : printed) {
      assertThat(output.find()).isTrue();
      assertThat(each).contains(output.group(1));
    }
    assertThat(output.find()).isFalse();
  }

  @Test
  void everyOptionAndExitCodeOfTheHelpIsInTheReadme() {
    Project project = Project.at(folder);
    for (String verb : List.of("load", "plan", "generate", "runs", "query", "explain", "migrate")) {
      Matcher option = Pattern.compile("--[a-z-]+").matcher(project.run(verb, "--help").out());
      while (option.find()) {
        if (!List.of("--help", "--version").contains(option.group())) {
          assertThat(README).contains("`" + option.group());
        }
      }
    }
    for (io.loadstar.error.ExitCode code : io.loadstar.error.ExitCode.values()) {
      assertThat(README).contains("| " + code.code() + " |");
    }
  }
}
