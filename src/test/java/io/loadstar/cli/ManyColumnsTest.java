package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source of hundreds of columns is one like others, and a row that is too wide is named. */
@Tag("slow")
class ManyColumnsTest {
  private static final int COLUMNS = 700;

  @TempDir Path folder;

  private static String each(String form, String between) {
    return IntStream.range(0, COLUMNS)
        .mapToObj(i -> form.formatted(i))
        .collect(Collectors.joining(between));
  }

  @Test
  void recordThatNoRowCanHoldIsQuarantined() {
    String spec =
        """
        subject: survey
        input: input
        sources:
          answers:
            path: answers.csv
            columns:
              answer_id: {type: integer, required: true}
        %s
        dimensions:
          dim_answer: {from: answers, natural_key: [answer_id], attributes: [q1, q2]}
        """
            .formatted(each("      q%d: {type: string, max_length: 200}", "\n"));
    Folders.write(
        folder.resolve("input/answers.csv"),
        "answer_id,"
            + each("q%d", ",")
            + "\n1,"
            + each("a%d", ",")
            + "\n2,"
            + each("forty characters, or a few less, as %03d".replace(",", ";"), ",")
            + "\n");
    Project project = Project.generated("survey", spec, folder);
    Project.Result result = project.loaded("survey", "2025-06-01");
    assertThat(result.out()).contains("answers.row_size");
    assertThat(result.out()).doesNotContain("a task failed");
    assertThat(
            Db.rows(
                project.url(),
                "select answer_id, q1 from survey.dim_answer where answer_id is not null"))
        .containsExactly("1|a1");
  }
}
