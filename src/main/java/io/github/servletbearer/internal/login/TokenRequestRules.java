// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.http.FormBody;
import io.github.servletbearer.internal.http.Refusal;
import io.github.servletbearer.internal.http.RefusedException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** What a request to the token endpoint must fulfil before its password is looked at. Immutable. */
final class TokenRequestRules {
  /** base64 of ":": what Swagger UI sends for a client that has neither id nor secret. */
  private static final String NO_CLIENT = "Og==";

  private static final String[] PARAMETERS = {
    "grant_type", "username", "password", "scope", "client_id", "client_secret"
  };

  /** What a proxy adds; its presence alone tells that there is one. */
  private static final String[] FORWARDED = {
    "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP"
  };

  private final boolean requireHttps;
  private final SameOrigin sameOrigin;

  TokenRequestRules(Settings settings) {
    requireHttps = settings.requireHttps();
    sameOrigin = new SameOrigin(settings.publicUrl());
  }

  /** RFC 6749 3.2: the client must use POST. */
  void requirePost(HttpServletRequest request) throws RefusedException {
    if (!request.getMethod().equals("POST")) {
      throw new RefusedException(Refusal.of(BearerError.METHOD_NOT_ALLOWED).with("Allow", "POST"));
    }
  }

  void requireSameOrigin(HttpServletRequest request) throws RefusedException {
    sameOrigin.require(request);
  }

  /**
   * RFC 6749 3.2: TLS, except for clients on this machine. Behind a proxy on this machine every
   * client looks like one of those; most proxies give themselves away by a header.
   */
  void requireSafeTransport(HttpServletRequest request) throws RefusedException {
    if (!isTransportSafe(request)) {
      throw refuse(
          "This token endpoint takes passwords over HTTPS only. Operator: let the container know"
              + " of the proxy that ends TLS, or set requireHttps=false");
    }
  }

  boolean isTransportSafe(HttpServletRequest request) {
    return !requireHttps || request.isSecure() || isLocal(request);
  }

  /** Forwarded headers are believed where they make us stricter, and nowhere else. */
  private static boolean isLocal(HttpServletRequest request) {
    for (String header : FORWARDED) {
      if (request.getHeader(header) != null) {
        return false;
      }
    }
    return isLoopback(request.getRemoteAddr());
  }

  private static boolean isLoopback(@Nullable String address) {
    return address != null
        && (address.startsWith("127.")
            || address.equals("::1")
            || address.equals("0:0:0:0:0:0:0:1"));
  }

  /** RFC 6749 2.3.1: credentials must not stand in the request URI. */
  void requireNothingInTheQuery(HttpServletRequest request) throws RefusedException {
    String query = request.getQueryString();
    if (query == null) {
      return;
    }
    for (String pair : query.split("&", -1)) {
      String name = pair.substring(0, pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('='));
      for (String parameter : PARAMETERS) {
        if (name.toLowerCase(Locale.ROOT).equals(parameter)) {
          throw refuse("Parameters belong into the body, never into the URL, which logs keep");
        }
      }
    }
  }

  /**
   * There are no clients here; who says to be one is told so (RFC 6749 5.2): by 401 and a Basic
   * challenge if it tried Basic, by 400 if the secret stood in the form. A 401 would need a
   * challenge there, too (RFC 9110 15.5.2), at which browsers open a dialog for a password.
   */
  void requireNoClient(HttpServletRequest request, FormBody form) throws RefusedException {
    Enumeration<String> values = request.getHeaders("Authorization"); // null where hidden
    List<String> headers = values == null ? Collections.emptyList() : Collections.list(values);
    if (headers.size() > 1) {
      throw refuse("Several Authorization headers");
    }
    boolean basic = !headers.isEmpty() && isClient(headers.get(0));
    if (basic || form.get("client_secret") != null) {
      Refusal refusal =
          Refusal.of(
              BearerError.INVALID_CLIENT,
              "This token endpoint has no clients: leave client id and secret empty");
      throw new RefusedException(
          basic
              ? refusal.with("WWW-Authenticate", "Basic realm=\"clients\"")
              : refusal.withStatus(HttpServletResponse.SC_BAD_REQUEST));
    }
  }

  private static boolean isClient(String authorization) {
    boolean basic = authorization.regionMatches(true, 0, "Basic", 0, 5);
    return basic && !authorization.substring(5).trim().equals(NO_CLIENT);
  }

  /** FastAPI's clients leave grant_type out; nobody may ask for another one. */
  void requireGrantType(FormBody form, String offered) throws RefusedException {
    String grantType = form.get("grant_type");
    boolean implied =
        grantType == null && form.get("username") != null && form.get("password") != null;
    if (!implied && grantType == null) {
      throw refuse("Send grant_type=password, username and password");
    }
    if (!implied && !offered.equals(grantType)) {
      throw new RefusedException(Refusal.of(BearerError.UNSUPPORTED_GRANT_TYPE));
    }
  }

  String required(FormBody form, String name) throws RefusedException {
    String value = form.get(name);
    if (value == null) {
      throw refuse("The parameter " + name + " is missing or empty");
    }
    return value;
  }

  private static RefusedException refuse(String description) {
    return new RefusedException(Refusal.of(BearerError.INVALID_REQUEST, description));
  }
}
