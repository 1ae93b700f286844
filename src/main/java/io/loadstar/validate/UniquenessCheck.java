package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RecordId;
import io.loadstar.batch.RecordStatus;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Unique;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.Sessions;
import io.loadstar.spill.RowDigests;
import io.loadstar.spill.SpillScope;
import io.loadstar.spill.SpilledRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Applies the rules that compare the records of a source. Sorting all records is dear, and few
 * share what a rule compares: at scale, only those whose hashes occur twice are compared.
 */
final class UniquenessCheck {
  private static final String HASH = "_hash_";
  private static final String CLEAN = "_is_clean_";

  private final SubjectArea area;
  private final SourceSpec source;
  private final List<Unique> uniques;
  private final Set<String> preferred;
  private final ValidationPlans plans;
  private final SpillScope spill;
  private final Sessions sessions;

  UniquenessCheck(
      SubjectArea area,
      SourceSpec source,
      Set<String> preferred,
      ValidationPlans plans,
      SpillScope spill,
      Sessions sessions) {
    this.area = area;
    this.source = source;
    this.uniques = area.uniques(source);
    this.preferred = preferred;
    this.plans = plans;
    this.spill = spill;
    this.sessions = sessions;
  }

  /** Compares all rows. */
  Dataset<Row> compared(Dataset<Row> rows) {
    Dataset<Row> compared =
        source.dropDuplicates() ? UniquenessRules.dropDuplicates(rows, source, uniques) : rows;
    compared = UniquenessRules.preferring(compared, RecordId.ofRow(), preferred);
    for (Unique unique : uniques) {
      compared = UniquenessRules.unique(compared, unique, source);
    }
    return compared.drop(UniquenessRules.PREFERRED);
  }

  /** Keeps all rows, and suspects those whose hashes occur more than once. */
  Screening hashed(Dataset<Row> rows, List<InputFile> files, Supplier<Long> read) {
    List<Column> hashes = UniquenessRules.hashes(rows, source, uniques, area.keyColumns(source));
    List<Column> added = new ArrayList<>(List.of(col("*"), RecordStatus.isClean().as(CLEAN)));
    List<String> names = new ArrayList<>();
    for (Column hash : hashes) {
      String name = HASH + names.size();
      added.add(hash.as(name));
      names.add(name);
    }
    Dataset<Row> hashed = rows.select(added.toArray(Column[]::new));
    plans.reading(source, hashed, files);
    SpilledRows kept = spill.keep(hashed, "records of " + source.name());
    RowDigests digests = kept.digests(names, ReferentialCheck.asked(area, source));
    SuspectRows suspects = new SuspectRows(kept, digests, rows.columns(), CLEAN, sessions);
    names.forEach(suspects::repeated);
    return new Screening.Hashed(suspects, read);
  }
}
