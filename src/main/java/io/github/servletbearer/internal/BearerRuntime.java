// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.UserAuthenticator;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.container.Registrations;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.endpoint.DiscoveryMetadata;
import io.github.servletbearer.internal.endpoint.JwksEndpoint;
import io.github.servletbearer.internal.endpoint.MetadataEndpoint;
import io.github.servletbearer.internal.endpoint.RevocationEndpoint;
import io.github.servletbearer.internal.endpoint.TokenEndpoint;
import io.github.servletbearer.internal.guard.RequestGuard;
import io.github.servletbearer.internal.http.Cors;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.openapi.page.ContainerFiles;
import io.github.servletbearer.internal.openapi.page.DocsEndpoint;
import io.github.servletbearer.internal.report.StartReport;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import io.github.servletbearer.internal.time.ServerClock;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Logger;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The one runtime of a web application, which its filters and its companion servlet share: the
 * composition root. The last of them to stop closes it. Thread-safe.
 */
public final class BearerRuntime {
  /** The attribute of the context that holds the runtime, or why there is none. */
  static final String ATTRIBUTE = BearerRuntime.class.getName();

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
  private final MetadataEndpoint resourceMetadata;
  private final MetadataEndpoint serverMetadata;
  private final DocsEndpoint docsEndpoint;
  private final VerifierFactory verifiers;
  private final Management management;
  private final Object lock;
  private int users; // guarded by the lock

  /** Builds all parts; where one cannot be built, that is a problem of the instances. */
  BearerRuntime(
      ServletContext context,
      ServletContainer container,
      Settings settings,
      Coverage coverage,
      OpenApiFile openApiFile,
      ManagedInstances parts) {
    this.context = context;
    this.lock = lockOf(context);
    this.settings = settings;
    this.deployment = coverage.deployment();
    this.parts = parts;
    Problems problems = parts.problems();
    ServerClock clock = ServerClock.ofThisMachine();
    Secrets secrets = new Secrets(problems);
    Stores stores = Stores.create(settings, parts, clock);
    OwnTokens own = OwnTokens.create(settings, secrets, stores.tokens(), clock);
    verifiers = new VerifierFactory(settings, own, secrets, parts, clock);
    Cors cors = cors(settings);
    for (FilterSettings filter : settings.filters().values()) {
      guards.put(filter.name(), createGuard(filter, verifiers.create(filter), cors, clock));
    }
    LoginThrottle throttle =
        new LoginThrottle(
            settings.get(Setting.LOGIN_FAILURES),
            settings.get(Setting.LOGIN_FAILURES_PER_ADDRESS),
            settings.get(Setting.LOGIN_WINDOW),
            stores.attempts());
    PasswordHashLimiter hashWork = PasswordHashLimiter.ofThisMachine();
    UserAuthenticator userAuthenticator =
        AuthenticatorFactory.create(settings, parts, hashWork, clock, container, problems);
    Clients clients = AuthenticatorFactory.createClients(settings, hashWork, clock, problems);
    tokenEndpoint =
        new TokenEndpoint(
            settings,
            cors,
            userAuthenticator,
            clients,
            throttle,
            own.tokens(),
            counters,
            new LockedPath(settings, coverage, ClassFiles.of(Registrations.classLoader(context))));
    revocationEndpoint =
        new RevocationEndpoint(settings, cors, clients, throttle, own.tokens(), counters);
    keysEndpoint = new JwksEndpoint(own.publicJwks());
    DiscoveryMetadata metadata = new DiscoveryMetadata(settings);
    resourceMetadata = MetadataEndpoint.ofResources(metadata);
    serverMetadata = MetadataEndpoint.ofServer(metadata);
    docsEndpoint =
        new DocsEndpoint(
            settings, coverage, new ContainerFiles(context), openApiFile, verifiers::metadata);
    management = new Management(counters, own.tokens(), verifiers.remembered());
  }

  private static Cors cors(Settings settings) {
    return new Cors(
        settings.get(Setting.CORS_ALLOWED_ORIGINS),
        settings.get(Setting.CORS_ALLOWED_HEADERS),
        settings.get(Setting.CORS_EXPOSED_HEADERS),
        settings.get(Setting.CORS_MAX_AGE));
  }

  private RequestGuard createGuard(
      FilterSettings filter, @Nullable TokenVerifier verifier, Cors cors, ServerClock clock) {
    return new RequestGuard(filter, settings, verifier, cors, counters, context, clock);
  }

  /**
   * The lock of one application's start: where several applications share our classes, one that
   * hangs must not keep the others from starting. It stays with the context.
   */
  static Object lockOf(ServletContext context) {
    synchronized (BearerRuntime.class) {
      Object lock = context.getAttribute(LOCK_ATTRIBUTE);
      if (lock == null) {
        lock = new Object();
        context.setAttribute(LOCK_ATTRIBUTE, lock);
      }
      return lock;
    }
  }

  /** The application in reports and in JMX: its context path. */
  static String nameOf(ServletContext context) {
    return context.getContextPath().isEmpty() ? "/" : context.getContextPath();
  }

  /** Asks identity providers once in the background. */
  void askProviders() {
    verifiers.askProviders();
  }

  /** Counts one more user, under the lock. */
  void retain() {
    users++;
  }

  /** Gives the runtime back; the last to do so closes it. */
  public void release() {
    synchronized (lock) {
      if (--users == 0) {
        context.removeAttribute(ATTRIBUTE);
        parts.close();
        Audit.logWithheld();
        counters.logReported();
      }
    }
  }

  /** The guard of a filter, which the container must list under this name. */
  public RequestGuard guard(String filterName) throws ServletException {
    RequestGuard guard = guards.get(filterName);
    if (guard == null) {
      Problems problems = new Problems();
      problems.error(
          ProblemCode.NOT_REGISTERED,
          "filter "
              + filterName
              + " is no filter of class "
              + FilterEntry.BEARER_FILTER
              + " in this application's registrations.",
          "Declare it in web.xml by that class, not by one that wraps or extends it.");
      ServletContainer container = ServletContainer.of(context.getServerInfo());
      LOG.severe(StartReport.ofErrors(nameOf(context), problems, container, deployment));
      throw new ServletException("Servlet Bearer: " + problems.errors().get(0));
    }
    return guard;
  }

  /**
   * Counts a refusal by a filter that has no runtime of its own.
   *
   * @return whether it is to refuse: not where all filters of the application report only
   */
  boolean refuses(HttpServletRequest request, BearerError reason) {
    boolean reportOnly =
        !settings.filters().isEmpty()
            && settings.filters().values().stream().allMatch(FilterSettings::isReportOnly);
    if (reportOnly) {
      counters.reported(request.getMethod(), request.getServletPath(), reason);
    } else {
      counters.refused(reason);
    }
    return !reportOnly;
  }

  Management management() {
    return management;
  }

  /** Logs what the application's document declares otherwise than its filters enforce. */
  void logDocumentWarnings() {
    docsEndpoint.logWarnings();
  }

  /** Serves a request to the companion servlet by the endpoint that it is for. */
  public void serve(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Endpoint endpoint = settings.endpoints().match(request.getServletPath(), request.getPathInfo());
    if (endpoint == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    switch (endpoint) {
      case TOKEN:
        tokenEndpoint.serve(request, response);
        break;
      case REVOKE:
        revocationEndpoint.serve(request, response);
        break;
      case JWKS:
        keysEndpoint.serve(request, response);
        break;
      case RESOURCE_METADATA:
        resourceMetadata.serve(request, response);
        break;
      case SERVER_METADATA:
        serverMetadata.serve(request, response);
        break;
      case OPENAPI:
        docsEndpoint.serveDocument(request, response);
        break;
      case DOCS:
        docsEndpoint.serveDocs(request, response);
        break;
    }
  }
}
