// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenHashTest {
  @Test
  @DisplayName("TC-1: hashes are equal when all their bits are")
  void allBitsAreCompared() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(new byte[] {'a'});
    TokenHash hash = TokenHash.of("a");
    assertThat(new TokenHash(ByteBuffer.wrap(digest))).isEqualTo(hash);
    for (int bit = 0; bit < 256; bit++) {
      byte[] other = digest.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(new TokenHash(ByteBuffer.wrap(other))).as("bit " + bit).isNotEqualTo(hash);
    }
  }

  @Test
  @DisplayName("a hash is the SHA-256 of the text")
  void hashIsSha256() {
    // FIPS 180-4: SHA-256 of "abc" begins with ba7816bf.
    assertThat(TokenHash.of("abc").shortText()).isEqualTo("ba7816bf");
    assertThat(TokenHash.of("abc")).hasToString("ba7816bf").isEqualTo(TokenHash.of("abc"));
    assertThat(TokenHash.of("abc")).hasSameHashCodeAs(TokenHash.of("abc"));
    assertThat(TokenHash.of("abc")).isNotEqualTo(TokenHash.of("abd")).isNotEqualTo("ba7816bf");
    assertThat(TokenHash.of("").shortText()).isEqualTo("e3b0c442");
  }
}
