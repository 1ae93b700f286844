package io.loadstar.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.loadstar.engine.KeptRows;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Unique;
import io.loadstar.model.SubjectArea;
import io.loadstar.quarantine.QuarantineRecords;
import io.loadstar.read.InputFile;
import io.loadstar.validate.SetRules;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Applies the rules that look at many records of a source. Sorting all records is dear, and few
 * share what a rule compares: at scale, only those whose hashes occur twice are compared.
 */
final class SetJudge {
  /** As many short rows as every executor, and the driver on their way, can hold. */
  private static final long FEW = 1_000_000;

  private static final String HASH = "_hash_";
  private static final String REPEATED = "_repeated_";

  private final SubjectArea area;
  private final SourceSpec source;
  private final List<Unique> uniques;
  private final Set<String> preferred;
  private final Operations operations;
  private final Keeper keeper;

  SetJudge(
      SubjectArea area,
      SourceSpec source,
      Set<String> preferred,
      Operations operations,
      Keeper keeper) {
    this.area = area;
    this.source = source;
    this.uniques = area.uniques(source);
    this.preferred = preferred;
    this.operations = operations;
    this.keeper = keeper;
  }

  static boolean areFew(long rows) {
    return rows <= FEW;
  }

  boolean hasRules() {
    return source.dropDuplicates() || !uniques.isEmpty();
  }

  /** Compares all rows. */
  Dataset<Row> all(Dataset<Row> rows) {
    Dataset<Row> judged = source.dropDuplicates() ? SetRules.dropDuplicates(rows, source) : rows;
    judged = SetRules.preferring(judged, recordId(), preferred);
    for (Unique unique : uniques) {
      judged = SetRules.unique(judged, unique);
    }
    return judged.drop(SetRules.PREFERRED);
  }

  /** Compares the rows whose hashes occur more than once, and keeps all. */
  Alone contested(Dataset<Row> rows, List<InputFile> files, Supplier<Long> read) {
    List<Column> hashes = SetRules.hashes(rows, source, uniques, area.keyColumns(source));
    Dataset<Row> hashed = rows;
    for (int i = 0; i < hashes.size(); i++) {
      hashed = hashed.withColumn(HASH + i, hashes.get(i));
    }
    operations.judging(source, hashed, files);
    KeptRows kept = keeper.keep(hashed, "records of " + source.name());
    return new Alone(contested(kept, rows.columns(), hashes.size()), Optional.of(kept), read);
  }

  private Dataset<Row> contested(KeptRows kept, String[] names, int rules) {
    Column[] columns = Arrays.stream(names).map(functions::col).toArray(Column[]::new);
    Column isContested = functions.lit(false);
    Dataset<Row> marked = kept.rows();
    long found = 0;
    for (int i = 0; i < rules; i++) {
      Dataset<Row> repeated =
          keeper.keep(kept.repeated(HASH + i), "repeated hashes of " + source.name()).rows();
      found += repeated.count();
      Dataset<Row> known = functions.broadcast(repeated.toDF(REPEATED + i));
      marked = marked.join(known, col(HASH + i).equalTo(col(REPEATED + i)), "left");
      isContested = isContested.or(col(REPEATED + i).isNotNull());
    }
    if (found == 0) {
      return kept.rows().select(columns);
    }
    boolean areFew = areFew(found);
    Dataset<Row> compared = areFew ? marked.filter(isContested) : kept.rows();
    compared = all(compared.select(columns));
    operations.comparing(source, compared);
    compared = keeper.keep(compared, "compared records of " + source.name()).rows();
    return areFew ? marked.filter(not(isContested)).select(columns).union(compared) : compared;
  }

  private static Column recordId() {
    return QuarantineRecords.id(col("_file"), col("_offset"), col("_raw"));
  }
}
