package io.loadstar.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure on one value is told from NULL, and from the values beside it. */
class TriedTest {
  /** Small inputs are interpreted, large ones compiled, which lifts what is shared. */
  @ParameterizedTest
  @ValueSource(strings = {"NO_CODEGEN", "CODEGEN_ONLY"})
  void failureIsToldFromNull(String mode) {
    SparkSession spark = SparkRuntime.start(SparkRuntime.LOCAL).newSession();
    spark.conf().set("spark.sql.codegen.factoryMode", mode);
    spark.conf().set("spark.sql.codegen.wholeStage", !mode.equals("NO_CODEGEN"));
    spark.conf().set("spark.sql.ansi.enabled", "true");
    Dataset<Row> rows =
        spark
            .range(0, 3, 1, 1)
            .select(
                col("id"),
                expr("case when id = 2 then cast(null as int) else cast(id as int) end").as("n"));
    Column shared = Tried.of(expr("10 / n + 1"));
    Column other = Tried.of(expr("(10 / n) * 2"));
    List<String> seen =
        rows
            .select(
                Tried.failed(shared).as("failed"),
                Tried.result(shared).as("result"),
                Tried.failed(other).as("other"))
            .collectAsList()
            .stream()
            .map(Row::toString)
            .toList();
    assertThat(seen)
        .containsExactly("[true,null,true]", "[false,11.0,false]", "[false,null,false]");
  }
}
