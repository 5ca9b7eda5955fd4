// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.http.Refusal;
import io.github.servletbearer.internal.http.RefusedException;
import java.net.URI;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a form that another site has sent: nobody shall be logged in by a page of a stranger
 * (login CSRF). Immutable.
 */
final class SameOrigin {
  private static final Refusal FOREIGN =
      Refusal.of(
          BearerError.INVALID_REQUEST,
          "This form was sent by a page of another site. Open the form here, and send it again");

  private final @Nullable String publicAuthority;

  /**
   * The check.
   *
   * @param publicUrl the address that browsers see where a proxy changes the Host header, or null
   */
  SameOrigin(@Nullable String publicUrl) {
    publicAuthority = publicUrl == null ? null : authority(publicUrl);
  }

  /** Whether the request tells where it comes from, as a browser's form always does. */
  static boolean isTold(HttpServletRequest request) {
    return request.getHeader("Origin") != null || request.getHeader("Sec-Fetch-Site") != null;
  }

  void require(HttpServletRequest request) throws RefusedException {
    if (!isSameOrigin(request)) {
      throw new RefusedException(FOREIGN);
    }
  }

  /** Browsers tell by Sec-Fetch-Site on HTTPS and localhost, and by Origin everywhere. */
  private boolean isSameOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    String authority = origin == null ? null : authority(origin);
    String host = request.getHeader("Host");
    return authority != null
        && (authority.equals(publicAuthority)
            || host != null && authority.equals(host.toLowerCase(Locale.ROOT)));
  }

  private static @Nullable String authority(String url) {
    try {
      String authority = URI.create(url).getRawAuthority();
      return authority == null ? null : authority.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return null; // "null", as of a sandboxed frame, or no URL at all
    }
  }
}
