// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.internal.bytes.Words;
import javax.servlet.http.HttpServletResponse;

/** The header {@code Vary}: what a response depends on (RFC 9110 12.5.5). */
public final class Vary {
  private static final String VARY = "Vary";

  private Vary() {}

  /** Adds a name once, in one line with the others: nginx before 1.23 reads the last line alone. */
  public static void add(HttpServletResponse response, String name) {
    if (!response.containsHeader(VARY)) {
      response.setHeader(VARY, name);
      return;
    }
    String all = String.join(", ", response.getHeaders(VARY));
    for (String known : Words.split(all, ',')) {
      if (known.trim().equalsIgnoreCase(name)) {
        return; // a second filter on the same request
      }
    }
    response.setHeader(VARY, all + ", " + name);
  }

  /** No cache may use the response for another request. */
  public static void byEverything(HttpServletResponse response) {
    response.setHeader(VARY, "*");
  }
}
