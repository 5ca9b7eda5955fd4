// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from a page of this site. Browsers send {@code Sec-Fetch-Site} (Fetch
 * Metadata) on HTTPS and localhost, and {@code Origin} (RFC 6454 7) everywhere, but for some of
 * their requests that read; other clients send neither. Immutable.
 */
public final class SameOrigin {
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final String SAME_ORIGIN = "same-origin";

  private final @Nullable String publicOrigin;
  private final Set<String> allowed;

  /**
   * @param publicUrl the address that browsers see where a proxy changes the Host header, or null
   * @param allowed the origins whose pages may call, as browsers send them
   */
  public SameOrigin(@Nullable String publicUrl, Set<String> allowed) {
    this.publicOrigin = publicUrl == null ? null : origin(publicUrl);
    this.allowed = allowed;
  }

  /** Whether the request names the page that sent it, as a browser's form always does. */
  public static boolean isFromPage(HttpServletRequest request) {
    return request.getHeader("Origin") != null || request.getHeader(FETCH_SITE) != null;
  }

  /**
   * Whether no page of another site has sent it, unless CORS allows that page. It is enough for
   * requests that bring their own credentials.
   */
  public boolean isNotForeign(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin != null && allowed.contains(origin)) {
      return true;
    }
    String site = request.getHeader(FETCH_SITE);
    if (site != null && !site.equals("none")) { // none: no page at all has sent it
      return site.equals(SAME_ORIGIN); // with Origin: null, too, as of a sandboxed page
    }
    return origin == null || isThisSite(origin, request);
  }

  /**
   * Whether a page of this very origin has certainly sent it. It is needed where the browser adds
   * the credentials by itself, a cookie or those of Basic; what names no page is not enough.
   */
  public boolean isProven(HttpServletRequest request) {
    String site = request.getHeader(FETCH_SITE);
    if (site != null) {
      return site.equals(SAME_ORIGIN);
    }
    String origin = request.getHeader("Origin");
    String page = origin == null ? request.getHeader("Referer") : origin;
    return page != null && isThisSite(page, request);
  }

  /**
   * Forwarded headers of a proxy are trusted only where they make this stricter. Where a proxy
   * terminates TLS and does not say so, the scheme that the browser uses is not known here.
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
    if (host == null) { // HTTP/2 on Tomcat, Jetty, Liberty
      host = request.getServerName() + ":" + request.getServerPort();
    }
    boolean secure = request.isSecure() || isForwardedFromHttps(request);
    boolean downgraded = secure && !origin.startsWith("https://");
    return !downgraded
        && (origin.equals(origin("https://" + host)) || origin.equals(origin("http://" + host)));
  }

  /** Each of several proxies adds its own, so the first is what the browser uses. */
  private static boolean isForwardedFromHttps(HttpServletRequest request) {
    String proto = request.getHeader("X-Forwarded-Proto");
    if (proto == null) {
      return false;
    }
    int comma = proto.indexOf(',');
    return (comma < 0 ? proto : proto.substring(0, comma)).trim().equalsIgnoreCase("https");
  }

  /** Scheme, host and port in lower case, without the scheme's own port (RFC 6454 6.2), or null. */
  private static @Nullable String origin(String url) {
    URI uri;
    try {
      uri = URI.create(withoutPath(url.toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return null;
    }
    String authority = uri.getRawAuthority(); // not the host: Java knows none with an underscore
    if (uri.getScheme() == null || authority == null) {
      return null;
    }
    String ownPort = uri.getScheme().equals("https") ? ":443" : ":80";
    int end = authority.length() - (authority.endsWith(ownPort) ? ownPort.length() : 0);
    return uri.getScheme() + "://" + authority.substring(0, end);
  }

  /** A path or query may have characters that {@code URI} does not take. */
  private static String withoutPath(String url) {
    int authority = url.indexOf("://") + 3;
    for (int i = authority; authority > 2 && i < url.length(); i++) {
      if ("/?#".indexOf(url.charAt(i)) >= 0) {
        return url.substring(0, i);
      }
    }
    return url;
  }
}
