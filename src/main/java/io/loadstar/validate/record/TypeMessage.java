package io.loadstar.validate.record;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;

/** What a reason says of a value that is not of its column's type. */
final class TypeMessage {
  private TypeMessage() {}

  static String of(ColumnSpec column) {
    String form =
        switch (column.type().kind()) {
          case INTEGER -> "an integer from -2147483648 to 2147483647";
          case BIGINT -> "an integer of at most 64 bits";
          case DECIMAL ->
              "a decimal of at most "
                  + (column.type().precision() - column.type().scale())
                  + " digits before and "
                  + column.type().scale()
                  + " after the point";
          case DOUBLE -> "a number";
          case BOOLEAN -> "true or false";
          case DATE -> "a date" + inFormats(column, "yyyy-MM-dd");
          case TIMESTAMP -> "a timestamp" + inFormats(column, "yyyy-MM-dd HH:mm:ss");
          case STRING, UUID -> column.key().isPresent() ? "key-value pairs" : "text";
          case ARRAY -> "an array";
        };
    boolean isPart = column.key().isPresent() && column.type().kind() != Kind.STRING;
    String pairs = "key-value pairs, or its '" + column.key().orElse("") + "' is not ";
    return "is not " + (isPart ? pairs : "") + form;
  }

  private static String inFormats(ColumnSpec column, String usual) {
    return " written as "
        + (column.formats().isEmpty() ? usual : String.join(" or ", column.formats()));
  }
}
