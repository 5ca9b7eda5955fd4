// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.SecondReader;
import io.github.servletbearer.internal.json.StrictJson;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Any bytes are one object or refused, as a second reader says. */
public final class StrictJsonFuzz {
  private StrictJsonFuzz() {}

  /** One input. */
  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    byte[] utf8 = data.consumeRemainingAsBytes();
    if (!Objects.equals(byUs(utf8), byAnother(utf8))) {
      throw new IllegalStateException("another reader reads something else");
    }
  }

  private static @Nullable Object byUs(byte[] utf8) {
    try {
      return StrictJson.object(utf8);
    } catch (InvalidJsonException e) {
      return null;
    }
  }

  private static @Nullable Object byAnother(byte[] utf8) {
    try {
      return SecondReader.object(utf8);
    } catch (IOException e) {
      return null;
    }
  }
}
