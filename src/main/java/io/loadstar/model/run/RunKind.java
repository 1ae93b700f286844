package io.loadstar.model.run;

import java.util.Locale;

/** Why a run came about, as the ledger has it. */
public enum RunKind {
  LOAD(Contribution.REPLACE),
  REPLAY(Contribution.ADD),
  RETRACT(Contribution.REPLACE),

  /** New files, taken as they come. */
  STREAM(Contribution.ADD);

  private final Contribution contribution;

  RunKind(Contribution contribution) {
    this.contribution = contribution;
  }

  /** Whether its records came after all that the batch has, and copies may be among them. */
  public boolean bringsNews() {
    return this == STREAM;
  }

  public Contribution contribution() {
    return contribution;
  }

  /** The ledger's word for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
