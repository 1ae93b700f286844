package io.loadstar.validate;

import io.loadstar.spill.HashMembership;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A source's records after the rules that look at one record at a time. */
sealed interface Screening {
  /** How many records the reader saw, known once the rows have been used. */
  Supplier<Long> read();

  /** All of them. */
  Dataset<Row> records();

  /** Values that references look for; of a large source, some of them more than once. */
  Dataset<Row> values(List<String> columns);

  /** Records with one of these values may have to be kept out. */
  void suspect(List<String> columns, HashMembership values);

  /**
   * Separates records that nothing can be found against any more from those that must be compared.
   *
   * @param comparison the rules that compare records, for those to which they were not applied yet
   */
  Separated separated(UnaryOperator<Dataset<Row>> comparison);

  /**
   * Records told apart.
   *
   * @param clean accepted, and without reasons, where they are held apart
   * @param rest all others, compared
   */
  record Separated(Optional<CleanRows> clean, Dataset<Row> rest) {}

  /** A small source: all its records have been compared. */
  record Compared(Dataset<Row> rows, Supplier<Long> read) implements Screening {
    @Override
    public Dataset<Row> records() {
      return rows;
    }

    @Override
    public Dataset<Row> values(List<String> columns) {
      return ReferenceRule.values(rows, columns).distinct();
    }

    @Override
    public void suspect(List<String> columns, HashMembership values) {
      // All are looked at in any case.
    }

    @Override
    public Separated separated(UnaryOperator<Dataset<Row>> comparison) {
      return new Separated(Optional.empty(), rows);
    }
  }

  /** A large source: only suspect records will be compared. */
  record Hashed(SuspectRows suspects, Supplier<Long> read) implements Screening {
    @Override
    public Dataset<Row> records() {
      return suspects.records();
    }

    @Override
    public Dataset<Row> values(List<String> columns) {
      return suspects.values(columns);
    }

    @Override
    public void suspect(List<String> columns, HashMembership values) {
      suspects.having(columns, values);
    }

    @Override
    public Separated separated(UnaryOperator<Dataset<Row>> comparison) {
      SuspectRows.Split split = suspects.split();
      return new Separated(Optional.of(split.clean()), comparison.apply(split.suspect()));
    }
  }
}
