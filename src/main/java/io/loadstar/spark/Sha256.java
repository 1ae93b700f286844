package io.loadstar.spark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** SHA-256 as 64 lower-case hex characters: what {@code sha2} gives, without a digest for each. */
public final class Sha256 {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Digests that are not in use, by thread: a ThreadLocal takes as long as the hash itself. */
  private static final AtomicReferenceArray<MessageDigest> IDLE = new AtomicReferenceArray<>(64);

  private Sha256() {}

  /** Of a text's UTF-8 bytes; NULL of NULL. */
  public static Column of(Column text) {
    return StaticMethod.call(Sha256.class, "hex", DataTypes.StringType, text);
  }

  /** Called by Spark: the hash of a text's UTF-8 bytes. */
  public static UTF8String hex(UTF8String text) {
    byte[] hash = digest(text);
    byte[] hex = new byte[2 * hash.length];
    for (int i = 0; i < hash.length; i++) {
      hex[2 * i] = DIGITS[hash[i] >> 4 & 0xf];
      hex[2 * i + 1] = DIGITS[hash[i] & 0xf];
    }
    return UTF8String.fromBytes(hex);
  }

  private static byte[] digest(UTF8String text) {
    int slot = (int) (Thread.currentThread().getId() % IDLE.length());
    MessageDigest idle = IDLE.getAndSet(slot, null);
    MessageDigest digest = idle == null ? create() : idle;
    digest.update(text.getByteBuffer());
    byte[] hash = digest.digest();
    IDLE.set(slot, digest);
    return hash;
  }

  private static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
