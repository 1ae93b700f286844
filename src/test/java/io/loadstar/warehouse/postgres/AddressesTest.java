package io.loadstar.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.error.LoaderException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Promise 8: whatever form an address has, its password is in no message. */
class AddressesTest {
  private static final String[] FORMS = {
    "jdbc:postgresql://ann:%s@host/db",
    "jdbc:postgresql://ann:%s@host:5432/db?user=x",
    "postgres://ann:%s@host/db",
    "postgresql://%s@host",
    "jdbc:postgresql://host/db?user=ann&password=%s",
    "jdbc:postgresql://host/db?PASSWORD=%s&user=ann",
    "jdbc:mysql://host/db;sslpassword=%s",
    "jdbc:redshift:iam://host/db?SecretAccessKey=%s",
    "jdbc:postgresql:db?sslpassword=%s&user=ann",
    "jdbc:postgresql:ann:%s@host",
    "ann:%s@host",
    "ann://%s@host"
  };

  @Property(tries = 2000)
  void passwordIsInNoMessage(@ForAll("secrets") String secret, @ForAll("forms") String form) {
    String url = form.formatted(secret);
    String said;
    try {
      said = PostgresSettings.of(url, Map.of()).toString();
    } catch (LoaderException e) {
      said = e.getMessage();
    }
    assertThat(said).doesNotContain(secret);
  }

  /** Of characters that end nothing in an address's query. */
  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withChars("abcXYZ0129:?@/#%!$+.,~^*()-_")
        .ofMinLength(8)
        .ofMaxLength(20)
        .filter(secret -> !secret.contains("host"));
  }

  @Provide
  Arbitrary<String> forms() {
    return Arbitraries.of(FORMS);
  }
}
