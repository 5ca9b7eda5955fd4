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
        .isEqualTo("\\u{1b}[2J\\u{d}\\u{9}\\u{7}\\u{7f}\\u{85}\\u{9b}");
    assertThat(Terminal.encode("\u202e\u2066\u200b\ufeff\u2028\u2029\u061c"))
        .isEqualTo("\\u{202e}\\u{2066}\\u{200b}\\u{feff}\\u{2028}\\u{2029}\\u{61c}");
    assertThat(Terminal.encode("\ud83d \ue000 \uffff \udb40\udc41"))
        .isEqualTo("\\u{d83d} \\u{e000} \\u{ffff} \\u{e0041}");
  }
}
