package io.loadstar.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** SHA-256 as 64 lower-case hex characters: what {@code sha2} gives, without a digest for each. */
public final class Sha256 {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("every Java platform has SHA-256", e);
            }
          });

  private Sha256() {}

  /** Of a text's UTF-8 bytes. */
  public static Column of(Column text) {
    return StaticMethod.call(Sha256.class, "hex", DataTypes.StringType, text);
  }

  public static UTF8String hex(UTF8String text) {
    MessageDigest digest = DIGEST.get();
    digest.update(text.getByteBuffer());
    byte[] hash = digest.digest();
    byte[] hex = new byte[2 * hash.length];
    for (int i = 0; i < hash.length; i++) {
      hex[2 * i] = DIGITS[(hash[i] >> 4) & 0xF];
      hex[2 * i + 1] = DIGITS[hash[i] & 0xF];
    }
    return UTF8String.fromBytes(hex);
  }
}
