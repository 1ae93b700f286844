package io.loadstar.model.run;

import java.util.Locale;

/** What a run goes through; its log, its progress and the ledger's steps call them so. */
public enum Station {
  VALIDATE,
  COUNT,
  QUARANTINE,
  VIEW,
  STAGE,
  PUBLISH,
  LEDGER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
