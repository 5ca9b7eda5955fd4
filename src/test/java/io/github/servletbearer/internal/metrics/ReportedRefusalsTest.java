// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reportOnly has counted. */
class ReportedRefusalsTest {
  private long nanos = -5;
  private final List<String> lines = new ArrayList<>();
  private final ReportedRefusals refusals = new ReportedRefusals(() -> nanos, lines::add);

  private void add(String method, String path) {
    refusals.add(method, path, BearerError.NOT_AUTHENTICATED);
  }

  @ParameterizedTest
  @DisplayName("ids in a path are one path")
  @CsvSource({
    "/api/items/4711, /api/items/*",
    "/api/items/4711/parts, /api/items/*/parts",
    "/api/v1/items, /api/v1/items",
    "/api/6ba7b810-9dad-11d1-80b4-00c04fd430c8, /api/*",
    "/api/items/, /api/items/",
    "/, /",
    "/reports.do, /reports.do"
  })
  void idsAreOnePath(String path, String shown) {
    add("GET", path);
    assertThat(refusals.numbers()).containsOnlyKeys("GET " + shown + " NOT_AUTHENTICATED");
  }

  @Test
  @DisplayName("a path of a stranger's making ends no line, and is no longer than a line may be")
  void pathsAreHarmless() {
    add("GET", "/x\n\u202e" + "/yz".repeat(500));
    String key = refusals.numbers().keySet().iterator().next();
    assertThat(key).doesNotContain("\n", "\u202e").hasSizeLessThan(160);
  }

  @Test
  @DisplayName("memory is bounded: 100 kinds, then one for all others, and made-up methods are one")
  void memoryIsBounded() {
    for (int i = 0; i < 5000; i++) {
      add("GET", "/path" + "abcdefghij".charAt(i % 10) + "x".repeat(i % 300 / 10) + "/" + i % 7);
      add("M" + i, "/same");
    }
    assertThat(refusals.numbers()).hasSizeLessThanOrEqualTo(101);
    assertThat(refusals.numbers())
        .containsKey("other")
        .containsEntry("other /same NOT_AUTHENTICATED", 5000L);
    assertThat(refusals.numbers().values().stream().mapToLong(n -> n).sum()).isEqualTo(10_000);
  }

  @Test
  @DisplayName("the first is logged at once, the others once a minute, the most frequent first")
  void linesAreLimited() {
    add("GET", "/a");
    add("GET", "/a");
    add("POST", "/b");
    add("GET", "/a");
    assertThat(lines)
        .containsExactly(
            "reportOnly: 1 request would have been refused: 1 GET /a NOT_AUTHENTICATED");
    nanos += Duration.ofSeconds(60).toNanos();
    add("GET", "/c");
    assertThat(lines.get(1))
        .isEqualTo(
            "reportOnly: 4 requests would have been refused: 2 GET /a NOT_AUTHENTICATED,"
                + " 1 GET /c NOT_AUTHENTICATED, 1 POST /b NOT_AUTHENTICATED");
    assertThat(lines).hasSize(2);
  }

  @Test
  @DisplayName("a line has ten paths, and the number of the rest; the end logs what is left")
  void linesAreShort() {
    add("GET", "/first");
    for (char c = 'a'; c < 'a' + 15; c++) {
      add("GET", "/" + c);
    }
    refusals.flush();
    assertThat(lines.get(1)).startsWith("reportOnly: 15 requests").endsWith(", and 5 others");
    refusals.flush();
    assertThat(lines).hasSize(2);
  }
}
