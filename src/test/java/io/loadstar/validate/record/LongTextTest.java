package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.spark.SparkRuntime;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Texts so long that a regular expression would overflow the stack, or take its time squared. */
class LongTextTest {
  private final SparkSession spark = SparkRuntime.start("local[2]");

  private Row of(Column value) {
    return spark.range(1).select(value).first();
  }

  @Test
  void keyAfterManyPairs() {
    String text =
        IntStream.range(0, 50_000).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(";"));
    assertThat(of(KeyValueText.value(lit(text + ";n=5"), "n")).getString(0)).isEqualTo("5");
    assertThat(of(KeyValueText.isPairs(lit(text + ";n"))).getBoolean(0)).isFalse();
  }

  @Test
  void listWithManyBlanks() {
    String blanks = " ".repeat(1_000_000);
    assertThat(of(ArrayText.elements(lit("a" + blanks + "b," + blanks + "c"), ",")).getList(0))
        .hasSize(2)
        .element(1)
        .isEqualTo("c");
  }
}
