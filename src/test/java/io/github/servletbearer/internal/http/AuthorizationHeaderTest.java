// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationHeaderTest {
  /** No credentials: a 401 without an error code. */
  private static final String NONE = "none";

  private static final int MAX = 8_192;

  private static final String B64TOKEN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";
  private static final String TCHAR =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~";

  /** What becomes of a header: {@code token <text>}, an error code, or {@code none}. */
  private static String read(String... values) {
    try {
      String token = AuthorizationHeader.token(Collections.enumeration(Arrays.asList(values)), MAX);
      return token == null ? NONE : "token " + token;
    } catch (BearerException e) {
      assertThat(e.error())
          .as("says what form is expected")
          .isNotEqualTo(BearerError.INVALID_TOKEN);
      return e.error().code();
    }
  }

  private static BearerError error(String... values) {
    try {
      AuthorizationHeader.token(Collections.enumeration(Arrays.asList(values)), MAX);
      throw new AssertionError("accepted");
    } catch (BearerException e) {
      return e.error();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer: x",
        "Bearer \"x\"",
        "Bearer 'x'",
        "Bearer Bearer x",
        "Bearer\tx",
        "Bearer x\ty",
        "Bearer x y",
        "Bearer \u00fc",
        "Bearer <token>",
        "Bearer ${token}",
        "Bearer =",
        "Bearer x=y"
      })
  @DisplayName("malformed credentials have another error than an unknown token")
  void malformedHasItsOwnError(String header) {
    assertThat(error(header)).isEqualTo(BearerError.MALFORMED_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer a, Basic b", "Bearer a,b", "Bearer: a,", "Bearer \"a\", x"})
  @DisplayName("a comma after the scheme is two credentials in one header")
  void commaIsAMalformedRequest(String header) {
    assertThat(error(header)).isEqualTo(BearerError.INVALID_REQUEST);
  }

  /** ASCII, Latin-1, and some that a lenient reader might fold into ASCII. */
  static IntStream characters() {
    return IntStream.concat(
        IntStream.rangeClosed(0, 0xff),
        IntStream.of(0x100, 0x131, 0x17f, 0x212a, 0x2028, 0x3000, 0xff0c, 0xff21, 0xfeff, 0xfffd));
  }

  private static boolean isIn(String set, char c) {
    return set.indexOf(c) >= 0;
  }

  private static String refused(char c) {
    return c == ',' ? "invalid_request" : "invalid_token";
  }

  @ParameterizedTest(name = "U+{0}")
  @MethodSource("characters")
  @DisplayName("BX-2: inside a token stand b64token characters and nothing else")
  void insideTheToken(int character) {
    char c = (char) character;
    assertThat(read("Bearer ab" + c + "cd"))
        .isEqualTo(isIn(B64TOKEN, c) ? "token ab" + c + "cd" : refused(c));
  }

  @ParameterizedTest(name = "U+{0}")
  @MethodSource("characters")
  @DisplayName("BX-1: the scheme is a whole word, and only blanks follow it")
  void directlyBehindTheScheme(int character) {
    char c = (char) character;
    String expected = refused(c);
    if (c == ' ') {
      expected = "token abc";
    } else if (isIn(TCHAR, c)) {
      expected = NONE; // a longer word: another scheme
    }
    assertThat(read("Bearer" + c + "abc")).isEqualTo(expected);
    assertThat(read("Bearer" + c + " abc")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "U+{0}")
  @MethodSource("characters")
  @DisplayName("BX-2: a token begins with a b64token character")
  void firstBehindTheBlank(int character) {
    char c = (char) character;
    String expected = isIn(B64TOKEN, c) ? "token " + c + "abc" : refused(c);
    assertThat(read("Bearer " + c + "abc")).isEqualTo(c == ' ' ? "token abc" : expected);
  }

  @ParameterizedTest(name = "U+{0}")
  @MethodSource("characters")
  @DisplayName("BX-2: a token ends in a b64token character or '='; blanks around are no part of it")
  void atTheEnd(int character) {
    char c = (char) character;
    String expected = refused(c);
    if (c == ' ' || c == '\t') {
      expected = "token abc"; // RFC 9110 5.5
    } else if (c == '=' || isIn(B64TOKEN, c)) {
      expected = "token abc" + c;
    }
    assertThat(read("Bearer abc" + c)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "U+{0}")
  @MethodSource("characters")
  @DisplayName("BX-2: a token of one character")
  void theOnlyCharacter(int character) {
    char c = (char) character;
    String expected = isIn(B64TOKEN, c) ? "token " + c : refused(c);
    assertThat(read("Bearer " + c)).isEqualTo(c == ' ' || c == '\t' ? NONE : expected);
  }

  @ParameterizedTest(name = "U+{0}")
  @MethodSource("characters")
  @DisplayName("BX-1: before the scheme stand blanks or nothing")
  void beforeTheScheme(int character) {
    char c = (char) character;
    assertThat(read(c + "Bearer abc")).isEqualTo(c == ' ' || c == '\t' ? "token abc" : NONE);
  }

  @ParameterizedTest(name = "U+{0}")
  @MethodSource("characters")
  @DisplayName("BX-1: no letter of the scheme may be another one, and the case is free")
  void insideTheScheme(int character) {
    char c = (char) character;
    assertThat(read("Be" + c + "rer abc")).isEqualTo(c == 'a' || c == 'A' ? "token abc" : NONE);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvFileSource(
      resources = "authorization-header.tsv",
      delimiter = '\t',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = false)
  @DisplayName("BX-1, BX-2, BX-4, BX-5: the vectors on which other products differ")
  void vectors(String value, String expected) {
    String header = value.replace("<NIL>", "").replace("<SP>", " ").replace("<HT>", "\t");
    assertThat(read(header)).isEqualTo(expected);
  }

  @Test
  @DisplayName("BX-5: no header, or a container that hides them, is no credentials")
  void absentHeaderIsNoCredentials() throws BearerException {
    assertThat(read()).isEqualTo(NONE);
    assertThat(AuthorizationHeader.token(null, MAX)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "Basic abc", "", "Bearer"})
  @DisplayName("BX-3: two headers are refused, whatever the second is, and before anything else")
  void severalHeadersAreRefused(String second) {
    assertThat(read("Bearer abc", second)).isEqualTo("invalid_request");
    assertThat(read(second, "Bearer abc")).isEqualTo("invalid_request");
    assertThat(read("Bearer " + "a".repeat(9_000), second)).isEqualTo("invalid_request");
  }

  @Test
  @DisplayName("BX-8: a token of 8,192 characters is read, a longer one is not, whatever is in it")
  void lengthIsBounded() {
    String longest = "a".repeat(MAX);
    assertThat(read("Bearer " + longest)).isEqualTo("token " + longest);
    assertThat(read("Bearer " + longest + "a")).isEqualTo("invalid_token");
    assertThat(read("Bearer " + longest + ",")).isEqualTo("invalid_token");
    assertThat(read("Basic " + "a".repeat(8_194))).isEqualTo("invalid_token");
    assertThat(read(" Bearer " + longest + "\t")).isEqualTo("token " + longest);
    assertThat(error("Bearer " + longest + "a")).isEqualTo(BearerError.TOKEN_TOO_LONG);
  }

  @Test
  @DisplayName("BX-2: what slows a backtracking reader down is read in one pass")
  void probesOfManyCharacters() {
    assertThat(read("Bearer " + "=".repeat(8_000))).isEqualTo("invalid_token");
    assertThat(read("Bearer a" + "=".repeat(8_000) + "a")).isEqualTo("invalid_token");
    assertThat(read("Bearer" + " ".repeat(8_000) + "a")).isEqualTo("token a");
    assertThat(read(" ".repeat(8_000))).isEqualTo(NONE);
    assertThat(read("Bearer" + " ".repeat(8_000))).isEqualTo(NONE);
  }

  @Test
  @DisplayName("CH-4, LG-1: the reason for the log quotes nothing of the header")
  void reasonsQuoteNothing() {
    for (String value : new String[] {"Bearer se,cret", "Bearer se cret", "Bearer secret\u0000"}) {
      try {
        AuthorizationHeader.token(Collections.enumeration(Arrays.asList(value)), MAX);
        throw new AssertionError("accepted " + value);
      } catch (BearerException e) {
        assertThat(e.toString()).doesNotContain("cret");
        assertThat(e.error()).isIn(BearerError.INVALID_REQUEST, BearerError.MALFORMED_TOKEN);
      }
    }
  }
}
