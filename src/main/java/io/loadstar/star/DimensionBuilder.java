package io.loadstar.star;

import io.loadstar.batch.MemberRecords;
import io.loadstar.model.BridgeSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.DimensionSpec.Versions;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.star.MemberHistory;
import io.loadstar.model.star.StarTable;
import io.loadstar.spark.Sha256;
import io.loadstar.spark.SurrogateKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;

/** Station star: accepted rows of a source into members, one per natural key. */
public final class DimensionBuilder {
  private DimensionBuilder() {}

  /**
   * Columns as {@link StarTable#stagedColumns} of the dimension's table.
   *
   * @param source of the records, of which some may say that their member was deleted: these have
   *     no values
   */
  public static Dataset<Row> build(
      Dataset<Row> records, DimensionSpec dimension, SourceSpec source) {
    Optional<Column> isDeletion = MemberRecords.isDeletion(source);
    Dataset<Row> accepted = MemberRecords.chosen(records, dimension);
    List<Column> columns = new ArrayList<>();
    Column key = SurrogateKey.of(dimension.naturalKey());
    columns.add(key.as(dimension.memberKeyColumn()));
    dimension.naturalKey().forEach(name -> columns.add(functions.col(name)));
    UnaryOperator<Column> said =
        value -> isDeletion.map(is -> functions.when(functions.not(is), value)).orElse(value);
    dimension.attributes().forEach(name -> columns.add(said.apply(functions.col(name)).as(name)));
    dimension
        .bridges()
        .forEach(
            bridge ->
                columns.add(
                    SurrogateKey.ofGroup(functions.col(bridge.array())).as(bridge.groupKey())));
    dimension
        .outriggers()
        .forEach(
            reference ->
                columns.add(
                    said.apply(SurrogateKey.orUnknown(reference.by())).as(reference.keyColumn())));
    dimension
        .versions()
        .ifPresent(versions -> columns.addAll(version(accepted, dimension, versions, said)));
    List<String> attributes = new ArrayList<>(dimension.attributes());
    source
        .sequence()
        .ifPresent(
            sequence -> {
              columns.add(functions.col(sequence).as(MemberHistory.SEQUENCE));
              attributes.add(sequence);
            });
    columns.add(
        said.apply(hash(accepted, attributes, dimension.bridges(), dimension.outriggers()))
            .as(StarTable.ROW_HASH));
    Dataset<Row> members = accepted.select(columns.toArray(Column[]::new));
    return dimension.isJunk() ? members.distinct() : members;
  }

  /** Members with several attributes in one batch; empty unless one of their records is chosen. */
  static Optional<Dataset<Row>> contradicted(Dataset<Row> records, DimensionSpec dimension) {
    if (!dimension.isChosen()) {
      return Optional.empty();
    }
    Column[] identity = MemberRecords.identity(dimension);
    Column hash =
        hash(records, dimension.attributes(), dimension.bridges(), dimension.outriggers());
    return Optional.of(
        records
            .filter(MemberRecords.hasKey(dimension))
            .groupBy(identity)
            .agg(functions.min(hash).notEqual(functions.max(hash)).as("_contradicted"))
            .filter("_contradicted"));
  }

  private static List<Column> version(
      Dataset<Row> rows, DimensionSpec dimension, Versions versions, UnaryOperator<Column> said) {
    List<Column> columns = new ArrayList<>();
    columns.add(SurrogateKey.text(dimension.naturalKey()).as(MemberHistory.NATURAL_KEY));
    versions
        .effective()
        .map(functions::col)
        .ifPresent(
            from -> {
              columns.add(
                  SurrogateKey.ofVersion(dimension.naturalKey(), from).as(dimension.keyColumn()));
              columns.add(from.as(MemberHistory.EFFECTIVE));
            });
    List<BridgeSpec> tracked =
        dimension.bridges().stream()
            .filter(bridge -> versions.tracked().contains(bridge.array()))
            .toList();
    List<DimensionReference> outriggers =
        dimension.outriggers().stream()
            .filter(reference -> !Collections.disjoint(versions.tracked(), reference.by()))
            .toList();
    columns.add(
        said.apply(hash(rows, versions.tracked(), tracked, outriggers))
            .as(MemberHistory.TRACKED_HASH));
    return columns;
  }

  /** Null and empty text differ; a bar inside a value is escaped, so that values cannot shift. */
  private static Column hash(
      Dataset<Row> rows,
      List<String> attributes,
      List<BridgeSpec> bridges,
      List<DimensionReference> outriggers) {
    List<Column> parts = new ArrayList<>();
    for (String name : attributes) {
      Column escaped = SurrogateKey.escaped(text(rows, name));
      parts.add(
          functions.coalesce(functions.concat(functions.lit("="), escaped), functions.lit("~")));
    }
    // With their names, so that a new one over an old attribute changes the member.
    for (BridgeSpec bridge : bridges) {
      parts.add(functions.lit(bridge.groupKey()));
      parts.add(SurrogateKey.ofGroup(functions.col(bridge.array())));
    }
    for (DimensionReference outrigger : outriggers) {
      parts.add(functions.lit(outrigger.keyColumn()));
      parts.add(SurrogateKey.orUnknown(outrigger.by()));
    }
    return Sha256.of(functions.concat_ws("|", parts.toArray(Column[]::new)));
  }

  /** An array as JSON: its plain text would not tell where one element ends. */
  private static Column text(Dataset<Row> rows, String name) {
    boolean isArray = rows.schema().apply(name).dataType() instanceof ArrayType;
    return isArray ? functions.to_json(functions.col(name)) : functions.col(name).cast("string");
  }
}
