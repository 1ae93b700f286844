package io.loadstar.spill;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.PrunedScan;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Kept rows as a relation, so that a use of a few columns does not copy the others. */
final class SpilledRelation extends BaseRelation implements PrunedScan {
  private final SparkSession spark;
  private final StructType schema;
  private final JavaRDD<InternalRow> rows;

  SpilledRelation(SparkSession spark, StructType schema, JavaRDD<InternalRow> rows) {
    this.spark = spark;
    this.schema = schema;
    this.rows = rows;
  }

  @Override
  public SQLContext sqlContext() {
    return spark.sqlContext();
  }

  @Override
  public StructType schema() {
    return schema;
  }

  /** The rows are Spark's own form of rows already. */
  @Override
  public boolean needConversion() {
    return false;
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public RDD<Row> buildScan(String[] columns) {
    int[] ordinals = Arrays.stream(columns).mapToInt(schema::fieldIndex).toArray();
    StructType wanted =
        new StructType(
            Arrays.stream(ordinals)
                .mapToObj(i -> schema.fields()[i])
                .toArray(org.apache.spark.sql.types.StructField[]::new));
    JavaRDD<InternalRow> pruned =
        rows.mapPartitions(
            own -> {
              ProjectingInternalRow some =
                  ProjectingInternalRow.apply(
                      wanted, CollectionConverters.asScala(boxed(ordinals)).toIndexedSeq());
              return new Projected(own, some);
            });
    return (RDD) pruned.setName(rows.name()).rdd();
  }

  private static List<Object> boxed(int[] ordinals) {
    return IntStream.of(ordinals).<Object>mapToObj(Integer::valueOf).toList();
  }

  private record Projected(java.util.Iterator<InternalRow> rows, ProjectingInternalRow some)
      implements java.util.Iterator<InternalRow> {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      some.project(rows.next());
      return some;
    }
  }

  @Override
  public String toString() {
    return rows.name();
  }
}
