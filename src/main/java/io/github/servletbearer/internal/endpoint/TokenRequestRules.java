// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.endpoint.grant.TokenRequest;
import io.github.servletbearer.internal.http.SameOrigin;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.throttle.ClientNetwork;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServletRequest;

/**
 * What a request to the token endpoint must fulfil before its password is checked. Immutable.
 *
 * <p>A request of another site's page is refused before the password is looked at. Such a request
 * needs no permission of CORS, whose rules only keep the page from reading the answer; it could log
 * the visitor in as another user, or fail until the visitor's address is locked.
 */
final class TokenRequestRules {
  private static final String[] PARAMETERS = {
    "grant_type",
    "username",
    "password",
    "scope",
    "client_id",
    "client_secret",
    "refresh_token",
    "token"
  };

  private static final String IMPLIED = "password (or username and password without it)";

  private static final String FOREIGN =
      "This request was sent by a page of another site. Open the form here, and send it again."
          + " Operator: name the origin of that page in corsAllowedOrigins, or set publicUrl if"
          + " it is this site behind a proxy that changes the Host header";

  /** What proxies add; the presence of one shows that there is a proxy. */
  private static final String[] FORWARDED = {
    "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP"
  };

  private final boolean requireHttps;
  private final SameOrigin sameOrigin;

  TokenRequestRules(Settings settings) {
    requireHttps = settings.get(Setting.REQUIRE_HTTPS);
    sameOrigin =
        new SameOrigin(
            settings.find(Setting.PUBLIC_URL), settings.get(Setting.CORS_ALLOWED_ORIGINS));
  }

  /** RFC 6749 3.2: the client must use POST. */
  void requirePost(HttpServletRequest request) throws BearerException {
    if (!request.getMethod().equals("POST")) {
      throw new BearerException(BearerError.METHOD_NOT_ALLOWED, "not POST")
          .withHeader("Allow", "POST");
    }
  }

  /**
   * A page of another site must neither log in a user (login CSRF) nor use up the failures that the
   * visitor's address has. Comes before anything is checked or counted.
   */
  void requireSameOrigin(HttpServletRequest request) throws BearerException {
    if (!sameOrigin.isNotForeign(request)) {
      throw refuse(FOREIGN);
    }
  }

  /**
   * RFC 6749 3.2: TLS, except for clients on this machine. Behind a proxy on this machine every
   * client looks local; most proxies can be recognised by a header.
   */
  void requireSafeTransport(HttpServletRequest request) throws BearerException {
    if (!isTransportSafe(request)) {
      throw refuse(
          "This token endpoint accepts passwords over HTTPS only. Operator: configure the container"
              + " for the proxy that terminates TLS, or set requireHttps=false");
    }
  }

  boolean isTransportSafe(HttpServletRequest request) {
    return !requireHttps || request.isSecure() || isLocal(request);
  }

  /** Forwarded headers are trusted where they make this stricter, and nowhere else. */
  private static boolean isLocal(HttpServletRequest request) {
    for (String header : FORWARDED) {
      if (request.getHeader(header) != null) {
        return false;
      }
    }
    return ClientNetwork.isLoopback(request.getRemoteAddr());
  }

  /** RFC 6749 2.3.1: credentials must not be in the request URI. */
  void requireNothingInTheQuery(HttpServletRequest request) throws BearerException {
    String query = request.getQueryString();
    if (query == null) {
      return;
    }
    for (String pair : query.split("&", -1)) {
      String name = pair.substring(0, pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('='));
      for (String parameter : PARAMETERS) {
        if (name.toLowerCase(Locale.ROOT).equals(parameter)) {
          throw refuse("Send parameters in the body, never in the URL, which is logged");
        }
      }
    }
  }

  /**
   * The grant type of a request. FastAPI's clients omit grant_type where they send user name and
   * password.
   *
   * @throws BearerException if it is not offered
   */
  GrantType grantType(TokenRequest tokenRequest, Set<GrantType> offered) throws BearerException {
    String word = tokenRequest.get("grant_type");
    boolean implied =
        word == null
            && tokenRequest.get("username") != null
            && tokenRequest.get("password") != null;
    if (!implied && word == null) {
      String words = words(offered); // of password both parameters say it, too
      throw refuse("Send grant_type: " + words.replace("password", IMPLIED));
    }
    GrantType type = implied ? GrantType.PASSWORD : GrantType.byWord(String.valueOf(word));
    if (type == null || !offered.contains(type)) {
      throw BearerException.withDescription(
          BearerError.UNSUPPORTED_GRANT_TYPE, "This endpoint offers only " + words(offered));
    }
    return type;
  }

  private static String words(Set<GrantType> types) {
    return types.isEmpty()
        ? "nothing"
        : types.stream().map(GrantType::word).collect(Collectors.joining(", "));
  }

  private static BearerException refuse(String description) {
    return BearerException.withDescription(BearerError.INVALID_REQUEST, description);
  }
}
