// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
