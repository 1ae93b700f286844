package io.loadstar.spill;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Tells rows that need another look from those that do not.
 *
 * @param clean name of a column of booleans: only where it is true may a row pass
 * @param suspects rows with one of their hashes do not pass
 */
public record SuspectFilter(String clean, List<Suspects> suspects) implements Serializable {
  /** Hashes of values of some columns; rows where one of these is null are not meant. */
  public record Suspects(List<String> columns, HashMembership hashes) implements Serializable {
    private Predicate<InternalRow> test(StructType schema) {
      int[] ordinals = columns.stream().mapToInt(schema::fieldIndex).toArray();
      ToLongFunction<InternalRow> hash = RowHash.of(schema, columns);
      return row -> {
        for (int ordinal : ordinals) {
          if (row.isNullAt(ordinal)) {
            return false;
          }
        }
        return hashes.contains(hash.applyAsLong(row));
      };
    }
  }

  /** For one task. */
  Predicate<InternalRow> passing(StructType schema) {
    int flag = schema.fieldIndex(clean);
    List<Predicate<InternalRow>> tests = new ArrayList<>();
    for (Suspects suspect : suspects) {
      if (!suspect.hashes().isEmpty()) {
        tests.add(suspect.test(schema));
      }
    }
    return row -> row.getBoolean(flag) && passes(tests, row);
  }

  /** Every row comes here several times: a stream each would be a twentieth of a load. */
  private static boolean passes(List<Predicate<InternalRow>> tests, InternalRow row) {
    for (int i = 0; i < tests.size(); i++) {
      if (tests.get(i).test(row)) {
        return false;
      }
    }
    return true;
  }
}
