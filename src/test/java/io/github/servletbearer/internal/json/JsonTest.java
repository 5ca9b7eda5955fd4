// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void valuesAreWrittenInTheirOrder() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", "x\"\\\n\u0000<ü😀");
    map.put("a", Arrays.asList(1, 900L, true, null));
    map.put("n", null);
    assertThat(new String(Json.compact(map), UTF_8))
        .isEqualTo("{\"b\":\"x\\\"\\\\\\n\\u0000<ü😀\",\"a\":[1,900,true,null],\"n\":null}");
  }

  @Test
  void documentsAreIndentedAndEndInALineBreak() {
    assertThat(new String(Json.pretty(Map.of("a", Map.of())), UTF_8))
        .isEqualTo("{\n  \"a\": {}\n}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":[1.10,1e5,-0,true,null,{}],\"a\":\"\\u00fc\"}",
        "[]",
        "\"text\"",
        "12345678901234567890.10"
      })
  void whatAnAuthorWroteStaysAsItWas(String text) {
    String again = new String(Json.compact(Objects.requireNonNull(Json.parse(text))), UTF_8);
    assertThat(again).isEqualTo(text.replace("\\u00fc", "\u00fc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{a:1}", "[1,]", "1 2", "{} x", "'a'", "NaN", "01", "TRUE"})
  void whatIsNoJsonIsNotRead(String text) {
    assertThat(Json.parse(text)).isNull();
  }

  @Test
  void deepNestingIsNotRead() {
    assertThat(Json.parse("[".repeat(100_000) + "]".repeat(100_000))).isNull();
  }

  @Test
  void otherObjectsAreRefused() {
    assertThatThrownBy(() -> Json.compact(Map.of("a", new StringBuilder("b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("StringBuilder");
  }
}
