// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private static final String PASSWORD = "Gr\u00fc\u00dfe \u20ac";

  /** Of {@link #PASSWORD} with the salt 00 01 02 ... 0f, as another implementation made it. */
  private static final String SALT = "AAECAwQFBgcICQoLDA0ODw";

  private static final String HASH = "t-arQpzwdWYmda11emgqtCWuYjIxYMzekE1TuW8gemU";
  private static final String TEXT = "pbkdf2-sha256$600000$" + SALT + "$" + HASH;

  private static String derived(String password, byte[] salt, int iterations) {
    return HexFormat.of().formatHex(PasswordHash.derive(password.toCharArray(), salt, iterations));
  }

  @ParameterizedTest
  @CsvSource({
    "passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
    "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
  })
  @DisplayName("AR-3 RFC 7914 11: the vectors of PBKDF2 with HMAC-SHA-256, their first 32 bytes")
  void vectorsOfTheStandard(String password, String salt, int iterations, String expected) {
    assertThat(derived(password, salt.getBytes(US_ASCII), iterations)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'Gr\u00fc\u00dfe \u20ac', 1,"
        + " 2eee88268a9e315d2d6d2d8f8fe790256bb9338c864e060835dd305daa6c0b10",
    "'\ud83d\udd11 key \ud83d\udd12', 1,"
        + " e1ba775dacf6a7aad001e699fcc6be6bb3163f10f40f822cef90237242872c53",
    "x, 64, 0c407b0ba55aea1bfdd7584c089842b95345be04fe67fe0be7c25023705acbe6",
    "x, 65, 0df8611148c7a67ee779310b66a2ea89a1aa6582de97b9b3d9c9f181ef5d4fd8",
    "x, 100, 7361429554ed1659d8d9e8f94f65ff15798a3c4739b530e00d68a5c95540dab2"
  })
  @DisplayName("TE-13 a password counts by its UTF-8 bytes, all of them: as Python's hashlib does")
  void passwordIsUtf8AndNeverCut(String text, int times, String expected) {
    byte[] salt = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    assertThat(derived(text.repeat(times), salt, 1_000)).isEqualTo(expected);
  }

  @Test
  @DisplayName("TE-13 a zero at the end counts, with which HMAC would fill the password up")
  void zeroAtTheEndCounts() {
    PasswordHash hash = PasswordHash.of("secret".toCharArray());

    assertThat(hash.matches("secret\0".toCharArray())).isFalse();
    assertThat(hash.matches("secret".toCharArray())).isTrue();
  }

  @Test
  @DisplayName("TE-13 the hundredth character counts")
  void lastCharacterCounts() {
    PasswordHash hash = PasswordHash.of(("x".repeat(99) + "y").toCharArray());

    assertThat(hash.matches(("x".repeat(99) + "y").toCharArray())).isTrue();
    assertThat(hash.matches(("x".repeat(99) + "z").toCharArray())).isFalse();
    assertThat(hash.matches("x".repeat(99).toCharArray())).isFalse();
  }

  @Test
  @DisplayName("AR-3 AR-4 the text of another implementation's hash is read, matches, and is kept")
  void hashOfAnotherImplementationMatches() {
    PasswordHash hash = PasswordHash.parse(TEXT);

    assertThat(hash.matches(PASSWORD.toCharArray())).isTrue();
    assertThat(hash.matches("Gru\u0308\u00dfe \u20ac".toCharArray())).isFalse();
    assertThat(hash.text()).isEqualTo(TEXT);
  }

  @Test
  @DisplayName("AR-3 AR-4 a new hash takes 600,000 iterations and a salt of its own")
  void newHashIsStrong() {
    PasswordHash one = PasswordHash.of("same".toCharArray());
    PasswordHash other = PasswordHash.of("same".toCharArray());

    assertThat(one.text()).matches("pbkdf2-sha256\\$600000\\$[\\w-]{22}\\$[\\w-]{43}");
    assertThat(one.text().substring(21, 43)).isNotEqualTo(other.text().substring(21, 43));
    assertThat(PasswordHash.parse(one.text()).matches("same".toCharArray())).isTrue();
    assertThat(PasswordHash.parse(one.text()).matches("Same".toCharArray())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$2y$10$abcdefghijklmnopqrstuv",
        "pbkdf2-sha256$",
        "pbkdf2-sha256$600000$",
        "pbkdf2-sha512$600000$" + SALT + "$" + HASH,
        "PBKDF2-SHA256$600000$" + SALT + "$" + HASH,
        "pbkdf2-sha256$0600000$" + SALT + "$" + HASH,
        "pbkdf2-sha256$+600000$" + SALT + "$" + HASH,
        "pbkdf2-sha256$600 000$" + SALT + "$" + HASH,
        "pbkdf2-sha256$\u0666\u0660\u0660\u0660\u0660\u0660$" + SALT + "$" + HASH,
        "pbkdf2-sha256$600000$" + SALT + "==$" + HASH,
        "pbkdf2-sha256$600000$AAECAwQFBgcICQoLDA0ODx$" + HASH, // stray bits behind the salt
        "pbkdf2-sha256$600000$AAECAwQFBgcICQoLDA0O+w$" + HASH, // base64, not base64url
        "pbkdf2-sha256$600000$AAECAwQFBgcICQoLDA0O$" + HASH,
        "pbkdf2-sha256$600000$" + SALT + "$" + HASH + "=",
        "pbkdf2-sha256$600000$" + SALT + "$" + HASH + " ",
        " pbkdf2-sha256$600000$" + SALT + "$" + HASH,
        "pbkdf2-sha256$600000$" + SALT + ":" + HASH,
        "pbkdf2-sha256$600000$" + SALT + "$t-arQpzwdWYmda11emgqtCWuYjIxYMzekE1TuW8ge",
        "pbkdf2-sha256$600000$" + SALT + "$t-arQpzwdWYmda11emgqtCWuYjIxYMzekE1TuW8gem*"
      })
  @DisplayName(
      "AR-5 CF-2 what is no hash, a password in clear above all, is refused and not quoted")
  void whatIsNoHashIsRefused(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "this is not a password hash of this library: write what"
                + " \"java -jar servlet-bearer-all.jar hash\" prints")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource({
    "1, fewer than 600000",
    "599999, fewer than 600000",
    "10000001, more than 10000000",
    "99999999999999999999, more than 10000000"
  })
  @DisplayName("AR-3 BF iterations are 600,000 at least, and bounded")
  void iterationsAreBounded(String iterations, String problem) {
    assertThatThrownBy(() -> PasswordHash.parse(TEXT.replace("600000", iterations)))
        .hasMessageContaining(problem)
        .hasMessageContaining("servlet-bearer-all.jar hash");
    assertThat(PasswordHash.parse(TEXT.replace("600000", "10000000")).iterations())
        .isEqualTo(10_000_000);
  }

  @Test
  @DisplayName("LG-1 what is printed holds neither salt nor hash")
  void printedFormIsNoSecret() {
    assertThat(PasswordHash.parse(TEXT)).hasToString("PasswordHash[600000 iterations]");
  }

  @Test
  @DisplayName("TE-12 the decoy costs the same, and no password is its own")
  void decoyMatchesNothing() {
    PasswordHash nobody =
        PasswordHash.decoy(List.of(PasswordHash.parse(TestHashes.of("", 700_000))));

    assertThat(nobody.iterations()).isEqualTo(700_000);
    assertThat(nobody.matches(new char[0])).isFalse();
    assertThat(nobody.matches(PASSWORD.toCharArray())).isFalse();
  }
}
