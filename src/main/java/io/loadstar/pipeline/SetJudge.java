package io.loadstar.pipeline;

import static org.apache.spark.sql.functions.col;

import io.loadstar.engine.KeptRows;
import io.loadstar.engine.RowDigests;
import io.loadstar.engine.Sessions;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Unique;
import io.loadstar.model.SubjectArea;
import io.loadstar.quarantine.QuarantineRecords;
import io.loadstar.read.InputFile;
import io.loadstar.validate.Marks;
import io.loadstar.validate.SetRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Applies the rules that look at many records of a source. Sorting all records is dear, and few
 * share what a rule compares: at scale, only those whose hashes occur twice are doubted.
 */
final class SetJudge {
  private static final String HASH = "_hash_";
  private static final String CLEAN = "_is_clean_";

  private final SubjectArea area;
  private final SourceSpec source;
  private final List<Unique> uniques;
  private final Set<String> preferred;
  private final Operations operations;
  private final Keeper keeper;
  private final Sessions sessions;

  SetJudge(
      SubjectArea area,
      SourceSpec source,
      Set<String> preferred,
      Operations operations,
      Keeper keeper,
      Sessions sessions) {
    this.area = area;
    this.source = source;
    this.uniques = area.uniques(source);
    this.preferred = preferred;
    this.operations = operations;
    this.keeper = keeper;
    this.sessions = sessions;
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

  /** Keeps all rows, and doubts those whose hashes occur more than once. */
  Alone doubted(Dataset<Row> rows, List<InputFile> files, Supplier<Long> read) {
    List<Column> hashes = SetRules.hashes(rows, source, uniques, area.keyColumns(source));
    List<Column> added = new ArrayList<>(List.of(col("*"), Marks.isClean().as(CLEAN)));
    List<String> names = new ArrayList<>();
    for (Column hash : hashes) {
      String name = HASH + names.size();
      added.add(hash.as(name));
      names.add(name);
    }
    Dataset<Row> hashed = rows.select(added.toArray(Column[]::new));
    operations.judging(source, hashed, files);
    KeptRows kept = keeper.keep(hashed, "records of " + source.name());
    RowDigests digests = kept.digests(names, ReferenceJudge.asked(area, source));
    Doubts doubts = new Doubts(kept, digests, rows.columns(), CLEAN, sessions);
    names.forEach(doubts::repeated);
    return Alone.doubted(doubts, read);
  }

  private static Column recordId() {
    return QuarantineRecords.id(col("_file"), col("_offset"), col("_raw"));
  }
}
