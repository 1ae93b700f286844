package io.loadstar.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.TestWarehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 9: the same natural key gives the same surrogate key, for ever and everywhere. */
class KeysAreStableTest {
  private static final StructType ONE = new StructType().add("a", DataTypes.StringType);
  private static final StructType TWO = ONE.add("b", DataTypes.StringType);

  private static String key(Object... parts) {
    SparkSession spark = SparkRuntime.start("local[2]");
    StructType shape = parts.length == 1 ? ONE : TWO;
    return spark
        .createDataFrame(List.of(RowFactory.create(parts)), shape)
        .select(SurrogateKey.of(List.of(shape.fieldNames())))
        .first()
        .getString(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "42; 73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049",
        "1; 6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
        "' 42 '; 73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049",
        "a|b; 0eab8a0a3380abf4c7d1fb0b43b66aafbb64a4b953e4eb2dccca579461912d0c",
        "Élève; 86aceee09fd85753de6ee0174a7dc0203dc96cd1161ee1a9d78c18a7b962a855"
      })
  void vectorsOfOnePart(String part, String expected) {
    assertThat(key(part)).isEqualTo(expected);
  }

  @Test
  void hashesOfManyThreads() throws Exception {
    List<String> hashes =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(i -> Sha256.hex(UTF8String.fromString("" + i)).toString())
            .toList();
    for (int i = 0; i < hashes.size(); i++) {
      assertThat(hashes.get(i)).isEqualTo(sha256("" + i));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"1; 2; 1|2", "a|b; c; a\\|b|c", "a; b|c; a|b\\|c", "a\\; b; a\\\\|b"})
  void partsAreEscapedAndJoined(String first, String second, String hashed) throws Exception {
    assertThat(key(first, second)).isEqualTo(sha256(hashed));
  }

  /** Versions of a member: the date is one more part, whether Spark or the warehouse hashes it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"42; 42|2025-06-01", "a|b; a\\|b|2025-06-01", "Élève; Élève|2025-06-01"})
  void keyOfAVersionIsTheHashOfNaturalKeyAndDate(String part, String hashed) throws Exception {
    Row row =
        SparkRuntime.start("local[2]")
            .createDataFrame(List.of(RowFactory.create(part)), ONE)
            .select(
                SurrogateKey.ofVersion(
                    List.of("a"), functions.to_date(functions.lit("2025-06-01"))),
                SurrogateKey.text(List.of("a")))
            .first();
    assertThat(row.getString(0)).isEqualTo(sha256(hashed));
    String url = TestWarehouse.migrated("edtech", Path.of("db/edtech").toAbsolutePath());
    assertThat(
            Db.value(
                url, "select shared.version_key('" + row.getString(1) + "', date '2025-06-01')"))
        .isEqualTo(sha256(hashed));
    assertThat(
            Db.value(
                url,
                "select replace(cast(shared.version_uuid('"
                    + row.getString(1)
                    + "', date '2025-06-01') as varchar), '-', '')"))
        .isEqualTo(sha256(hashed).substring(0, 32));
  }

  /** Of a version that begins at a time, with no more digits of a second than it has. */
  @ParameterizedTest
  @CsvSource({
    "2025-06-01 12:00:00.5, 42|2025-06-01 12:00:00.5",
    "2025-06-01 00:00:00, 42|2025-06-01 00:00:00",
    "2025-06-01 12:00:00.000001, 42|2025-06-01 12:00:00.000001"
  })
  void keyOfAVersionMayHaveATime(String from, String hashed) throws Exception {
    Row row =
        SparkRuntime.start("local[2]")
            .createDataFrame(List.of(RowFactory.create("42")), ONE)
            .select(
                SurrogateKey.ofVersion(List.of("a"), functions.to_timestamp(functions.lit(from))))
            .first();
    assertThat(row.getString(0)).isEqualTo(sha256(hashed));
  }

  @Test
  void keysOfAllTypesAreTheHashOfTheirText() throws Exception {
    Row row =
        SparkRuntime.start("local[2]")
            .sql(
                "select date'2025-06-01' d, timestamp'2025-06-01 10:00:00.5' t, 1.50bd n, true b, 7L l")
            .select(
                SurrogateKey.of(List.of("d")),
                SurrogateKey.of(List.of("t")),
                SurrogateKey.of(List.of("n")),
                SurrogateKey.of(List.of("b")),
                SurrogateKey.of(List.of("l")))
            .first();
    List<String> texts = List.of("2025-06-01", "2025-06-01 10:00:00.5", "1.50", "true", "7");
    for (int i = 0; i < texts.size(); i++) {
      assertThat(row.getString(i)).isEqualTo(sha256(texts.get(i)));
    }
  }

  @Test
  void vectorsHoldWhenRecomputedInSql() {
    String sql = "select encode(sha256(convert_to(%s, 'UTF8')), 'hex')";
    assertThat(Db.value(TestWarehouse.serverUrl(), String.format(sql, "'42'")))
        .isEqualTo(key("42"));
    assertThat(Db.value(TestWarehouse.serverUrl(), String.format(sql, "'a\\|b|c'")))
        .isEqualTo(key("a|b", "c"));
  }

  @Test
  void unknownMemberIsSixtyFourZeros() {
    assertThat(SurrogateKey.UNKNOWN).isEqualTo("0".repeat(64));
  }

  /** Two different pairs never have the same text under the hash. */
  @Property(tries = 60)
  void pairsAreNeverConfused(@ForAll String first, @ForAll String second) {
    boolean isSplitElsewhere = (first + "|" + second).equals(first.strip() + "|" + second.strip());
    if (isSplitElsewhere && !second.isEmpty()) {
      assertThat(key(first, second)).isNotEqualTo(key(first + "|", second.substring(1)));
    }
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
