package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that cannot be written must not fill the terminal with what Java says about it. */
class LogFileTest {
  @TempDir Path folder;

  @Test
  void aFileThatIsThereOrCanBeMadeIsWritable() {
    assertThat(new LogFile(folder.resolve("none/yet/a.log")).isWritable()).isTrue();
    Folders.write(folder.resolve("a.log"), "");
    assertThat(new LogFile(folder.resolve("a.log")).isWritable()).isTrue();
  }

  @Test
  void belowAFileNothingCanBeWritten() {
    Folders.write(folder.resolve(".loadstar"), "");
    assertThat(new LogFile(folder.resolve(".loadstar/loadstar.log")).isWritable()).isFalse();
    assertThat(new LogFile(folder).isWritable()).isFalse();
  }

  @Test
  void anotherFileIsTakenAndNamed() {
    String before = System.getProperty(LogFile.PROPERTY);
    Folders.write(folder.resolve(".loadstar"), "");
    String wanted = folder.resolve(".loadstar/loadstar.log").toString();
    try {
      System.setProperty(LogFile.PROPERTY, wanted);
      assertThat(LogFile.choose().orElseThrow())
          .startsWith(wanted + " cannot be written, so the log of this run is ")
          .endsWith(". Run as a user who may write to the project.");
      assertThat(LogFile.choose()).isEmpty();
    } finally {
      System.setProperty(LogFile.PROPERTY, String.valueOf(before));
    }
  }
}
