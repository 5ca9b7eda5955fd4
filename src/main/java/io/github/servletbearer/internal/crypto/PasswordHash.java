// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.crypto;

import io.github.servletbearer.internal.bytes.Base64Url;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The hash of a password: PBKDF2 with HMAC-SHA-256 (RFC 8018 5.2), a random salt, and so many
 * iterations that guessing is expensive. Its text is {@code
 * pbkdf2-sha256$<iterations>$<salt>$<hash>}, the last two in base64url without padding. The
 * characters of a password count as their UTF-8 bytes, all of them. Client secrets are kept
 * likewise.
 *
 * <p>Immutable, thread-safe; {@code toString} shows neither salt nor hash. Nothing here needs the
 * Servlet API, so the command line can make hashes.
 */
public final class PasswordHash {
  /** The iterations of a new hash, and the fewest that are accepted. */
  public static final int ITERATIONS = 600_000;

  /** More iterations would keep a processor busy for seconds, at each login. */
  static final int MAX_ITERATIONS = 10_000_000;

  private static final String PREFIX = "pbkdf2-sha256$";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int SALT_LENGTH = 22; // in base64url
  private static final int HASH_LENGTH = 43;
  private static final String CURE = "write what \"java -jar servlet-bearer-all.jar hash\" prints";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /** A new hash of the password, with a random salt. */
  public static PasswordHash of(char[] password) {
    byte[] salt = random(SALT_BYTES);
    return new PasswordHash(ITERATIONS, salt, derive(password, salt, ITERATIONS));
  }

  /**
   * A hash of no password, which takes as long to compare with as most of the others; of two
   * numbers of iterations that are alike, the larger.
   */
  public static PasswordHash decoy(Collection<PasswordHash> others) {
    Map<Integer, Integer> counts = new HashMap<>();
    int usual = ITERATIONS;
    int most = 0;
    for (PasswordHash other : others) {
      int count = counts.merge(other.iterations, 1, Integer::sum);
      if (count > most || count == most && other.iterations > usual) {
        most = count;
        usual = other.iterations;
      }
    }
    return new PasswordHash(usual, random(SALT_BYTES), random(HASH_BYTES));
  }

  /**
   * Reads the text form, exactly.
   *
   * @throws IllegalArgumentException if it is anything else, with a sentence that says the fix and
   *     contains nothing of the text
   */
  public static PasswordHash parse(String text) {
    int salt = text.indexOf('$', PREFIX.length()) + 1;
    int hash = salt + SALT_LENGTH + 1;
    boolean wellFormed =
        text.startsWith(PREFIX)
            && salt > 0
            && text.length() == hash + HASH_LENGTH
            && text.charAt(hash - 1) == '$';
    if (!wellFormed) {
      throw noHash();
    }
    return new PasswordHash(
        iterations(text.substring(PREFIX.length(), salt - 1)),
        bytes(text.substring(salt, hash - 1)),
        bytes(text.substring(hash)));
  }

  private static int iterations(String digits) {
    if (!digits.matches("[1-9][0-9]*")) {
      throw noHash();
    }
    int number = digits.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (number < ITERATIONS) {
      throw new IllegalArgumentException(
          "the hash has fewer than "
              + ITERATIONS
              + " iterations, which is guessed too fast: "
              + CURE);
    }
    if (number > MAX_ITERATIONS) {
      throw new IllegalArgumentException(
          "the hash has more than "
              + MAX_ITERATIONS
              + " iterations, which takes too long: "
              + CURE);
    }
    return number;
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64Url.decode(base64);
    } catch (IllegalArgumentException e) {
      throw noHash();
    }
  }

  private static IllegalArgumentException noHash() {
    return new IllegalArgumentException("this is not a password hash of this library: " + CURE);
  }

  /** Whether it is this password; slow on purpose, so callers limit how many run at once. */
  public boolean matches(char[] password) {
    // HMAC fills a key with zeros (RFC 2104 2), so that one at the end of a password would not
    // count.
    boolean isWhole = password.length == 0 || password[password.length - 1] != 0;
    return MessageDigest.isEqual(hash, derive(password, salt, iterations)) && isWhole;
  }

  /** RFC 8018 5.2; Java encodes the characters as UTF-8. */
  static byte[] derive(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, 8 * HASH_BYTES);
    try {
      SecretKeyFactory pbkdf2 = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
      return pbkdf2.generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 8 has PBKDF2 with HMAC-SHA-256", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  public int iterations() {
    return iterations;
  }

  public String text() {
    return PREFIX + iterations + '$' + Base64Url.encode(salt) + '$' + Base64Url.encode(hash);
  }

  @Override
  public String toString() {
    return "PasswordHash[" + iterations + " iterations]";
  }
}
