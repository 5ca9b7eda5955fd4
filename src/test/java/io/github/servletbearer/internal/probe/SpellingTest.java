// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
  private static List<String> spellings(String context, String path) {
    List<String> targets = new ArrayList<>();
    for (Spelling spelling : Spelling.list()) {
      String target = spelling.write(context, path);
      if (target != null) {
        targets.add(target);
      }
    }
    return targets;
  }

  @Test
  void eachKindOfSpellingIsThere() {
    assertThat(spellings("/app", "/api/x.jsp"))
        .contains(
            "/app//api/x.jsp",
            "/app/./api/x.jsp",
            "/app/nowhere/%2e%2e/api/x.jsp",
            "/app/nowhere/..;/api/x.jsp",
            "/app;a/api/x.jsp",
            "/app%2fapi/x.jsp",
            "/app%5capi/x.jsp",
            "/app\\api/x.jsp",
            "/app%c0%afapi/x.jsp",
            "/app%252fapi/x.jsp",
            "/app/%61pi/x.jsp",
            "/app/%61pi/x.jsp;jsessionid=0",
            "/app/%2561pi/x.jsp",
            "/app/%61%70%69/%78.%6a%73%70",
            "/app/API/X.JSP",
            "/app/api/x%2ejsp",
            "/app/api//x.jsp",
            "/app/api/x.jsp/",
            "/app/api/x.jsp;a=b",
            "/app/api/x.jsp%00",
            "//app/api/x.jsp",
            "/%61pp/api/x.jsp");
  }

  @ParameterizedTest
  @CsvSource({"/app, /api/items", "'', /api/items", "'', /", "/a, /b", "/app, /caf%C3%A9"})
  void noneIsThePlainOneAndEachFitsInARequestLine(String context, String path) {
    assertThat(spellings(context, path))
        .isNotEmpty()
        .doesNotContain(context + path)
        .allMatch(target -> target.startsWith("/"))
        .allMatch(target -> target.chars().allMatch(c -> c > ' ' && c < 0x7f));
  }

  @Test
  void charactersThatAreEncodedAlreadyStay() {
    assertThat(spellings("", "/x%AFy")).contains("/%78%AF%79");
    assertThat(spellings("", "/%C3%A9")).noneMatch(target -> target.startsWith("/%25C3"));
  }

  @Test
  void noSpellingIsThereTwice() {
    assertThat(spellings("/app", "/api")).doesNotHaveDuplicates();
    assertThat(spellings("/app", "/api/x.jsp")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/api/x", "/app//api/x", "/app/./api/x", "/app/nowhere/../api/x", "/app/;a/api/x",
        "/app/nowhere/..;/api/x", "/app/%61pi/x", "/app%2fapi/x", "/app;a/api/x", "/%2e/app/api/x"
      })
  void readingIsThatOfThePlainSpelling(String target) {
    assertThat(Reading.of(target)).isEqualTo("/app/api/x");
  }

  @ParameterizedTest
  @CsvSource({
    "/app/api/, /app/api/",
    "/, /",
    "/app/..//, /",
    "/app/%252fx, /app/%2fx",
    "/app/x%, /app/x%",
    "/app/x%zz, /app/x%zz",
    "/app/caf%C3%A9, /app/café"
  })
  void readingDecodesOnce(String target, String path) {
    assertThat(Reading.of(target)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({"/a b, /a%20b", "/café, /caf%C3%A9", "/a#?\", /a%23%3F%22", "/x;y, /x%3By"})
  void pathIsEncodedForTheRequestLine(String path, String encoded) {
    assertThat(Reading.encoded(path)).isEqualTo(encoded);
  }
}
