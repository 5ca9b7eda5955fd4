// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.container;

import io.github.servletbearer.internal.deployment.ContainerParts;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The container that runs the application, and everything in which containers differ for us. Each
 * value names the versions that were seen; {@code docs/containers.md} has the tests' results.
 *
 * <p>A container that is not known is taken for the worst: {@link #UNKNOWN}.
 */
public enum ServletContainer {
  /** Seen: 7.0.109, 8.5.100, 9.0.117, 10.1.59, 11.0.24; TomEE 8.0.13, which names itself so. */
  TOMCAT("Tomcat", AtFailure.STOPS_AT_FILTER),
  /**
   * Seen: 9.4.58 ({@code //legacy/items.jsp} got around a filter on {@code /legacy/*}), 10.0.25
   * ({@code /%2flegacy/items.jsp} did), 12.0.31 with ee8 and ee10 ({@code
   * /public;/../legacy/items.jsp} did).
   */
  JETTY("Jetty", AtFailure.STOPS_AT_FILTER),
  /**
   * Seen: Micro 5.2022.5. A filter whose init throws is dropped, and the application served without
   * it. A front controller that reads the request URI is reached by {@code /;a/api/secret}.
   */
  PAYARA("Payara", AtFailure.STOPS_AT_SERVLET),
  /** Seen: 5.1.0; as {@link #PAYARA}. */
  GLASSFISH("GlassFish", AtFailure.STOPS_AT_SERVLET),
  /**
   * Seen: 26.1.3. Starts a filter at its first request. {@code /api%2fsecret} reaches a front
   * controller on {@code /}, and so does {@code /%61pi/secret;jsessionid=1}, which is not decoded.
   */
  WILDFLY("WildFly", AtFailure.STOPS_AT_SERVLET),
  /** Seen: 2.2.40, embedded. As {@link #WILDFLY}, and {@code //} reaches files. */
  UNDERTOW("Undertow", AtFailure.STOPS_AT_SERVLET),
  /**
   * Seen: 22.0.0.12 and 26.0.0.3. Serves an application whose filters, servlets, listeners or
   * initializers fail. {@code //}, {@code /x/../}, {@code %5c} and others reach JSPs.
   */
  LIBERTY("Liberty", AtFailure.SERVES),
  /** Seen: 4.0.66, embedded. Serves an application whose filters or servlets fail. */
  RESIN("Resin", AtFailure.SERVES),
  /** Any other. */
  UNKNOWN("this container", AtFailure.UNKNOWN);

  /** What becomes of an application when a component of this library throws at its start. */
  private enum AtFailure {
    /** A filter, listener or initializer that throws stops the application. */
    STOPS_AT_FILTER,
    /** A listener or a servlet with load-on-startup that throws does; a filter does not. */
    STOPS_AT_SERVLET,
    /** Nothing stops it. */
    SERVES,
    /** Not known. */
    UNKNOWN
  }

  /**
   * The filters by which containers upgrade to WebSockets, which answer nothing but handshakes.
   * Tomcat's is listed as "Tomcat WebSocket (JSR356) Filter".
   */
  private static final List<String> OWN_FILTERS =
      Collections.unmodifiableList(
          Arrays.asList(
              "org.apache.tomcat.websocket.server.WsFilter",
              "org.eclipse.jetty.websocket.server.WebSocketUpgradeFilter",
              "org.eclipse.jetty.websocket.servlet.WebSocketUpgradeFilter",
              "org.eclipse.jetty.ee8.websocket.servlet.WebSocketUpgradeFilter",
              "org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter",
              "io.undertow.websockets.jsr.JsrWebSocketFilter",
              "org.glassfish.tyrus.servlet.TyrusServletFilter"));

  private final String title;
  private final AtFailure atFailure;

  ServletContainer(String title, AtFailure atFailure) {
    this.title = title;
    this.atFailure = atFailure;
  }

  /**
   * Recognises the container.
   *
   * @param serverInfo what {@code ServletContext.getServerInfo()} returns; operators may change it
   */
  public static ServletContainer of(@Nullable String serverInfo) {
    String info = serverInfo == null ? "" : serverInfo.toLowerCase(Locale.ROOT);
    if (info.startsWith("apache tomcat")) {
      return TOMCAT;
    }
    if (info.startsWith("jetty/")) {
      return JETTY;
    }
    for (ServletContainer container :
        new ServletContainer[] {PAYARA, GLASSFISH, WILDFLY, UNDERTOW, LIBERTY, RESIN}) {
      if (info.contains(container.title.toLowerCase(Locale.ROOT))) {
        return container;
      }
    }
    return UNKNOWN;
  }

  /** The container that the command line names, or null. */
  public static @Nullable ServletContainer named(String name) {
    for (ServletContainer container : values()) {
      if (container.commandLineName().equals(name)) {
        return container;
      }
    }
    return null;
  }

  /** All names that {@link #named} takes, in one line. */
  public static String names() {
    return Stream.of(values())
        .map(ServletContainer::commandLineName)
        .collect(Collectors.joining(", "));
  }

  private String commandLineName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /**
   * Whether an exception from a filter's {@code init} stops the application. Elsewhere the filter
   * must not throw: it could be dropped, and the application served without it.
   */
  public boolean stopsAtFailingFilter() {
    return atFailure == AtFailure.STOPS_AT_FILTER;
  }

  /**
   * Whether nothing that we can do stops an application. Elsewhere a listener or a servlet that
   * throws stops it, or may.
   */
  public boolean servesDespiteFailures() {
    return atFailure == AtFailure.SERVES;
  }

  /** What a configuration with a problem leads to, for the command line. */
  public String outcomeOfProblems() {
    switch (atFailure) {
      case STOPS_AT_FILTER:
        return "a configuration with a problem stops the application";
      case STOPS_AT_SERVLET:
        return "a configuration with a problem stops the application; should it run nevertheless,"
            + " everything covered answers 503";
      case SERVES:
        return "an application whose configuration has a problem runs, and everything covered"
            + " answers 503";
      default:
        return "a configuration with a problem may stop the application; if not, everything covered"
            + " answers 503";
    }
  }

  /**
   * Whether it is known not to run initializers in WEB-INF/lib, such as ours, which adds {@code
   * StrictPathFilter}. Seen: Jetty 9.4.58, for a web.xml before 3.0; one that names no version
   * counts as 2.3.
   *
   * @param version of web.xml, or null where it names none
   */
  public boolean skipsInitializers(@Nullable String version) {
    return this == JETTY && (version == null || version.startsWith("2."));
  }

  /**
   * Whether a filter that an initializer maps before those of web.xml runs behind them. Seen: Resin
   * 4.0.66.
   */
  public boolean putsAddedFiltersLast() {
    return this == RESIN;
  }

  /** Whether {@code /file.txt/} serves the file, without a filter on its path. */
  public boolean servesFilesWithTrailingSlash() {
    return this == RESIN;
  }

  /**
   * Whether a logout ends the session of the request, with all that the application keeps there.
   */
  public boolean endsSessionAtLogout() {
    return this == LIBERTY;
  }

  /**
   * Whether a logout without a user throws exactly where the application has no login mechanism.
   * Seen: Jetty 12 with ee10, whose refusal of a login does not say so, as that of ee8 and before
   * does.
   *
   * @param jakarta whether the Servlet API is {@code jakarta.servlet}
   */
  public boolean logsOutByMechanismAlone(boolean jakarta) {
    return this == JETTY && jakarta;
  }

  /** Whether a session's cookie is no header of the response before that is committed. */
  public boolean hidesSessionCookie() {
    return this == WILDFLY || this == UNDERTOW;
  }

  /** Whether a login takes user and password from an Authorization header where there is one. */
  public boolean prefersAuthorizationHeader() {
    return this == RESIN;
  }

  /**
   * Whether threads that are the first to ask for a user, at the same moment, may leave the
   * application with a realm that accepts anyone, for good. Seen: Resin 4.0.66, which looks for its
   * authenticator then, without a lock.
   */
  public boolean mayLoseRealm() {
    return this == RESIN;
  }

  /**
   * Whether the text of a refused login means that the application has no login mechanism. Jetty: a
   * request that is not logged in is "Already authenticated as UNAUTHENTICATED".
   */
  public static boolean namesNoLoginMechanism(String text) {
    return text.contains("Already authenticated as ") || text.contains("mechanism is configured");
  }

  /** What the container brings along. */
  public ContainerParts parts() {
    return new ContainerParts(
        ownServlets(),
        OWN_FILTERS,
        this == UNDERTOW || this == WILDFLY || this == UNKNOWN,
        this == TOMCAT);
  }

  /** The names of the container's own servlets, for files and pages. */
  Set<String> ownServlets() {
    Set<String> names = new LinkedHashSet<>(Arrays.asList("default", "jsp"));
    if (this == RESIN) {
      names.addAll(
          Arrays.asList(
              "resin-file",
              "resin-jsp",
              "resin-jspx",
              "resin-php",
              "resin-xtp",
              "j_security_check"));
    }
    return names;
  }
}
