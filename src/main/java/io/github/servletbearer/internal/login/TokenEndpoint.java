// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.http.Cors;
import io.github.servletbearer.internal.http.FormBody;
import io.github.servletbearer.internal.http.JsonResponse;
import io.github.servletbearer.internal.http.Refusal;
import io.github.servletbearer.internal.http.RefusedException;
import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.token.Grant;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.UserKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint: user name and password against a token, by the password grant (RFC 6749 4.3).
 * A browser gets a plain form and a page; everybody else gets JSON. Thread-safe.
 */
public final class TokenEndpoint {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final String PASSWORD_GRANT = "password";
  private static final String RETRY_AFTER_SECONDS = "5";

  /** The longest user name and password that are looked at, in bytes of UTF-8. */
  private static final int MAX_CREDENTIAL_BYTES = 1_024;

  private final Login login;
  private final LoginThrottle throttle;
  private final ScopeGrant scopes;
  private final IssuedTokens tokens;
  private final Counters counters;
  private final Cors cors;
  private final TokenRequestRules rules;
  private final TokenPage page;

  /** The endpoint of one application. */
  public TokenEndpoint(
      Settings settings,
      Login login,
      LoginThrottle throttle,
      IssuedTokens tokens,
      Counters counters) {
    this.login = login;
    this.throttle = throttle;
    this.tokens = tokens;
    this.counters = counters;
    this.scopes = new ScopeGrant(settings);
    this.cors = new Cors(settings.corsAllowedOrigins(), "POST");
    this.rules = new TokenRequestRules(settings);
    this.page = new TokenPage(settings, tokens.lifetime());
  }

  /** Answers one request. */
  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    JsonResponse.noStore(response);
    response.setHeader("Pragma", "no-cache"); // RFC 6749 5.1 asks for both
    if (cors.handle(request, response)) {
      return;
    }
    boolean fromBrowser = TokenPage.isWanted(request);
    try {
      if (fromBrowser && request.getMethod().equals("GET")) {
        rules.requireSafeTransport(request); // before somebody types a password
        page.sendForm(request, response);
        return;
      }
      IssuedToken token = issue(request, fromBrowser);
      if (fromBrowser) {
        page.sendToken(request, response, token);
      } else {
        JsonResponse.send(request, response, json(token));
      }
    } catch (RefusedException e) {
      refuse(request, response, e.refusal(), fromBrowser);
    } catch (BearerException e) {
      refuse(request, response, refusal(e), fromBrowser);
    } catch (IOException e) {
      throw e; // the client has gone
    } catch (Exception | Error e) {
      LOG.log(Level.SEVERE, "a login could not be handled", Redacted.withoutMessages(e));
      refuse(request, response, Refusal.of(BearerError.INTERNAL), fromBrowser);
    }
  }

  /** The steps of the grant, each of which may refuse. */
  private IssuedToken issue(HttpServletRequest request, boolean fromBrowser)
      throws RefusedException, BearerException, IOException {
    rules.requirePost(request);
    if (fromBrowser) {
      rules.requireSameOrigin(request);
    }
    rules.requireSafeTransport(request);
    rules.requireNothingInTheQuery(request);
    FormBody form = FormBody.read(request);
    rules.requireNoClient(request, form);
    rules.requireGrantType(form, PASSWORD_GRANT);
    String username = rules.required(form, "username");
    String password = rules.required(form, "password");
    Set<String> requested = scopes.requested(form.get("scope"));
    AuthenticatedUser user = authenticate(request, username, password);
    IssuedToken token = tokens.issue(Grant.of(user, scopes.granted(user, requested)));
    counters.count(Counters.Event.ISSUED);
    Audit.issued(user.name(), null, request.getRemoteAddr(), token.id());
    LOG.log(Level.FINE, "issued {0} to {1}", new Object[] {token.id(), Redacted.line(user.name())});
    return token;
  }

  private AuthenticatedUser authenticate(
      HttpServletRequest request, String username, String password)
      throws RefusedException, BearerException {
    try (LoginThrottle.Attempt attempt = begin(username, request.getRemoteAddr())) {
      try {
        AuthenticatedUser user = check(request, username, password);
        attempt.right();
        return user;
      } catch (BearerException e) {
        if (e.error() == BearerError.INVALID_GRANT) {
          attempt.wrong();
          Audit.loginFailed(UserKey.shortHash(username), request.getRemoteAddr());
        }
        throw e;
      }
    }
  }

  private LoginThrottle.Attempt begin(String username, @Nullable String address)
      throws RefusedException {
    try {
      return throttle.begin(username, address);
    } catch (RefusedException e) {
      counters.count(Counters.Event.THROTTLED);
      throw e;
    }
  }

  private AuthenticatedUser check(HttpServletRequest request, String username, String password)
      throws RefusedException, BearerException {
    if (isTooLong(username) || isTooLong(password)) {
      throw new BearerException(BearerError.INVALID_GRANT, "user name or password is too long");
    }
    AuthenticatedUser user;
    try {
      user = login.login(request, username, password);
    } catch (BearerException | RefusedException e) {
      throw e;
    } catch (Exception | Error e) {
      throw new BearerException(BearerError.UNAVAILABLE, "the authenticator failed", e);
    }
    if (user == null) {
      throw new BearerException(BearerError.UNAVAILABLE, "the authenticator returned null");
    }
    return user;
  }

  private static boolean isTooLong(String credential) {
    return credential.getBytes(StandardCharsets.UTF_8).length > MAX_CREDENTIAL_BYTES;
  }

  /** RFC 6749 5.1; the scope is always told, also where it is what was asked for. */
  private byte[] json(IssuedToken token) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", token.text());
    answer.put("token_type", "bearer");
    answer.put("expires_in", tokens.lifetime().getSeconds());
    if (!token.token().scopes().isEmpty()) {
      answer.put("scope", String.join(" ", token.token().scopes()));
    }
    return Json.compact(answer);
  }

  private static Refusal refusal(BearerException e) {
    if (e.error() != BearerError.UNAVAILABLE) {
      return Refusal.of(e.error());
    }
    Throwable cause = e.getCause();
    LOG.log(
        Level.WARNING,
        "cannot decide on a login: " + Redacted.line(e.getMessage()),
        cause == null ? null : Redacted.withoutMessages(cause));
    return Refusal.of(e.error()).with("Retry-After", RETRY_AFTER_SECONDS);
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      Refusal refusal,
      boolean fromBrowser)
      throws IOException {
    counters.refused(refusal.error());
    log(refusal, request.getRemoteAddr());
    if (fromBrowser) {
      page.sendRefusal(request, response, refusal, rules.isTransportSafe(request));
    } else {
      refusal.send(request, response);
    }
  }

  private static void log(Refusal refusal, @Nullable String address) {
    if (LOG.isLoggable(Level.FINE)) {
      LOG.fine("no token for " + Redacted.line(address) + ": " + refusal.error());
    }
  }
}
