// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RedactedTest {
  @Test
  @DisplayName("LG-2: control characters are encoded, and so is the encoding's own sign")
  void controlCharactersAreEncoded() {
    for (char c = 0; c < 0x180; c++) {
      boolean control = c < ' ' || c >= 0x7f && c <= 0xa0 || c == '\\' || c == 0xad;
      assertThat(Redacted.line("a" + c + "b"))
          .isEqualTo(control ? String.format("a\\u%04xb", (int) c) : "a" + c + "b");
    }
    assertThat(Redacted.line("a\r\nINFO: b")).isEqualTo("a\\u000d\\u000aINFO: b");
    assertThat(Redacted.line("a\u2028b\u2029c")).isEqualTo("a\\u2028b\\u2029c");
  }

  @Test
  @DisplayName("what is not seen, or turns the text around it, is encoded")
  void invisibleCharactersAreEncoded() {
    assertThat(Redacted.line("a\u202eb\u2066c\u200bd\ufeffe\u00a0f\u3000g\ue000"))
        .isEqualTo("a\\u202eb\\u2066c\\u200bd\\ufeffe\\u00a0f\\u3000g\\ue000");
    assertThat(Redacted.line("a\udb40\udc41b\ud83d")).isEqualTo("a\\udb40\\udc41b\\ud83d");
    assertThat(Redacted.line("J\u00f6rg \u5f20 \ud83d\ude00"))
        .isEqualTo("J\u00f6rg \u5f20 \ud83d\ude00");
  }

  @Test
  @DisplayName("a word of a log line has no blank, quote, bracket, or character beyond ASCII")
  void wordsForgeNoFields() {
    for (String plain : new String[] {"johndoe", "a.b-c_d@example.com", "client:app", "uid=x"}) {
      assertThat(Redacted.word(plain)).isEqualTo(plain);
    }
    for (char c = 0; c < 0x3100; c++) {
      String word = Redacted.word("a" + c + "b");
      assertThat(word).matches("a([A-Za-z0-9.\\-_@+~/:=*!#$&]|(%[0-9A-F]{2})+)b");
      assertThat(word.length() == 3).isEqualTo(word.equals("a" + c + "b"));
    }
    assertThat(Redacted.word("bob [x] \"GET /\" 200\u202e%20"))
        .isEqualTo("bob%20%5Bx%5D%20%22GET%20/%22%20200%E2%80%AE%2520");
    assertThat(Redacted.word("-")).as("no user").isEqualTo("%2D");
    assertThat(Redacted.word("")).isEqualTo("-");
    assertThat(Redacted.word("a".repeat(300))).isEqualTo("a".repeat(200) + "...");
  }

  @Test
  @DisplayName("LG-2: one line of bounded length")
  void longTextIsCut() {
    assertThat(Redacted.line(null)).isEqualTo("-");
    assertThat(Redacted.line("")).isEmpty();
    assertThat(Redacted.line("a".repeat(200))).hasSize(200);
    assertThat(Redacted.line("a".repeat(10_000))).isEqualTo("a".repeat(200) + "...");
    assertThat(Redacted.line("${jndi:x} {0} %s")).isEqualTo("${jndi:x} {0} %s");
  }

  @Test
  @DisplayName("LG-1: an exception keeps class and place, and no text of anybody")
  void exceptionsLoseTheirMessages() {
    Exception thrown =
        new IllegalStateException("SECRET", new java.io.IOException("SECRET", new Error("SECRET")));
    thrown.addSuppressed(new RuntimeException("SECRET"));
    StringWriter text = new StringWriter();
    Redacted.withoutMessages(thrown).printStackTrace(new PrintWriter(text, true));
    assertThat(text.toString())
        .doesNotContain("SECRET")
        .contains("java.lang.IllegalStateException (message withheld)")
        .contains("java.io.IOException (message withheld)")
        .contains("RedactedTest.exceptionsLoseTheirMessages");
  }

  @Test
  @DisplayName("LG-1: causes in a circle come to an end")
  void causesInACircleEnd() {
    Exception one = new Exception("SECRET");
    one.initCause(new Exception("SECRET", one));
    Throwable at = Redacted.withoutMessages(one);
    int depth = 0;
    for (; at != null; at = at.getCause()) {
      depth++;
    }
    assertThat(depth).isBetween(2, 10);
  }
}
