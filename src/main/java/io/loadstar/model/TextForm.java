package io.loadstar.model;

/**
 * Which texts of a column are one and the same.
 *
 * @param isNfc whether letters with marks are brought into Unicode's composed form, NFC
 * @param isTrimmed whether white space of any script, also what has no width, is cut at both ends
 */
public record TextForm(boolean isNfc, boolean isTrimmed) {
  public static final TextForm AS_IT_COMES = new TextForm(false, false);
}
