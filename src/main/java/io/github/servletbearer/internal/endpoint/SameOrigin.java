// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a browser sends for a page of another site, unless CORS allows that page: it must
 * neither log in a user (login CSRF) nor use up the failures that the visitor's address has.
 * Browsers send {@code Sec-Fetch-Site} (Fetch Metadata) on HTTPS and localhost, and {@code Origin}
 * (RFC 6454 7) everywhere; other clients send neither. Immutable.
 */
final class SameOrigin {
  private static final String FOREIGN =
      "This request was sent by a page of another site. Open the form here, and send it again."
          + " Operator: name the origin of that page in corsAllowedOrigins, or set publicUrl if"
          + " it is this site behind a proxy that changes the Host header";

  private final @Nullable String publicOrigin;
  private final Set<String> allowed;

  /**
   * @param publicUrl the address that browsers see where a proxy changes the Host header, or null
   * @param allowed the origins whose pages may call, as browsers send them
   */
  SameOrigin(@Nullable String publicUrl, Set<String> allowed) {
    this.publicOrigin = publicUrl == null ? null : origin(publicUrl);
    this.allowed = allowed;
  }

  /** Whether the request names the page that sent it, as a browser's form always does. */
  static boolean isFromPage(HttpServletRequest request) {
    return request.getHeader("Origin") != null || request.getHeader("Sec-Fetch-Site") != null;
  }

  void require(HttpServletRequest request) throws BearerException {
    if (!isAllowed(request)) {
      throw BearerException.withDescription(BearerError.INVALID_REQUEST, FOREIGN);
    }
  }

  private boolean isAllowed(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin != null && allowed.contains(origin)) {
      return true;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("none")) { // none: no page at all has sent it
      return site.equals("same-origin"); // with Origin: null, too, as of a sandboxed page
    }
    return origin == null || isThisSite(origin, request);
  }

  /**
   * Forwarded headers of a proxy are not trusted for this. Where a proxy terminates TLS, the scheme
   * that the browser uses is not known here.
   */
  private boolean isThisSite(String header, HttpServletRequest request) {
    String origin = origin(header);
    if (origin == null) {
      return false; // "null" among them
    }
    if (origin.equals(publicOrigin)) {
      return true;
    }
    String host = request.getHeader("Host");
    boolean downgraded = request.isSecure() && !origin.startsWith("https://");
    return host != null
        && !downgraded
        && (origin.equals(origin("https://" + host)) || origin.equals(origin("http://" + host)));
  }

  /** Scheme, host and port in lower case, without the scheme's own port (RFC 6454 6.2), or null. */
  private static @Nullable String origin(String url) {
    URI uri;
    try {
      uri = URI.create(url.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return null;
    }
    String authority = uri.getRawAuthority(); // not the host: Java knows none with an underscore
    if (uri.getScheme() == null || authority == null || authority.indexOf('@') >= 0) {
      return null;
    }
    String ownPort = uri.getScheme().equals("https") ? ":443" : ":80";
    int end = authority.length() - (authority.endsWith(ownPort) ? ownPort.length() : 0);
    return uri.getScheme() + "://" + authority.substring(0, end);
  }
}
