package io.loadstar.spec;

/**
 * One thing wrong with a spec.
 *
 * @param line line in the file, from 1
 * @param where path of the part concerned, such as {@code sources.students.columns.email}
 * @param problem what is wrong and what to do about it
 */
public record SpecProblem(int line, String where, String problem)
    implements Comparable<SpecProblem> {
  @Override
  public int compareTo(SpecProblem other) {
    return Integer.compare(line, other.line);
  }

  @Override
  public String toString() {
    return "line " + line + ": " + (where.isEmpty() ? "" : where + ": ") + problem;
  }
}
