package io.loadstar.bench;

import java.util.Locale;
import java.util.Map;

/** How the star of a run has its keys; all are of the same hash. */
enum Keys {
  HEX("varchar(64)", "text", 64, "encode(sha256(cast($1 as bytea)), 'hex')"),
  UUID("uuid", "uuid", 32, "cast(encode(substr(sha256(cast($1 as bytea)), 1, 16), 'hex') as uuid)");

  private final String type;
  private final String returned;
  private final int digits;
  private final String hash;

  Keys(String type, String returned, int digits, String hash) {
    this.type = type;
    this.returned = returned;
    this.digits = digits;
    this.hash = hash;
  }

  /** As a spec says it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int digits() {
    return digits;
  }

  /** Key of the unknown member. */
  String unknown() {
    return "0".repeat(digits);
  }

  /** What the SQL files leave open. */
  Map<String, String> names() {
    return Map.of(
        "key", type, "returned", returned, "digits", Integer.toString(digits), "hash", hash);
  }
}
