// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {
  private final Differences differences = new Differences();

  private void add(String path, String sent) {
    differences.add(Difference.SPELLING, path, "GET", sent, "200");
  }

  @Test
  void columnsAreAlignedAndLinesEndWithoutBlanks() {
    add("/api/items", "/a");
    add("/b", "//api/items");

    assertThat(differences.table())
        .containsExactly(
            "  path        method  sent         answer  expected",
            "  /api/items  GET     /a           200     401, 400 or 404",
            "  /b          GET     //api/items  200     401, 400 or 404");
  }

  @Test
  void alikeAnswersAreOneRowAndCounted() {
    add("/a", "//a");
    add("/a", "/./a");
    add("/a", "/;/a");

    assertThat(differences.table()).hasSize(2);
    assertThat(differences.table().get(1)).contains("//a (and 2 more)");
    assertThat(differences.count()).isEqualTo(3);
  }

  @Test
  void namesCannotMoveTheCursor() {
    add("/a\u001b[2J", "/b\u001b[2J");

    assertThat(differences.table().get(1)).contains("/a\\u001b[2J", "/b\\u001b[2J");
  }

  @ParameterizedTest
  @CsvSource({"100, 101, ''", "101, 102, '  and 1 more rows'"})
  void tableIsBounded(int rows, int lines, String last) {
    for (int i = 0; i < rows; i++) {
      add("/" + i, "x");
    }
    List<String> table = differences.table();
    assertThat(table).hasSize(lines);
    assertThat(table.get(lines - 1)).startsWith(last.isEmpty() ? "  /99 " : last);
  }

  @ParameterizedTest
  @CsvSource({"1, (1 answer).", "2, (2 answers)."})
  void problemCountsTheAnswers(int number, String count) {
    for (int i = 0; i < number; i++) {
      add("/a", "//a");
    }
    Problems problems = new Problems();
    differences.addTo(problems);
    assertThat(problems.errors())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains(count);
  }
}
