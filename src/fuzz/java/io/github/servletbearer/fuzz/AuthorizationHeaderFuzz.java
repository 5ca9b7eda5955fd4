// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.AuthorizationHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Any headers give a token of RFC 6750 2.1, no token, or a refusal; nothing else ever happens. */
public final class AuthorizationHeaderFuzz {
  private static final int MAX = 8192;

  private AuthorizationHeaderFuzz() {}

  /** One input. */
  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    List<String> headers = new ArrayList<>();
    int count = data.consumeInt(0, 2);
    for (int i = 0; i < count; i++) {
      String prefix = data.pickValue(new String[] {"", "Bearer ", "bearer  ", "Basic "});
      headers.add(prefix + data.consumeString(9_000));
    }
    String token;
    try {
      token = AuthorizationHeader.token(Collections.enumeration(headers), MAX);
    } catch (BearerException e) {
      return;
    }
    if (token != null && !isB64Token(token)) {
      throw new IllegalStateException("no b64token was let through");
    }
    if (token != null && headers.size() != 1) {
      throw new IllegalStateException("a token of several headers was let through");
    }
  }

  private static boolean isB64Token(String token) {
    return token.length() <= MAX && token.matches("[A-Za-z0-9._~+/-]+=*");
  }
}
