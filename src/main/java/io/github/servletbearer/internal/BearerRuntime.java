// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.config.Endpoint;
import io.github.servletbearer.internal.config.Endpoints;
import io.github.servletbearer.internal.config.FilterSettings;
import io.github.servletbearer.internal.config.ProblemCode;
import io.github.servletbearer.internal.config.Problems;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.config.SettingsReader;
import io.github.servletbearer.internal.config.Sources;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.Registrations;
import io.github.servletbearer.internal.guard.RequestGuard;
import io.github.servletbearer.internal.http.Cors;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.login.Clients;
import io.github.servletbearer.internal.login.HashWork;
import io.github.servletbearer.internal.login.KeysEndpoint;
import io.github.servletbearer.internal.login.Login;
import io.github.servletbearer.internal.login.LoginThrottle;
import io.github.servletbearer.internal.login.RevocationEndpoint;
import io.github.servletbearer.internal.login.TokenEndpoint;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.openapi.DocsEndpoint;
import io.github.servletbearer.internal.report.Protection;
import io.github.servletbearer.internal.report.StartReport;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The one runtime of a web application, which its filters and its companion servlet share: the
 * composition root. The first of them to start builds it, the last to stop closes it. Thread-safe.
 */
public final class BearerRuntime {
  private static final String ATTRIBUTE = BearerRuntime.class.getName();
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final ServletContext context;
  private final Settings settings;
  private final Deployment deployment;
  private final Map<String, RequestGuard> guards = new HashMap<>();
  private final Counters counters = new Counters();
  private final Parts parts;
  private final TokenEndpoint tokenEndpoint;
  private final RevocationEndpoint revocationEndpoint;
  private final KeysEndpoint keysEndpoint;
  private final DocsEndpoint docsEndpoint;
  private final Management management;
  private volatile boolean confirmed;
  private volatile boolean contradicted;
  private int users; // guarded by the class

  private BearerRuntime(
      ServletContext context, Settings settings, Deployment deployment, Problems problems) {
    this.context = context;
    this.settings = settings;
    this.deployment = deployment;
    this.confirmed = deployment.isConfirmed();
    Clock clock = Clock.systemUTC();
    parts = new Parts(context.getClassLoader(), problems);
    Secrets secrets = new Secrets(problems);
    OwnTokens own = OwnTokens.of(settings, secrets, clock);
    Verifiers verifiers = new Verifiers(settings, own, secrets, parts, clock);
    for (FilterSettings filter : settings.filters().values()) {
      guards.put(filter.name(), guard(filter, verifiers.of(filter)));
    }
    LoginThrottle throttle =
        new LoginThrottle(
            settings.loginFailures(),
            settings.loginFailuresPerAddress(),
            settings.loginWindow(),
            clock);
    HashWork hashWork = HashWork.ofThisMachine();
    Login login = Logins.of(settings, parts, hashWork, context.getServerInfo(), problems);
    Clients clients = Logins.clients(settings, hashWork, problems);
    tokenEndpoint = new TokenEndpoint(settings, login, clients, throttle, own.tokens(), counters);
    revocationEndpoint =
        new RevocationEndpoint(settings, clients, throttle, own.tokens(), counters);
    keysEndpoint = new KeysEndpoint(own.publicJwks());
    docsEndpoint = new DocsEndpoint(settings, deployment, context.getClassLoader());
    management = new Management(counters, own.tokens(), verifiers.remembered());
  }

  private RequestGuard guard(FilterSettings filter, @Nullable TokenVerifier verifier) {
    return new RequestGuard(
        filter,
        verifier,
        settings.endpoints(),
        settings.realm(),
        new Cors(settings.corsAllowedOrigins(), "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
        counters,
        this::isConfirmed,
        context.getClassLoader());
  }

  /**
   * The application's runtime, for one more user of it, who must {@link #release} it.
   *
   * @throws ServletException if the configuration is wrong; the log has every problem
   */
  public static BearerRuntime acquire(ServletContext context) throws ServletException {
    synchronized (BearerRuntime.class) {
      Object published = context.getAttribute(ATTRIBUTE);
      if (published instanceof Failure) {
        throw ((Failure) published).again();
      }
      BearerRuntime runtime =
          published instanceof BearerRuntime ? (BearerRuntime) published : start(context);
      runtime.users++;
      return runtime;
    }
  }

  private static BearerRuntime start(ServletContext context) throws ServletException {
    Problems problems = new Problems();
    BearerRuntime runtime = null;
    Protection protection = null;
    try {
      Deployment deployment = Registrations.read(context).withContainersOwn();
      Settings settings =
          SettingsReader.read(
              deployment,
              Sources.ofProcess(contextParameters(context)),
              Settings.defaultTitle(context.getServletContextName(), context.getContextPath()),
              problems);
      Verifiers.requireLibrary(settings, problems);
      protection = new Protection(settings, deployment);
      if (settings.openPaths() != null) {
        protection.requireNamed(settings.openPaths(), problems);
      }
      if (problems.errors().isEmpty()) {
        runtime = new BearerRuntime(context, settings, deployment, problems);
      }
    } catch (IOException e) {
      problems.error(
          ProblemCode.UNREADABLE_WEB_XML,
          "WEB-INF/web.xml cannot be read: " + Redacted.line(e.getMessage()) + ".",
          "Mend the file.");
    }
    if (runtime == null || protection == null || !problems.errors().isEmpty()) {
      Failure failure = new Failure(problems.errors().size());
      LOG.severe(StartReport.ofErrors(name(context), problems));
      context.setAttribute(ATTRIBUTE, failure);
      if (runtime != null) {
        runtime.parts.close();
      }
      throw failure.again();
    }
    LOG.info(new StartReport(name(context), runtime.settings, protection).text());
    for (String warning : StartReport.warnings(problems, runtime.settings, runtime.deployment)) {
      LOG.warning(warning);
    }
    for (String warning : runtime.docsEndpoint.warnings()) {
      LOG.warning(warning);
    }
    runtime.parts.owned(runtime.management.register(name(context)));
    context.setAttribute(ATTRIBUTE, runtime);
    return runtime;
  }

  private static Map<String, String> contextParameters(ServletContext context) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      parameters.put(name, context.getInitParameter(name));
    }
    return parameters;
  }

  private static String name(ServletContext context) {
    return context.getContextPath().isEmpty() ? "/" : context.getContextPath();
  }

  /** Gives the runtime back; the last to do so closes it. */
  public void release() {
    synchronized (BearerRuntime.class) {
      if (--users == 0) {
        context.removeAttribute(ATTRIBUTE);
        parts.close();
      }
    }
  }

  /**
   * The guard of a filter.
   *
   * @throws ServletException if the container does not list the filter under this name
   */
  public RequestGuard guard(String filterName) throws ServletException {
    RequestGuard guard = guards.get(filterName);
    if (guard == null) {
      Problems problems = new Problems();
      problems.error(
          ProblemCode.NOT_REGISTERED,
          "filter "
              + filterName
              + " is no filter of class "
              + FilterSettings.FILTER_CLASS
              + " in this application's registrations.",
          "Declare it in web.xml by that class, not by one that wraps or extends it.");
      LOG.severe(StartReport.ofErrors(name(context), problems));
      throw new ServletException("Servlet Bearer: " + problems.errors().get(0));
    }
    return guard;
  }

  /** What the request to the companion servlet is for, or null. */
  public @Nullable Endpoint endpointOf(HttpServletRequest request) {
    return settings.endpoints().match(request.getServletPath(), request.getPathInfo());
  }

  /** The token endpoint. */
  public TokenEndpoint tokenEndpoint() {
    return tokenEndpoint;
  }

  /** The revocation endpoint. */
  public RevocationEndpoint revocationEndpoint() {
    return revocationEndpoint;
  }

  /** The public keys of our own tokens. */
  public KeysEndpoint keysEndpoint() {
    return keysEndpoint;
  }

  /** The OpenAPI document and the docs page. */
  public DocsEndpoint docsEndpoint() {
    return docsEndpoint;
  }

  /**
   * Whether the mappings that the start took from web.xml are those of the container. Most
   * containers tell at the start; for the others the first request compares.
   */
  public boolean isConfirmed() {
    return confirmed || !contradicted && confirm();
  }

  private synchronized boolean confirm() {
    if (confirmed || contradicted) {
      return confirmed;
    }
    boolean same = false;
    try {
      Deployment now = Registrations.read(context);
      same =
          now.isConfirmed()
              && now.mapsLike(
                  deployment, Arrays.asList(FilterSettings.FILTER_CLASS, Endpoints.SERVLET_CLASS));
    } catch (IOException e) {
      LOG.log(Level.SEVERE, "web.xml cannot be read", Redacted.withoutMessages(e));
    }
    if (same) {
      confirmed = true;
    } else {
      contradicted = true;
      LOG.severe(
          "The container's mappings differ from web.xml, by which this application was checked:"
              + " every request gets 503. Declare the filter and the servlet in web.xml alone.");
    }
    return same;
  }

  /** Stands for a runtime that could not be built, so that each component need not say it all. */
  private static final class Failure {
    private final int problems;

    Failure(int problems) {
      this.problems = problems;
    }

    ServletException again() {
      return new ServletException(
          "Servlet Bearer: the application was not started, because of "
              + problems
              + (problems == 1 ? " configuration problem" : " configuration problems")
              + ". The log of io.github.servletbearer lists all of them with their cures.");
    }
  }
}
