package io.loadstar.model.run;

import java.util.Locale;

/** Why a run came about, as the ledger has it. */
public enum RunKind {
  LOAD(Contribution.REPLACE),
  REPLAY(Contribution.ADD),
  RETRACT(Contribution.REPLACE);

  private final Contribution contribution;

  RunKind(Contribution contribution) {
    this.contribution = contribution;
  }

  public Contribution contribution() {
    return contribution;
  }

  /** The ledger's word for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
