package io.loadstar.spec;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that a user sees all of it at once. */
public final class Problems {
  private final List<SpecProblem> found = new ArrayList<>();

  public void add(int line, String where, String problem) {
    found.add(new SpecProblem(line, where, problem));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of the file. */
  public List<SpecProblem> inOrder() {
    return found.stream().distinct().sorted().toList();
  }
}
