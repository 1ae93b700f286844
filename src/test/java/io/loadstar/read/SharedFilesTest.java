package io.loadstar.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.batch.InputFile;
import io.loadstar.model.SourceSpec;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spec.Problems;
import io.loadstar.spec.SpecReader;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several sources on one path: the files are read once, and each source has its own columns. */
class SharedFilesTest {
  private static final String SPEC =
      """
      subject: shop
      sources:
        sales:
          path: sales.csv
          extra_columns: ignore
          columns:
            sale: {type: integer}
            sum:  {type: decimal, precision: 9, scale: 2, from: amount}
        customers:
          path: sales.csv
          extra_columns: ignore
          columns:
            name: {type: string, from: [client, customer]}
            sale: {type: string}
        regions:
          path: sales.csv
          extra_columns: ignore
          columns:
            region: {type: string}
      """;
  private static final String PERSONS =
      """
        persons:
          path: sales.csv
          extra_columns: ignore
          columns:
            name: {type: string, from: customer, pii: hash}
      """;
  private static final String FILE = "sale,amount,customer\n1,2.50,'Ann'\n2,3,Ben\nx\n";

  @TempDir Path folder;
  private final SparkSession spark = SparkRuntime.start(SparkRuntime.LOCAL);

  @Test
  void areReadOnce() {
    List<SourceSpec> sources = sources(SPEC);
    Path file = folder.resolve("sales.csv");
    Folders.write(file, FILE);
    try (FileSource source = files(sources)) {
      assertThat(rows(source, sources.get(0)))
          .containsExactly("2:1,2.50,'Ann' 1 2.50", "3:2,3,Ben 2 3", "4:x null null");
      // As nobody may do while a batch is loaded: who reads again sees nothing.
      Folders.write(file, "sale,amount,customer\n");
      assertThat(rows(source, sources.get(1)))
          .containsExactly("2:1,2.50,'Ann' 'Ann' 1", "3:2,3,Ben Ben 2", "4:x null null");
      assertThatThrownBy(() -> rows(source, sources.get(2))).hasMessageContaining("region");
    }
  }

  @Test
  void personsAreKeptNowhere() {
    List<SourceSpec> sources = sources(SPEC + PERSONS);
    Path file = folder.resolve("sales.csv");
    Folders.write(file, FILE);
    try (FileSource source = files(sources)) {
      assertThat(rows(source, sources.get(0))).hasSize(3);
      Folders.write(file, "sale,amount,customer\n");
      assertThat(rows(source, sources.get(1))).isEmpty();
      assertThat(rows(source, sources.get(3))).isEmpty();
    }
  }

  /** Files that were put together, of which one source knows no first column. */
  @Test
  void headerThatComesAgainIsNoRecordOfAny() {
    List<SourceSpec> sources =
        sources(SPEC.replace("sale: {type: integer}", "note: {type: string, missing: allow}"));
    Folders.write(folder.resolve("sales.csv"), FILE + "sale,amount,customer\n9,1,Cem\n");
    try (FileSource source = files(sources)) {
      assertThat(rows(source, sources.get(1)))
          .contains("5:sale,amount,customer null null", "6:9,1,Cem Cem 9");
    }
  }

  private static List<String> rows(FileSource source, SourceSpec spec) {
    var read = source.read(spec, SparkRuntime.start(SparkRuntime.LOCAL));
    List<String> rows =
        read.rows().collectAsList().stream()
            .map(row -> row.getAs("_line") + ":" + row.getAs("_raw") + " " + fields(row, spec))
            .toList();
    assertThat(read.recordsRead().get()).isEqualTo(rows.size());
    return rows;
  }

  private static String fields(Row row, SourceSpec spec) {
    return spec.columnNames().stream()
        .map(name -> String.valueOf(row.<Object>getAs(name)))
        .collect(Collectors.joining(" "));
  }

  private FileSource files(List<SourceSpec> sources) {
    Path file = folder.resolve("sales.csv");
    List<InputFile> files = List.of(new InputFile(file.toString(), file.toFile().length(), 0));
    return new FileSource(
        spark,
        sources,
        "",
        sources.stream().collect(Collectors.toMap(SourceSpec::name, one -> files)),
        Map.of(),
        Map.of());
  }

  private List<SourceSpec> sources(String text) {
    Path spec = folder.resolve("shop.yaml");
    Folders.write(spec, text);
    return SpecReader.read(spec, new Problems()).orElseThrow().sources();
  }
}
