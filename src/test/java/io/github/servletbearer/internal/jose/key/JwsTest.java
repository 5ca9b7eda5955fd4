// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import static io.github.servletbearer.internal.jose.key.TestKeys.base64Url;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwsTest {
  private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";
  private static final String SIGNATURE = "c2lnbmF0dXJl";

  private static String token(String header) {
    return base64Url(header.getBytes(UTF_8)) + ".e30." + SIGNATURE;
  }

  private static void refuses(String token, String reason) {
    assertThatThrownBy(() -> Jws.parse(token))
        .isInstanceOf(JoseException.class)
        .hasMessageContaining(reason);
  }

  private static void refusesHeader(String header, String reason) {
    refuses(token(header), reason);
  }

  @Test
  void tokenIsTakenApart() throws JoseException {
    Jws token = Jws.parse(token(HEADER));
    assertThat(token.algorithm()).isEqualTo(JwsAlgorithm.RS256);
    assertThat(token.keyId()).isEqualTo("k1");
    assertThat(token.type()).isEqualTo("at+jwt");
    assertThat(token.payload()).asString(UTF_8).isEqualTo("{}");
    assertThat(token.signature()).asString(UTF_8).isEqualTo("signature");
    assertThat(new String(token.text(), 0, token.signedLength(), UTF_8))
        .isEqualTo(base64Url(HEADER.getBytes(UTF_8)) + ".e30");
  }

  @Test
  void kidAndTypMayBeAbsentAndPayloadEmpty() throws JoseException {
    Jws token = Jws.parse(base64Url("{\"alg\":\"ES256\"}".getBytes(UTF_8)) + ".." + SIGNATURE);
    assertThat(token.keyId()).isNull();
    assertThat(token.type()).isNull();
    assertThat(token.payload()).isEmpty();
  }

  @Test
  void textOfATokenIsInNoMessageAndNoToString() throws JoseException {
    Object token = Jws.parse(token(HEADER));
    assertThat(token.toString()).doesNotContain("k1", SIGNATURE);
    assertThatThrownBy(() -> Jws.parse(token("{\"alg\":\"geheim\"}")))
        .hasMessageNotContaining("geheim");
  }

  @Test
  @DisplayName("JV-1 every character that is neither base64url nor one of two dots is refused")
  void alphabetIsExact() throws JoseException {
    String token = token(HEADER);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int payload = token.indexOf('.') + 1;
    for (int c = 0; c <= 0x17f; c++) {
      if (alphabet.indexOf(c) < 0) {
        for (int at : new int[] {0, 5, payload, token.length() - 1}) {
          String damaged = token.substring(0, at) + (char) c + token.substring(at + 1);
          assertThatThrownBy(() -> Jws.parse(damaged)).isInstanceOf(JoseException.class);
        }
      }
    }
    for (String odd : new String[] {" ", "\n", "=", "\u0000", "😀", "\ud83d", "Ａ"}) {
      refuses(token + odd, "base64url");
      refuses(odd + token, "base64url");
    }
    assertThat(Jws.parse(token).keyId()).isEqualTo("k1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a", "a.b", "a.", ".b", "...", "a.b.c.d", "....."})
  @DisplayName("JV-1 a token has three parts")
  void otherNumbersOfPartsAreRefused(String token) {
    assertThatThrownBy(() -> Jws.parse(token)).isInstanceOf(JoseException.class);
  }

  @Test
  @DisplayName("JV-14 five parts are an encrypted token, which is refused flatly")
  void encryptedTokensAreRefused() {
    refuses(
        base64Url("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}".getBytes(UTF_8)) + "..a.b.c",
        "encrypted tokens (JWE) are not accepted");
    refuses("....", "encrypted tokens (JWE) are not accepted");
    refuses(token(HEADER) + ".e30", "more than three parts");
  }

  @Test
  @DisplayName("JV-1 65,536 characters are taken apart, one more is refused")
  void lengthIsBounded() throws JoseException {
    String start = base64Url(HEADER.getBytes(UTF_8)) + ".";
    int room = 65_536 - start.length() - 1 - SIGNATURE.length();
    String longest = start + "A".repeat(room) + "." + SIGNATURE;
    assertThat(longest).hasSize(65_536);
    assertThat(Jws.parse(longest).payload()).hasSize(room * 3 / 4);
    refuses(longest + "A", "longer than 65536");
  }

  @Test
  @DisplayName("JV-9 a header of 4,096 characters is read, a longer one refused")
  void headerIsBounded() throws JoseException {
    String start = "{\"alg\":\"RS256\",\"x5c\":\"";
    int room = 4096 / 4 * 3 - start.length() - 2;
    assertThat(Jws.parse(token(start + "a".repeat(room) + "\"}")).keyId()).isNull();
    refusesHeader(start + "a".repeat(room + 1) + "\"}", "header longer than 4096");
  }

  @Test
  @DisplayName("JV-1 a million dots or characters are refused in no time")
  void longTextsAreRefusedAtOnce() {
    String dots = ".".repeat(1_000_000);
    String letters = "a".repeat(1_000_000);
    String nested = token("{\"alg\":\"RS256\",\"a\":" + "[".repeat(3000));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 1000; i++) {
            refuses(dots, "longer than");
            refuses(letters, "longer than");
            refuses(".".repeat(8192), "more than three");
            refuses(nested, "nested");
          }
        });
  }

  @Test
  @DisplayName("JV-16 unused bits, padding and impossible lengths are refused in all three parts")
  void base64UrlHasOneSpelling() throws JoseException {
    String header = base64Url("{\"alg\":\"RS256\"} ".getBytes(UTF_8));
    assertThat(header.length() % 4).isEqualTo(2);
    assertThat(Jws.parse(header + ".AA.AAA").payload()).hasSize(1);
    String last = header.substring(0, header.length() - 1);
    assertThat(header).endsWith("A");
    for (String unused : new String[] {"B", "C", "E", "I", "P"}) {
      refuses(last + unused + ".AA.AAA", "unused bits");
      refuses(header + ".A" + unused + ".AAA", "unused bits");
    }
    for (String unused : new String[] {"B", "C", "D"}) {
      refuses(header + ".AA.AA" + unused, "unused bits");
    }
    refuses(header + ".A.AAA", "truncated");
    refuses(header + ".AA.A", "truncated");
    refuses(header + ".AA.AAAAA", "truncated");
    refuses(header + "==.AA.AAA", "base64url");
    refuses(header + ".AA==.AAA", "base64url");
    refuses(header + ".AA.AAA=", "base64url");
    refuses(header + ".A/.AAA", "base64url");
    refuses(header + ".A+.AAA", "base64url");
    refuses(header + ".Aä.AAA", "base64url");
    refuses(header + ".😀.", "base64url");
    refuses("😀..A", "base64url");
  }

  @Test
  void tokenWithoutASignatureIsRefused() {
    refuses(base64Url(HEADER.getBytes(UTF_8)) + ".e30.", "without a signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "None",
        "NONE",
        "nOnE",
        "noNe",
        "",
        " none",
        "none ",
        "rs256",
        "Rs256",
        "RS256 ",
        "RS257",
        "RSA256",
        "ES256K",
        "HS1",
        "RSA-OAEP",
        "dir",
        "A128KW",
        "eddsa",
        "EDDSA",
        "RS256\\u0000"
      })
  @DisplayName("JV-2 none in every spelling, and every other algorithm, is refused")
  void otherAlgorithmsAreRefused(String alg) {
    refusesHeader("{\"alg\":\"" + alg + "\"}", "alg that is not supported");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("JV-2 alg is compared in its exact case")
  void algorithmsAreKnownByName(JwsAlgorithm algorithm) throws JoseException {
    assertThat(Jws.parse(token("{\"alg\":\"" + algorithm.header() + "\"}")).algorithm())
        .isEqualTo(algorithm);
    assertThat(JwsAlgorithm.of(algorithm.header())).isEqualTo(algorithm);
    assertThat(JwsAlgorithm.of(algorithm.header().toLowerCase(Locale.ROOT))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"alg\":null}",
        "{\"alg\":1}",
        "{\"alg\":[\"RS256\"]}",
        "{\"alg\":{}}",
        "{\"alg\":true}",
        "{\"Alg\":\"RS256\"}"
      })
  @DisplayName("JV-2 alg is a string")
  void algOfOtherTypesIsRefused(String header) {
    refusesHeader(header, "alg is not a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"crit\":[]",
        "\"crit\":[\"exp\"]",
        "\"crit\":[\"b64\"],\"b64\":false",
        "\"crit\":null",
        "\"crit\":\"exp\"",
        "\"b64\":true",
        "\"b64\":false",
        "\"zip\":\"DEF\"",
        "\"zip\":[\"NONE\"]",
        "\"zip\":null",
        "\"enc\":\"A128GCM\"",
        "\"\\u0063rit\":[]"
      })
  @DisplayName("JV-8 crit in any form, b64, zip and enc are refused")
  void membersThatMustBeHeededAreRefused(String member) {
    refusesHeader("{\"alg\":\"RS256\"," + member + "}", "not supported");
  }

  @Test
  @DisplayName("JV-6 members that bring or name a key are not read, whatever they are")
  void embeddedKeysAreIgnored() throws JoseException {
    for (String member : new String[] {"jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256"}) {
      for (String value :
          new String[] {"null", "1", "{\"kty\":\"oct\"}", "\"http://127.0.0.1:1/\""}) {
        String header = "{\"alg\":\"RS256\",\"" + member + "\":" + value + "}";
        assertThat(Jws.parse(token(header)).algorithm()).isEqualTo(JwsAlgorithm.RS256);
      }
    }
  }

  @Test
  @DisplayName("JV-7 kid is a string of any characters")
  void kidIsAnyString() throws JoseException {
    for (String kid : List.of("", "k".repeat(2000), "a b", "!~../'; --", "ä", "\u2028", "钥匙")) {
      assertThat(Jws.parse(token("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}")).keyId())
          .isEqualTo(kid);
    }
    assertThat(Jws.parse(token("{\"alg\":\"RS256\",\"kid\":\"a\\n\\u0000\"}")).keyId())
        .isEqualTo("a\n\0");
    for (String bad : new String[] {"null", "1", "[\"a\"]", "{}", "false"}) {
      refusesHeader("{\"alg\":\"RS256\",\"kid\":" + bad + "}", "kid is not a string");
    }
  }

  @Test
  void typIsAString() {
    for (String bad : new String[] {"null", "1", "[\"JWT\"]"}) {
      refusesHeader("{\"alg\":\"RS256\",\"typ\":" + bad + "}", "typ is not a string");
    }
  }

  @Test
  @DisplayName("JV-9 the header is strict JSON")
  void headerIsStrictJson() {
    refusesHeader("{\"alg\":\"RS256\",\"\\u0061lg\":\"RS256\"}", "two members of one name");
    refusesHeader("{\"alg\":\"RS256\",\"a\":" + "[".repeat(500), "nested deeper");
    refusesHeader("{alg:\"RS256\"}", "not valid JSON");
    refusesHeader("{\"alg\":\"RS256\"}{}", "text behind");
    refusesHeader("[]", "not a JSON object");
    refusesHeader("\ufeff{\"alg\":\"RS256\"}", "byte order mark");
    refuses(base64Url(new byte[] {'{', '"', (byte) 0xff, '"'}) + ".e30." + SIGNATURE, "UTF-8");
    refuses(".e30." + SIGNATURE, "not valid JSON");
  }
}
