// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CWE-150: names from an archive on a terminal. */
class TerminalTest {
  @Test
  void textOfAnyLanguageStaysAsItIs() {
    String text = "Pr\u00fcfung \u65e5\u672c\u8a9e \u05e9\u05dc\u05d5\u05dd \ud83d\ude00 /a\\b";
    assertThat(Terminal.encode(text)).isEqualTo(text);
  }

  @Test
  void linesStayLines() {
    assertThat(Terminal.encode("a\nb\r\nc")).isEqualTo("a\nb\nc");
  }

  @Test
  @DisplayName("control, order of letters, invisible, half of a pair, unassigned")
  void whatMovesOrHidesIsEncoded() {
    assertThat(Terminal.encode("\u001b[2J\r\t\u0007\u007f\u0085\u009b"))
        .isEqualTo("\\u001b[2J\\u000d\\u0009\\u0007\\u007f\\u0085\\u009b");
    assertThat(Terminal.encode("\u202e\u2066\u200b\ufeff\u2028\u2029\u061c"))
        .isEqualTo("\\u202e\\u2066\\u200b\\ufeff\\u2028\\u2029\\u061c");
    assertThat(Terminal.encode("\ud83d \ue000 \uffff \udb40\udc41"))
        .isEqualTo("\\ud83d \\ue000 \\uffff \\udb40\\udc41");
  }
}
