package io.loadstar.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.model.SubjectArea;
import io.loadstar.pipeline.Check;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person may get wrong in a file of corrected records. */
class CorrectedFileTest {
  private static final String GOOD =
      "{\"record_id\":\"a1\",\"subject_area\":\"edtech\",\"source\":\"courses\",\"batch_date\":\"2025-06-01\",\"record\":{\"course_id\":\"1\"}}\n";

  @TempDir Path folder;

  private CorrectedFile read(String text) {
    SubjectArea area = new Check(Path.of("db").toAbsolutePath()).read("edtech");
    Path file = folder.resolve("corrected.jsonl");
    Folders.write(file, text);
    return CorrectedFile.read(file, area);
  }

  @Test
  void recordsAreCountedAndBlankLinesAreNot() {
    CorrectedFile corrected = read(GOOD + "\n" + GOOD.replace("a1", "a2"));
    assertThat(corrected.size()).isEqualTo(2);
    assertThat(corrected.batches()).hasToString("[2025-06-01]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"record_id\"; \"id\"; it needs the 'record_id' of an exported record of edtech.",
        "edtech; learning; it needs the 'record_id' of an exported record of edtech.",
        "courses; course; there is no source 'course'.",
        "2025-06-01; 2025-06-31; 'batch_date' is no date.",
        "course_id; course_idd; there is no field 'course_idd'. Did you mean 'course_id'?",
        "}}; }; not valid JSON: Unexpected end-of-input"
      })
  void whatIsWrongIsNamedWithItsLine(String from, String to, String problem) {
    assertThatThrownBy(() -> read(GOOD + GOOD.replace(from, to)))
        .hasMessageContaining("corrected.jsonl, line 2 is no exported record: " + problem)
        .hasMessageContaining("Nothing was changed. Export with 'loadstar quarantine export'");
  }
}
