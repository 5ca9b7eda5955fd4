// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.http.AuthorizationHeader;
import io.github.servletbearer.internal.http.Cors;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.Endpoints;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.token.AccessTokens;
import io.github.servletbearer.internal.token.PresentedToken;
import io.github.servletbearer.internal.token.SafeVerifier;
import java.io.IOException;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.DispatcherType;
import javax.servlet.FilterChain;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Judges the requests of one filter: header, token, scopes, in this order. A request goes on to the
 * application with its user, or is answered here; whatever fails on the way, the application does
 * not run. Thread-safe.
 */
public final class RequestGuard {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final FilterSettings settings;
  private final @Nullable TokenVerifier verifier;
  private final ExcludedPaths exceptions;
  private final TokenAttributes attributes;
  private final Cors cors;
  private final ErrorResponses refusals;
  private final Counters counters;
  private final LimitedLog limited = new LimitedLog(LOG);

  /**
   * A guard for one filter.
   *
   * @param verifier who decides, or null where any token will do
   * @param context tells the container's classes, and its name of a session id in a path
   */
  public RequestGuard(
      FilterSettings settings,
      @Nullable TokenVerifier verifier,
      Endpoints endpoints,
      String realm,
      Cors cors,
      Counters counters,
      ServletContext context) {
    this.settings = settings;
    this.verifier = verifier;
    this.exceptions =
        new ExcludedPaths(
            endpoints,
            settings,
            ContainerClasses.of(context.getClass()),
            RawPath.sessionParameter(context));
    this.attributes = new TokenAttributes(settings.attribute());
    this.cors = cors;
    this.counters = counters;
    this.refusals = new ErrorResponses(realm);
  }

  /** Who decides, or null where any token will do. */
  @Nullable TokenVerifier verifier() {
    return verifier;
  }

  /** Lets the request through to the application, or answers it. */
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getMethod().equalsIgnoreCase("TRACE")) { // its answer would repeat the token
      refuse(request, response, ErrorResponses.TRACE);
      return;
    }
    HttpServletRequest passed;
    try {
      passed = judge(request, response);
    } catch (BearerException e) {
      log(request, e);
      refuse(request, response, refusals.of(e.error()));
      return;
    } catch (InsufficientScopeException e) {
      log(request, BearerError.INSUFFICIENT_SCOPE, e.getMessage());
      refuse(request, response, refusals.insufficientScope(e.required(), e.missing()));
      return;
    } catch (Exception | Error e) { // whatever it is, the application does not run
      limited.log(Level.SEVERE, "a request could not be judged", Redacted.withoutMessages(e));
      refuse(request, response, refusals.of(BearerError.INTERNAL));
      return;
    }
    if (passed != null) {
      chain.doFilter(passed, response);
    }
  }

  /** The request that the application shall see, or null where a preflight was answered. */
  private @Nullable HttpServletRequest judge(
      HttpServletRequest request, HttpServletResponse response)
      throws BearerException, InsufficientScopeException {
    if (exceptions.include(request)) {
      if (!RequestState.isOn(request)) {
        attributes.forget(request);
      }
      return request;
    }
    boolean includes = request.getDispatcherType() == DispatcherType.INCLUDE;
    if (!includes && cors.handle(request, response)) {
      return null;
    }
    RequestState pass = RequestState.of(request);
    boolean isFirst = pass.isNew();
    Decision judgement = pass.judgementOf(this);
    if (judgement == null) {
      judgement = judgeFirst(request, pass);
      pass.remember(this, judgement);
    }
    HttpServletRequest admitted = admit(request, pass, judgement);
    if (isFirst) { // a request counts once, however many filters and dispatches it passes
      counters.count(Counters.Event.ACCEPTED);
    }
    return admitted;
  }

  private Decision judgeFirst(HttpServletRequest request, RequestState pass)
      throws BearerException {
    if (pass.isVerified()) {
      attributes.forgetText(request);
    } else {
      attributes.forget(request);
    }
    String text =
        AuthorizationHeader.token(request.getHeaders("Authorization"), AccessTokens.MAX_LENGTH);
    if (text == null) {
      if (settings.autoError()) {
        throw new BearerException(BearerError.NOT_AUTHENTICATED, "no credentials");
      }
      return Decision.ANONYMOUS;
    }
    PresentedToken presented = new PresentedToken(text);
    Decision judgement = verify(presented, pass);
    attributes.set(request, presented, judgement.token());
    return judgement;
  }

  private Decision verify(PresentedToken presented, RequestState pass) throws BearerException {
    if (verifier == null) {
      return Decision.UNVERIFIED;
    }
    Decision known = pass.judgementBy(verifier, presented.text());
    if (known != null) {
      return known; // a guard before this one has asked already
    }
    BearerToken token = SafeVerifier.verify(verifier, presented);
    if (token.hasExpired(System.currentTimeMillis())) {
      throw new BearerException(BearerError.INVALID_TOKEN, "expired");
    }
    return Decision.verified(presented, token);
  }

  private HttpServletRequest admit(
      HttpServletRequest request, RequestState pass, Decision judgement)
      throws InsufficientScopeException {
    BearerToken token = judgement.token();
    if (token == null) {
      boolean anonymous = judgement == Decision.ANONYMOUS || pass.isVerified();
      return anonymous ? request : AuthenticatedRequest.of(request, null);
    }
    Set<String> required = settings.requiredScopes().required(request.getMethod());
    if (!required.isEmpty() && !token.scopes().containsAll(required)) {
      Audit.denied(
          token.subject(),
          request.getRemoteAddr(),
          judgement.tokenId(),
          String.join(" ", required));
      throw new InsufficientScopeException(required, token.scopes());
    }
    return AuthenticatedRequest.of(request, token);
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, ErrorResponse refusal)
      throws IOException, ServletException {
    counters.refused(refusal.error());
    boolean tooLate =
        response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE;
    if (tooLate) {
      throw new ServletException("refused: " + refusal.description());
    }
    refusal.send(request, response);
  }

  private void log(HttpServletRequest request, BearerException e) {
    if (e.error() == BearerError.UNAVAILABLE) {
      // During an outage each request comes here.
      limited.log(
          Level.WARNING, "cannot decide on a token: " + Redacted.line(e.getMessage()), null);
      Throwable cause = e.getCause();
      if (cause != null) {
        LOG.log(Level.FINE, "the verifier's failure", Redacted.withoutMessages(cause));
      }
    } else {
      log(request, e.error(), e.getMessage());
    }
  }

  private static void log(HttpServletRequest request, BearerError error, @Nullable String reason) {
    if (LOG.isLoggable(Level.FINE)) {
      LOG.fine(
          "refused "
              + Redacted.line(request.getMethod())
              + " "
              + Redacted.line(request.getServletPath())
              + ": "
              + error
              + ", "
              + Redacted.line(reason));
    }
  }
}
