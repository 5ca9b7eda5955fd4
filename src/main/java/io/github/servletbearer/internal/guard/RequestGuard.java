// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.deployment.RoleLinks;
import io.github.servletbearer.internal.http.AuthorizationHeader;
import io.github.servletbearer.internal.http.Challenge;
import io.github.servletbearer.internal.http.Cors;
import io.github.servletbearer.internal.http.ErrorPageResponse;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.Vary;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.ScopeRule;
import io.github.servletbearer.internal.token.ForeignCode;
import io.github.servletbearer.internal.token.PresentedToken;
import java.io.IOException;
import java.time.Clock;
import java.util.Enumeration;
import java.util.Set;
import javax.servlet.DispatcherType;
import javax.servlet.FilterChain;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Judges the requests of one filter: header, token, scopes, in this order. A request is passed to
 * the application with its user, or refused here; if anything fails, the application does not run.
 * Thread-safe.
 */
public final class RequestGuard {
  /** The application alone knows which methods it allows: all that the standard has. */
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  private final boolean autoError;
  private final Set<String> openMethods;
  private final boolean forwardAuthorization;
  private final boolean reportOnly;
  private final int maxTokenLength;
  private final ScopeRule requiredScopes;
  private final @Nullable TokenVerifier verifier;
  private final @Nullable SessionUser sessionUser; // null: ignored
  private final RoleLinks roleLinks;
  private final ExcludedPaths excluded;
  private final TokenAttributes attributes;
  private final Cors cors;
  private final ErrorResponses errors;
  private final Counters counters;
  private final Clock clock;
  private final RefusalLog log;

  /**
   * A guard for one filter.
   *
   * @param filter what the filter requires
   * @param settings those of the application
   * @param verifier null where any token is accepted
   * @param context of the container: its class, and its name of a session id in a path
   * @param clock by which tokens expire
   */
  public RequestGuard(
      FilterSettings filter,
      Settings settings,
      @Nullable TokenVerifier verifier,
      Cors cors,
      Counters counters,
      ServletContext context,
      Clock clock) {
    this.autoError = filter.get(Setting.AUTO_ERROR);
    this.openMethods = filter.get(Setting.OPEN_METHODS);
    this.reportOnly = filter.isReportOnly();
    this.log = new RefusalLog(reportOnly);
    this.forwardAuthorization = filter.get(Setting.FORWARD_AUTHORIZATION);
    this.maxTokenLength = settings.get(Setting.MAX_TOKEN_LENGTH);
    this.requiredScopes = filter.get(Setting.REQUIRED_SCOPES);
    this.verifier = verifier;
    ContainerClasses container = ContainerClasses.of(context.getClass());
    this.sessionUser =
        filter.acceptsSession() ? new SessionUser(filter, settings, container) : null;
    this.roleLinks = settings.roleLinks();
    this.excluded =
        new ExcludedPaths(settings.endpoints(), filter, container, SessionParameter.name(context));
    this.attributes = new TokenAttributes(filter.get(Setting.ATTRIBUTE));
    this.cors = cors;
    this.counters = counters;
    this.clock = clock;
    this.errors =
        new ErrorResponses(new Challenge(settings.realm(), settings.metadataAddress(filter)));
  }

  /** Passes the request to the application, or refuses it. */
  public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest admitted = null;
    ErrorResponse refusal = null;
    try {
      admitted = judge(request, response);
    } catch (BearerException e) {
      log.refusal(request, e);
      refusal = errors.response(e);
    } catch (Exception | Error e) { // whatever it is, the application does not run
      log.failure(e);
      refusal = errors.internal();
    }
    if (refusal != null) {
      if (!passesNevertheless(request, refusal)) {
        refuse(request, response, refusal);
        return;
      }
      admitted = request;
    }
    if (admitted != null) {
      chain.doFilter(admitted, response);
    }
  }

  /** The request for the application, or null where a preflight was answered. */
  private @Nullable HttpServletRequest judge(
      HttpServletRequest request, HttpServletResponse response) throws BearerException {
    if (request.getMethod().equalsIgnoreCase("TRACE")) { // its response would contain the token
      throw new BearerException(BearerError.METHOD_NOT_ALLOWED, "TRACE")
          .withHeader("Allow", METHODS);
    }
    if (excluded.include(request)) {
      if (RequestState.find(request) == null) {
        attributes.remove(request);
      }
      return request;
    }
    boolean isInclude = request.getDispatcherType() == DispatcherType.INCLUDE;
    if (!isInclude && cors.handle(request, response, METHODS)) {
      return null;
    }
    RequestState state = RequestState.attach(request);
    boolean isFirst = state.isNew();
    Decision decision = state.decisionOf(this);
    if (decision == null || isStale(decision, request)) {
      if (!isInclude) {
        vary(response);
      }
      decision = decide(request, state);
      state.add(this, verifier, decision);
      if (decision == Decision.SESSION && request.getHeader("Cookie") == null) {
        Vary.byEverything(response); // known by a certificate, or by the server in front (AJP)
      }
    }
    HttpServletRequest admitted = admit(forwarded(request, decision), state, decision);
    // A request counts once, however many filters and dispatches it passes.
    if (isFirst && !state.isReported()) {
      counters.count(Counters.Event.ACCEPTED);
    }
    return admitted;
  }

  /**
   * Keeps caches from giving the response, a refusal too, to requests with other credentials: some
   * store what was answered to a token (nginx), and most what was answered to a session and says
   * nothing of caches, as a file does. The application's own headers are left to it.
   */
  private void vary(HttpServletResponse response) {
    Vary.add(response, "Authorization");
    if (sessionUser != null) {
      Vary.add(response, "Cookie");
    }
  }

  /** Whether it is a dispatch by a method for which the request could not have come in. */
  private boolean isStale(Decision decision, HttpServletRequest request) {
    return decision == Decision.ANONYMOUS && requiresCredentials(request)
        || decision == Decision.SESSION && sessionUser != null && sessionUser.mayBeForged(request);
  }

  private Decision decide(HttpServletRequest request, RequestState state) throws BearerException {
    removeForeign(request, state);
    String text = token(request.getHeaders("Authorization"));
    if (text == null) {
      text = token(HiddenAuthorization.hidden(request));
    }
    if (text == null) {
      return withoutCredentials(request);
    }
    PresentedToken presented = new PresentedToken(text);
    Decision decision = verify(presented, state);
    attributes.set(request, presented, decision.token());
    return decision;
  }

  /**
   * Those of a token that another guard has verified stay. Its text stays where this guard refuses
   * nothing: the application must not miss what it gets without this guard.
   */
  private void removeForeign(HttpServletRequest request, RequestState state)
      throws BearerException {
    if (!state.isVerified()) {
      attributes.remove(request);
    } else if (!reportOnly || !state.hasVerified(attributes.text(request))) {
      attributes.removeText(request);
    }
  }

  private Decision withoutCredentials(HttpServletRequest request) throws BearerException {
    if (!requiresCredentials(request)) {
      return Decision.ANONYMOUS;
    }
    if (sessionUser == null || !sessionUser.isKnown(request)) {
      throw new BearerException(BearerError.NOT_AUTHENTICATED, "no credentials");
    }
    if (sessionUser.mayBeForged(request)) {
      log.crossOrigin(request);
      throw errors.crossOrigin();
    }
    return Decision.SESSION;
  }

  private boolean requiresCredentials(HttpServletRequest request) {
    boolean isOpen =
        openMethods.contains(request.getMethod())
            && !OverriddenMethod.isNamed(request)
            && !OverriddenMethod.isHandshake(request);
    return autoError && !isOpen;
  }

  private @Nullable String token(@Nullable Enumeration<String> headers) throws BearerException {
    try {
      return AuthorizationHeader.token(headers, maxTokenLength);
    } catch (BearerException e) {
      if (e.error() == BearerError.TOKEN_TOO_LONG) {
        log.tooLong(maxTokenLength);
      }
      throw e;
    }
  }

  private Decision verify(PresentedToken presented, RequestState state) throws BearerException {
    if (verifier == null) {
      return Decision.of(presented, null);
    }
    Decision known = state.decisionBy(verifier, presented.text());
    if (known != null) {
      return known; // from a guard before this one
    }
    BearerToken token;
    try {
      token = ForeignCode.verify(verifier, presented);
    } catch (BearerException e) {
      if (e.error() == BearerError.INVALID_TOKEN) {
        log.invalid(presented, String.valueOf(e.getMessage()));
      }
      // The client sees the catalogue's description, whatever description the verifier gives.
      throw new BearerException(e.error(), String.valueOf(e.getMessage()), e.getCause());
    }
    if (token.hasExpired(clock.millis())) {
      throw new BearerException(BearerError.INVALID_TOKEN, "expired");
    }
    return Decision.of(presented, token);
  }

  private HttpServletRequest admit(
      HttpServletRequest request, RequestState state, Decision decision) throws BearerException {
    requireScopes(request, state, decision);
    BearerToken token = decision.token();
    if (token == null) {
      boolean anonymous = decision.isWithoutToken() || state.isVerified();
      return anonymous ? request : AuthenticatedRequest.of(request, null, roleLinks);
    }
    return AuthenticatedRequest.of(request, token, roleLinks);
  }

  /** A request that has neither a token nor a session needs none. */
  private void requireScopes(HttpServletRequest request, RequestState state, Decision decision)
      throws BearerException {
    boolean isUncertain =
        requiredScopes.isByMethod()
            && (OverriddenMethod.isAnother(request) || OverriddenMethod.isHandshake(request));
    Set<String> required =
        isUncertain ? requiredScopes.all() : requiredScopes.required(request.getMethod());
    BearerToken token = decision.token();
    if (required.isEmpty()) {
      return;
    }
    if (token != null && !token.scopes().containsAll(required)) {
      BearerException error = errors.insufficientScope(required, token.scopes());
      deny(request, state, decision, token.subject(), required, error);
    } else if (decision == Decision.SESSION && sessionUser != null) {
      Set<String> missing = sessionUser.missing(required, request);
      if (!missing.isEmpty()) {
        String user = String.valueOf(request.getRemoteUser());
        BearerException error = errors.insufficientRoles(required, missing);
        deny(request, state, decision, user, required, error);
      }
    }
  }

  private void deny(
      HttpServletRequest request,
      RequestState state,
      Decision decision,
      String user,
      Set<String> required,
      BearerException error)
      throws BearerException {
    if (reportOnly) {
      report(request, state, error.error());
      return;
    }
    String scopes = String.join(" ", required);
    Audit.denied(user, request.getRemoteAddr(), decision.tokenId(), scopes);
    throw error;
  }

  /** Another scheme is not this filter's: the application's own login may need it. */
  private HttpServletRequest forwarded(HttpServletRequest request, Decision decision) {
    boolean hides = !forwardAuthorization && !decision.isWithoutToken();
    return hides ? HiddenAuthorization.of(request) : request;
  }

  /**
   * Whether a request that would be refused is reported instead. Attributes of others are removed;
   * where a connector brings them back, it is refused even so, since the application would take
   * them for those of a valid token.
   */
  private boolean passesNevertheless(HttpServletRequest request, ErrorResponse error) {
    if (!reportOnly) {
      return false;
    }
    RequestState state = RequestState.attach(request);
    try {
      removeForeign(request, state);
    } catch (BearerException e) {
      return false;
    }
    report(request, state, error.error());
    return true;
  }

  private static boolean isErrorPage(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR;
  }

  private void report(HttpServletRequest request, RequestState state, BearerError reason) {
    if (!state.isReported() && !isErrorPage(request)) {
      state.setReported();
      counters.reported(request.getMethod(), JudgedRequest.path(request), reason);
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, ErrorResponse error)
      throws IOException, ServletException {
    if (isErrorPage(request) && !response.isCommitted()) {
      ErrorPageResponse.send(request, response);
      return;
    }
    counters.refused(error.error());
    boolean tooLate =
        response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE;
    if (tooLate) {
      throw new ServletException("refused: " + error.description());
    }
    error.send(request, response);
  }
}
