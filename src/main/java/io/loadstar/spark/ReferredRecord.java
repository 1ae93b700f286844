package io.loadstar.spark;

import static org.apache.spark.sql.functions.col;

import io.loadstar.model.FactSpec.Measure;
import io.loadstar.model.Relation;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SubjectArea;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * The record of the same batch that a reference leads to, at hand for measures as {@code
 * <reference>.<column>}: a price as the day's price list has it, whatever the dimension holds
 * later.
 */
public final class ReferredRecord {
  private ReferredRecord() {}

  /** Columns of the referred source that measures use. */
  public static Set<String> used(
      SparkSession spark,
      SubjectArea area,
      Relation source,
      List<Measure> measures,
      SourceReference reference) {
    StructType columns = ReferredFields.columns(area, source);
    Set<String> used = new TreeSet<>();
    measures.forEach(
        measure ->
            used.addAll(ReferredFields.used(spark, columns, reference, measure.expression())));
    return used;
  }

  /** Start of the columns that hold the referred record's key; it tells plans apart. */
  public static String columnsOf(SourceReference reference) {
    return "_" + reference.name() + "_";
  }

  /**
   * Adds a struct column of the reference's name.
   *
   * @param referred accepted records of the referred source, unique by the reference's key
   * @param isSmall whether they may be sent to every executor
   */
  public static Dataset<Row> join(
      Dataset<Row> rows,
      SourceReference reference,
      Dataset<Row> referred,
      Set<String> used,
      boolean isSmall) {
    String prefix = columnsOf(reference);
    List<Column> columns =
        new ArrayList<>(reference.key().stream().map(name -> col(name).as(prefix + name)).toList());
    columns.add(
        functions
            .struct(used.stream().map(functions::col).toArray(Column[]::new))
            .as(reference.name()));
    Dataset<Row> looked = referred.select(columns.toArray(Column[]::new));
    Column matches = null;
    for (int i = 0; i < reference.key().size(); i++) {
      Column one =
          rows.col(reference.columns().get(i)).equalTo(looked.col(prefix + reference.key().get(i)));
      matches = matches == null ? one : matches.and(one);
    }
    return rows.join(isSmall ? functions.broadcast(looked) : looked, matches, "left");
  }
}
