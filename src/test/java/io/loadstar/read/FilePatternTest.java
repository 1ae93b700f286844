package io.loadstar.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePatternTest {
  @TempDir Path folder;

  @BeforeEach
  void files() {
    for (String name :
        List.of(
            "in [old]/stock_06:30.csv",
            "in [old]/a b.csv",
            "in [old]/deep/er/c.csv",
            "in [old]/deep/d.json",
            "in [old]/deep/_tmp/e.csv",
            "in [old]/deep/.f.csv")) {
      Folders.write(folder.resolve(name), "x");
    }
  }

  private List<String> found(String pattern) throws IOException {
    String base = folder.resolve("in [old]").toString();
    return FilePattern.find(base, pattern, new Configuration()).files().stream()
        .map(file -> file.getPath().toUri().getPath().substring(base.length() + 1))
        .sorted()
        .toList();
  }

  @Test
  void namesMayHaveColonsBracketsAndSpaces() throws IOException {
    assertThat(found("stock_06:30.csv")).containsExactly("stock_06:30.csv");
    assertThat(found("stock_*.csv")).containsExactly("stock_06:30.csv");
    assertThat(found("a b.csv")).containsExactly("a b.csv");
  }

  @Test
  void oneStarStaysInItsFolder() throws IOException {
    assertThat(found("*.csv")).containsExactly("a b.csv", "stock_06:30.csv");
    assertThat(found("deep/*.{csv,json}")).containsExactly("deep/.f.csv", "deep/d.json");
    assertThat(found("{deep/er,none}/*.csv")).containsExactly("deep/er/c.csv");
  }

  @Test
  void twoStarsGoThroughAllFoldersThatAreNotHidden() throws IOException {
    assertThat(found("**/*.csv"))
        .containsExactly("a b.csv", "deep/.f.csv", "deep/er/c.csv", "stock_06:30.csv");
    assertThat(found("deep/**")).containsExactly("deep/d.json", "deep/er/c.csv");
  }

  @Test
  void patternThatLeadsToFoldersOnlySaysSo() throws IOException {
    String base = folder.resolve("in [old]").toString();
    assertThat(FilePattern.find(base, "de*", new Configuration()).isFolder()).isTrue();
    assertThat(FilePattern.find(base, "none*", new Configuration()).isFolder()).isFalse();
  }
}
