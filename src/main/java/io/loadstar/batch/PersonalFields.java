package io.loadstar.batch;

import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.not;

import io.loadstar.model.SourceSpec;
import org.apache.spark.sql.Column;

/** What of a record's texts identifies a person, and is kept nowhere. */
public final class PersonalFields {
  private PersonalFields() {}

  /** A map from field names to texts without those of columns marked {@code pii}. */
  public static Column removed(Column texts, SourceSpec source) {
    Object[] persons = source.piiFields().toArray();
    return source.hasPii() ? map_filter(texts, (field, text) -> not(field.isin(persons))) : texts;
  }
}
