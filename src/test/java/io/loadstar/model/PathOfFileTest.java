package io.loadstar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source's path tells of a file which batch it belongs to, as it tells of a batch its files. */
class PathOfFileTest {
  private static final LocalDate DAY = LocalDate.of(2024, 3, 1);

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "events/events_{batch_date:yyyyMMdd}_*.json events/events_20240301_00001.json",
        "{batch_date}/sales.csv 2024-03-01/sales.csv",
        "{batch_date:yyyy}/{batch_date:MM}/d{batch_date:dd}.csv 2024/03/d01.csv",
        "date={batch_date}/**/part-?.{csv,json} date=2024-03-01/a/b/part-1.json",
        "date={batch_date}/**/part-?.{csv,json} date=2024-03-01/part-1.csv",
        "{batch_date}/x_{batch_date:yyyyMMdd}.csv 2024-03-01/x_20240301.csv",
        "log.{batch_date:dd-MMM-yyyy}.gz log.01-Mar-2024.gz"
      })
  void tellsTheBatch(String path, String file) {
    assertThat(PathPattern.batchDate(path, file)).contains(DAY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "events_{batch_date:yyyyMMdd}.json events_20241330.json",
        "events_{batch_date:yyyyMMdd}.json eventsX20240301.json",
        "events_{batch_date:yyyyMMdd}.json events_20240301_json",
        "events_{batch_date:yyyyMMdd}_*.json events_20240301_/1.json",
        "{batch_date}/x_{batch_date:yyyyMMdd}.csv 2024-03-01/x_20240302.csv",
        "*.csv 2024-03-01.csv"
      })
  void tellsOfOthersNothing(String path, String file) {
    assertThat(PathPattern.batchDate(path, file)).isEqualTo(Optional.empty());
  }

  @Test
  void foldersThatAllBatchesShareAreWatched() {
    assertThat(PathPattern.fixedFolders("data/in/{batch_date}/x")).isEqualTo("data/in");
    assertThat(PathPattern.fixedFolders("data/in_{batch_date:yyyy}")).isEqualTo("data");
    assertThat(PathPattern.fixedFolders("data/in")).isEqualTo("data/in");
  }
}
