// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.servletbearer.internal.json.BadJsonException;
import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.json.StrictJson;
import java.util.Map;

/** Any bytes are one object or refused; what was read can be written and read again, the same. */
public final class StrictJsonFuzz {
  private StrictJsonFuzz() {}

  /** One input. */
  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    Map<String, Object> object;
    try {
      object = StrictJson.object(data.consumeRemainingAsBytes());
    } catch (BadJsonException e) {
      return;
    }
    try {
      if (!StrictJson.object(Json.compact(object)).equals(object)) {
        throw new IllegalStateException("it reads as something else the second time");
      }
    } catch (BadJsonException e) {
      throw new IllegalStateException("what was read cannot be read again", e);
    }
  }
}
