// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.container.Registrations;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.endpoint.JwksEndpoint;
import io.github.servletbearer.internal.endpoint.RevocationEndpoint;
import io.github.servletbearer.internal.endpoint.TokenEndpoint;
import io.github.servletbearer.internal.guard.RequestGuard;
import io.github.servletbearer.internal.http.Cors;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.openapi.annotation.AnnotatedSecurity;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.page.DocsEndpoint;
import io.github.servletbearer.internal.report.PathStrictness;
import io.github.servletbearer.internal.report.Protection;
import io.github.servletbearer.internal.report.StartReport;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.ProblemCode;
import io.github.servletbearer.internal.settings.Problems;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.SettingsReader;
import io.github.servletbearer.internal.settings.Sources;
import io.github.servletbearer.internal.settings.StrictPaths;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.users.Authenticator;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final String LOCK_ATTRIBUTE = ATTRIBUTE + ".lock";
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final ServletContext context;
  private final Settings settings;
  private final Deployment deployment;
  private final Map<String, RequestGuard> guards = new HashMap<>();
  private final Counters counters = new Counters();
  private final ManagedInstances parts;
  private final TokenEndpoint tokenEndpoint;
  private final RevocationEndpoint revocationEndpoint;
  private final JwksEndpoint keysEndpoint;
  private final DocsEndpoint docsEndpoint;
  private final Management management;
  private final Object lock;
  private int users; // guarded by the lock

  private BearerRuntime(
      ServletContext context,
      ServletContainer container,
      Settings settings,
      Deployment deployment,
      ManagedInstances parts) {
    this.context = context;
    this.lock = lockOf(context);
    this.settings = settings;
    this.deployment = deployment;
    this.parts = parts;
    Problems problems = parts.problems();
    ServerClock clock = ServerClock.ofThisMachine();
    Secrets secrets = new Secrets(problems);
    Stores stores = Stores.of(settings, clock);
    OwnTokens own = OwnTokens.of(settings, secrets, stores.tokens(), clock);
    VerifierFactory verifiers = new VerifierFactory(settings, own, secrets, parts, clock);
    for (FilterSettings filter : settings.filters().values()) {
      guards.put(filter.name(), guard(filter, verifiers.of(filter)));
    }
    LoginThrottle throttle =
        new LoginThrottle(
            settings.loginFailures(),
            settings.loginFailuresPerAddress(),
            settings.loginWindow(),
            stores.attempts());
    PasswordHashLimiter hashWork = PasswordHashLimiter.ofThisMachine();
    Authenticator login = AuthenticatorFactory.of(settings, parts, hashWork, container, problems);
    Clients clients = AuthenticatorFactory.clients(settings, hashWork, problems);
    tokenEndpoint = new TokenEndpoint(settings, login, clients, throttle, own.tokens(), counters);
    revocationEndpoint =
        new RevocationEndpoint(settings, clients, throttle, own.tokens(), counters);
    keysEndpoint = new JwksEndpoint(own.publicJwks());
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
        context);
  }

  /**
   * The application's runtime, for one more user of it, who must {@link #release} it. The first to
   * ask starts it.
   *
   * @throws ServletException if the start fails, or has failed; the log has every problem, once
   */
  public static BearerRuntime acquire(ServletContext context) throws ServletException {
    synchronized (lockOf(context)) {
      Object published = context.getAttribute(ATTRIBUTE);
      if (published instanceof StartFailure) {
        throw ((StartFailure) published).again();
      }
      BearerRuntime runtime =
          published instanceof BearerRuntime ? (BearerRuntime) published : start(context);
      runtime.users++;
      return runtime;
    }
  }

  /**
   * What the start of one application holds, and of no other: where several share our classes, one
   * that hangs must not keep the others from starting. It stays with the context.
   */
  private static Object lockOf(ServletContext context) {
    synchronized (BearerRuntime.class) {
      Object lock = context.getAttribute(LOCK_ATTRIBUTE);
      if (lock == null) {
        lock = new Object();
        context.setAttribute(LOCK_ATTRIBUTE, lock);
      }
      return lock;
    }
  }

  /**
   * As {@link #acquire}, for a servlet that may start at the deployment: a failure is thrown once,
   * to stop the deployment. Where the application runs all the same, servlets that start later stay
   * closed.
   *
   * @return null where the start has failed, and an exception would not stop the application
   * @throws ServletException if the start fails, and this is the first servlet to find out
   */
  public static @Nullable BearerRuntime acquireAtDeployment(ServletContext context)
      throws ServletException {
    synchronized (lockOf(context)) {
      try {
        return acquire(context);
      } catch (ServletException e) {
        Object published = context.getAttribute(ATTRIBUTE);
        boolean first =
            published instanceof StartFailure && ((StartFailure) published).claimThrow();
        if (first && !ServletContainer.of(context.getServerInfo()).servesDespiteFailures()) {
          throw e;
        }
        return null;
      }
    }
  }

  private static BearerRuntime start(ServletContext context) throws ServletException {
    context.setAttribute(ATTRIBUTE, StartFailure.starting());
    Problems problems = new Problems();
    ManagedInstances parts = new ManagedInstances(context.getClassLoader(), problems);
    ServletContainer container = ServletContainer.of(context.getServerInfo());
    Deployment deployment = null;
    BearerRuntime runtime = null;
    Throwable unexpected = null;
    try {
      ClassFiles files = ClassFiles.of(context.getClassLoader());
      deployment = Registrations.read(context, container, files.superclasses());
      deployment = deployment.withConstraints(AnnotatedSecurity.constraints(deployment, files));
      runtime = build(context, container, deployment, parts);
    } catch (IOException e) {
      problems.error(
          ProblemCode.UNREADABLE_WEB_XML,
          "WEB-INF/web.xml cannot be read: " + Redacted.line(e.getMessage()) + ".",
          "Fix the file.");
    } catch (RuntimeException | Error e) { // whatever it is, nothing may stay open
      unexpected = e;
      problems.error(
          ProblemCode.START_FAILED,
          "the start failed by " + e.getClass().getName() + ".",
          "The stack trace follows.");
    }
    if (runtime == null || !problems.errors().isEmpty()) {
      StartFailure failure = StartFailure.of(problems);
      LOG.log(
          Level.SEVERE,
          StartReport.ofErrors(name(context), problems, container, deployment),
          unexpected == null ? null : Redacted.withoutMessages(unexpected));
      context.setAttribute(ATTRIBUTE, failure);
      parts.close();
      throw failure.again();
    }
    context.setAttribute(ATTRIBUTE, runtime);
    return runtime;
  }

  /** Null, or one that is of no use, where there are problems. */
  private static @Nullable BearerRuntime build(
      ServletContext context,
      ServletContainer container,
      Deployment deployment,
      ManagedInstances parts) {
    Problems problems = parts.problems();
    Settings settings =
        SettingsReader.read(
            deployment,
            Sources.ofProcess(contextParameters(context)),
            Settings.defaultTitle(displayName(context, deployment), context.getContextPath()),
            problems);
    VerifierFactory.requireLibrary(settings, problems);
    Protection protection = new Protection(settings, deployment);
    if (settings.openPaths() == null) {
      protection.warn(problems);
    } else {
      protection.requireNamed(settings.openPaths(), problems);
    }
    PathStrictness strictness = new PathStrictness(container, StrictPaths.isMapped(deployment));
    strictness.require(protection, settings, problems);
    if (!problems.errors().isEmpty()) {
      return null;
    }
    BearerRuntime runtime = new BearerRuntime(context, container, settings, deployment, parts);
    if (!problems.errors().isEmpty()) {
      return null;
    }
    StartReport.warnOfEntities(problems, deployment);
    List<String> warnings =
        StartReport.warnings(problems, settings, deployment, protection, Collections.emptyMap());
    warnings.addAll(runtime.docsEndpoint.warnings());
    LOG.info(new StartReport(name(context), settings, protection, strictness).text());
    warnings.forEach(LOG::warning);
    parts.owned(runtime.management.register(name(context)));
    return runtime;
  }

  /** Counts a refusal by a filter that has no runtime of its own, once the application has one. */
  public static void countRefusal(ServletContext context, BearerError reason) {
    Object published = context.getAttribute(ATTRIBUTE);
    if (published instanceof BearerRuntime) {
      ((BearerRuntime) published).counters.refused(reason);
    }
  }

  /** As web.xml has it: of several names, containers and the command line take others. */
  private static @Nullable String displayName(ServletContext context, Deployment deployment) {
    return deployment.webXml().isPresent()
        ? deployment.webXml().displayName()
        : context.getServletContextName();
  }

  static Map<String, String> contextParameters(ServletContext context) {
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
    synchronized (lock) {
      if (--users == 0) {
        context.removeAttribute(ATTRIBUTE);
        parts.close();
        Audit.tellWithheld();
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
      ServletContainer container = ServletContainer.of(context.getServerInfo());
      LOG.severe(StartReport.ofErrors(name(context), problems, container, deployment));
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
  public JwksEndpoint keysEndpoint() {
    return keysEndpoint;
  }

  /** The OpenAPI document and the docs page. */
  public DocsEndpoint docsEndpoint() {
    return docsEndpoint;
  }
}
