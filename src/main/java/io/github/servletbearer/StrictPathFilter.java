// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import io.github.servletbearer.internal.SharedRuntime;
import io.github.servletbearer.internal.deployment.container.Registrations;
import io.github.servletbearer.internal.guard.RawPath;
import io.github.servletbearer.internal.guard.RequestPath;
import io.github.servletbearer.internal.guard.SessionParameter;
import io.github.servletbearer.internal.guard.UrlHeaders;
import io.github.servletbearer.internal.http.ContainerRequest;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.Redacted;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Refuses with 400 every request whose path can be read in two ways. Containers choose filters by
 * one reading; files, JSPs or a framework's handler may be found by another, so that a filter on
 * {@code /api/*} does not run for {@code //api/secret} or {@code /api/orders/../..}.
 *
 * <p>The initializer of this JAR adds it ahead of all filters, unless {@code strictPaths} is {@code
 * off}. Where no initializer runs, map it in web.xml on {@code /*}, before all other filters.
 *
 * <p>It judges {@code getRequestURI()}, also that of each request below a wrapper, since a filter
 * before it may have cleaned the path:
 *
 * <table>
 * <caption>What is refused</caption>
 * <tr><th>in the path</th><th>example</th></tr>
 * <tr><td>an empty segment</td><td>{@code //api/x}, {@code /api//x}</td></tr>
 * <tr><td>a dot segment, plain or encoded</td>
 *     <td>{@code /./x}, {@code /a/../x}, {@code /%2e%2E/x}, {@code /..;/x}</td></tr>
 * <tr><td>a segment that is an asterisk, before others</td>
 *     <td>{@code /open/*}{@code /api/x}</td></tr>
 * <tr><td>an encoded slash or backslash</td><td>{@code /api%2Fx}, {@code /api%5cx}</td></tr>
 * <tr><td>a backslash</td><td>{@code /api\x}</td></tr>
 * <tr><td>a semicolon, plain or encoded, but for a session id at the end ({@code
 *     ;jsessionid=}, or the name of the session cookie)</td>
 *     <td>{@code /;a/x}, {@code /api;v=1/x}, {@code /api%3bx}</td></tr>
 * <tr><td>an encoded percent sign before two hexadecimal digits, encoded or not</td>
 *     <td>{@code /%252e%252e/x}, {@code /api%252fx}</td></tr>
 * <tr><td>an encoded letter, digit, hyphen, dot or underscore</td>
 *     <td>{@code /%61pi}, {@code /x%2ejson}</td></tr>
 * <tr><td>a control character, plain or encoded</td><td>{@code /x%00}, {@code /x%0a}</td></tr>
 * <tr><td>a percent sign without two hexadecimal digits</td>
 *     <td>{@code /x%}, {@code /%u002fx}</td></tr>
 * <tr><td>encoded bytes that are not UTF-8, overlong forms included</td>
 *     <td>{@code /%c0%afx}, {@code /caf%e9}</td></tr>
 * <tr><td>a character that may not stand in a URI unencoded: blank, {@code "}, {@code #}, {@code
 *     <}, {@code >}, and all beyond ASCII</td><td>{@code /é}, {@code /x#y}</td></tr>
 * <tr><td>no slash at its beginning, unless it is {@code *}</td>
 *     <td>{@code http://host/x}</td></tr>
 * </table>
 *
 * <p>FreeMarker's servlet leaves such an asterisk out, and as many segments before it as it needs
 * to find a page.
 *
 * <p>The same goes for the header {@code X-Forwarded-Prefix}, which may have letters, digits,
 * {@code .}, {@code _}, {@code -} and slashes alone, one of them first. Spring's {@code
 * ForwardedHeaderFilter} puts it before the path, and Spring MVC, where it does not find it again
 * after cleaning and decoding, looks for a handler by both.
 *
 * <p>Nor may a slash, a backslash, {@code ?} or {@code #} stand in {@code Host}, {@code
 * X-Forwarded-Host}, {@code X-Forwarded-Proto} or {@code Forwarded}, or in the scheme that a client
 * names over HTTP/2. RESTEasy takes the path from {@code getRequestURL()}; Jetty, Undertow and
 * WildFly begin that with {@code Host} as it came, Tomcat 9.0.68 with the scheme, and {@code
 * ForwardedHeaderFilter} with the others.
 *
 * <p>Jersey cuts off as many characters of a path as the decoded form of its folder has, so that it
 * reads {@code /%73%68op-api/secret} as {@code /api/secret} of {@code /shop-api}: what no encoder
 * encodes is refused, and in the context path, and in the servlet path before a path info, all that
 * needs no encoding. What else is encoded the container must have decoded: WildFly 26 has not where
 * a session id follows. Where a bearer filter is mapped to a path with characters beyond ASCII, it
 * must have read them as UTF-8, too, as frameworks do: Tomcat 7 does not by default.
 *
 * <p>Thread-safe.
 */
public final class StrictPathFilter implements Filter {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final ErrorResponse REFUSAL = ErrorResponse.of(BearerError.AMBIGUOUS_PATH);

  private final LimitedLog limited = new LimitedLog(LOG);
  private @Nullable ServletContext context;
  private @Nullable String sessionParameter;
  private boolean locksBeyondAscii;

  /** Reads the name by which links carry a session id, and what is locked. */
  @Override
  public void init(FilterConfig config) {
    context = config.getServletContext();
    sessionParameter = SessionParameter.name(config.getServletContext());
    locksBeyondAscii =
        Registrations.bearerPatterns(config.getServletContext()).stream()
            .anyMatch(pattern -> !RequestPath.beyondAscii(pattern).isEmpty());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean http = request instanceof HttpServletRequest && response instanceof HttpServletResponse;
    if (!http) {
      throw new ServletException("no HTTP request");
    }
    HttpServletRequest asked = (HttpServletRequest) request;
    boolean passes =
        hasOneReading(asked)
            || context != null && !SharedRuntime.refuses(context, asked, REFUSAL.error());
    if (passes) {
      chain.doFilter(request, response);
      return;
    }
    log(asked);
    REFUSAL.send(asked, (HttpServletResponse) response);
  }

  /** The first in a minute at INFO; without path parameters, since one may be a session id. */
  private void log(HttpServletRequest asked) {
    String uri = String.valueOf(asked.getRequestURI());
    int semicolon = uri.indexOf(';');
    String shown = semicolon < 0 ? uri : uri.substring(0, semicolon) + ";...";
    String message = "StrictPathFilter refused a path that can be read in two ways: ";
    HttpServletRequest own = ContainerRequest.of(asked);
    String headers =
        own == null || UrlHeaders.leavePathAlone(own) ? "" : Redacted.line(UrlHeaders.text(own));
    limited.log(Level.INFO, message, message + Redacted.line(shown) + headers, null);
  }

  private boolean hasOneReading(HttpServletRequest asked) {
    ServletRequest layer = asked;
    while (layer instanceof HttpServletRequest) {
      HttpServletRequest http = (HttpServletRequest) layer;
      if (!RequestPath.hasOneReading(http, sessionParameter)
          || !RawPath.isDecoded(http.getServletPath())
          || !RawPath.isDecoded(http.getPathInfo())) {
        return false;
      }
      layer =
          layer instanceof ServletRequestWrapper
              ? ((ServletRequestWrapper) layer).getRequest()
              : null;
    }
    HttpServletRequest own = ContainerRequest.of(asked);
    return own != null
        && UrlHeaders.leavePathAlone(own)
        && (!locksBeyondAscii || RequestPath.isReadAsUtf8(own));
  }

  @Override
  public void destroy() {}
}
