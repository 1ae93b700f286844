package io.loadstar.batch;

import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import java.util.List;
import java.util.Map;

/**
 * What a fact keeps of the records that it was made of.
 *
 * @param columns of the fact, by their names in the records
 * @param keys foreign keys that stand for columns of the records
 */
public record RecordsOfFact(
    FactTable fact, Map<String, String> columns, List<NaturalKeyOfMember> keys) {

  /**
   * A member's natural key.
   *
   * @param column of the fact, with the member's key
   * @param columns of the dimension, by their names in the records
   */
  public record NaturalKeyOfMember(
      String column, DimensionTable dimension, Map<String, String> columns) {}
}
