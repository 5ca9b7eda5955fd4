// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.DispatcherType;
import javax.servlet.FilterConfig;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.ServletRegistration;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.SessionCookieConfig;
import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What filter and servlet do when the start fails; real containers are asked by the matrix. */
class ClosedStartTest {
  private static final String STOPPING = "Apache Tomcat/9.0.117";
  private static final String SERVING = "IBM WebSphere Liberty/22.0.0.12";
  private static final String DROPPING = "Payara Micro  5.2022.5";
  private static final String UNKNOWN = "Some Server/1.0";

  /** A verifier whose constructor fails by an Error that no application expects. */
  public static final class Failing implements TokenVerifier {
    public Failing() {
      throw new StackOverflowError("on purpose");
    }

    @Override
    public BearerToken verify(String token) {
      throw new AssertionError("never made");
    }
  }

  /** A verifier whose constructor waits, as for a database that does not answer. */
  public static final class Hanging implements TokenVerifier {
    static final CountDownLatch BEGUN = new CountDownLatch(1);
    static final CountDownLatch END = new CountDownLatch(1);

    public Hanging() throws InterruptedException {
      BEGUN.countDown();
      END.await();
    }

    @Override
    public BearerToken verify(String token) {
      throw new AssertionError("not asked here");
    }
  }

  /** Counts how often it was made. */
  public static final class Counted implements TokenVerifier {
    static final AtomicInteger MADE = new AtomicInteger();

    public Counted() {
      MADE.incrementAndGet();
    }

    @Override
    public BearerToken verify(String token) {
      throw new AssertionError("not asked here");
    }
  }

  /** Closed with its application. */
  public static final class Closable implements TokenVerifier, AutoCloseable {
    static final AtomicInteger OPEN = new AtomicInteger();

    public Closable() {
      OPEN.incrementAndGet();
    }

    @Override
    public BearerToken verify(String token) {
      throw new AssertionError("not asked here");
    }

    @Override
    public void close() {
      OPEN.decrementAndGet();
    }
  }

  /** Users whose constructor fails. */
  public static final class NoUsers implements UserAuthenticator {
    public NoUsers() {
      throw new IllegalStateException("on purpose");
    }

    @Override
    public AuthenticatedUser authenticate(HttpServletRequest request, String name, String word) {
      throw new AssertionError("never made");
    }
  }

  /** A verifier whose constructor makes a part of the same application start. */
  public static final class Impatient implements TokenVerifier {
    static final List<String> REFUSALS = new ArrayList<>();
    static Context context = new Context(STOPPING);

    public Impatient() {
      try {
        new BearerFilter().init(context.filterConfig());
      } catch (ServletException e) {
        REFUSALS.add(e.getMessage());
      }
    }

    @Override
    public BearerToken verify(String token) {
      throw new AssertionError("not asked here");
    }
  }

  /** One component as a container registers it. */
  public record Component(String className, List<String> patterns, Map<String, String> parameters) {
    public String getClassName() {
      return className;
    }

    public Map<String, String> getInitParameters() {
      return parameters;
    }

    public Collection<String> getUrlPatternMappings() {
      return patterns;
    }

    public Collection<String> getServletNameMappings() {
      return List.of();
    }

    public Collection<String> getMappings() {
      return patterns;
    }
  }

  /** An application with one filter and the companion. */
  public static final class Context {
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private final String serverInfo;
    private final String[] parameters;
    private boolean hasFilter = true;
    private String contextUsers = "container";
    private String head = "";
    private String more = "";
    private Runnable listing = () -> {};

    Context(String serverInfo, String... parameters) {
      this.serverInfo = serverInfo;
      this.parameters = parameters;
    }

    public String getServerInfo() {
      return serverInfo;
    }

    public SessionCookieConfig getSessionCookieConfig() {
      return null;
    }

    public String getContextPath() {
      return "/shop";
    }

    public String getServletContextName() {
      return "Shop";
    }

    public ClassLoader getClassLoader() {
      return ClosedStartTest.class.getClassLoader();
    }

    public Enumeration<String> getInitParameterNames() {
      return Collections.enumeration(List.of("bearer.users"));
    }

    public String getInitParameter(String name) {
      return contextUsers;
    }

    public Object getAttribute(String name) {
      return attributes.get(name);
    }

    public void setAttribute(String name, Object value) {
      attributes.put(name, value);
    }

    public void removeAttribute(String name) {
      attributes.remove(name);
    }

    public InputStream getResourceAsStream(String path) {
      return WebXmlText.stream(
          head
              + app(
                  WebXmlText.filter("bearer", parameters),
                  filterMapping("bearer", "/*"),
                  COMPANION,
                  more));
    }

    public Map<String, FilterRegistration> getFilterRegistrations() {
      listing.run();
      Map<String, String> own = new ConcurrentHashMap<>();
      for (int i = 0; i < parameters.length; i += 2) {
        own.put(parameters[i], parameters[i + 1]);
      }
      Component filter = new Component(WebXmlText.FILTER_CLASS, List.of("/*"), own);
      return hasFilter ? Map.of("bearer", Fakes.as(FilterRegistration.class, filter)) : Map.of();
    }

    public Map<String, ServletRegistration> getServletRegistrations() {
      Component companion =
          new Component(
              WebXmlText.SERVLET_CLASS,
              List.of("/token", "/openapi.json", "/docs/*"),
              hasFilter ? Map.of() : Map.of(parameters[0], parameters[1]));
      return Map.of("companion", Fakes.as(ServletRegistration.class, companion));
    }

    FilterConfig filterConfig() {
      return Fakes.as(FilterConfig.class, new Config(this, "bearer"));
    }

    ServletConfig servletConfig() {
      return Fakes.as(ServletConfig.class, new Config(this, "companion"));
    }
  }

  /** What a container hands to init. */
  public record Config(Context context, String name) {
    public ServletContext getServletContext() {
      return Fakes.as(ServletContext.class, context);
    }

    public String getFilterName() {
      return name;
    }

    public String getServletName() {
      return name;
    }
  }

  private static Fakes.Response ask(BearerFilter filter) throws Exception {
    Fakes.Request request = new Fakes.Request().header("Authorization", "Bearer any");
    Fakes.Response response = new Fakes.Response();
    filter.doFilter(
        request.http(),
        response.http(),
        (ServletRequest passed, ServletResponse answered) -> {
          throw new AssertionError("the application ran");
        });
    return response;
  }

  private static void assertClosed(Fakes.Response response) {
    assertThat(response.status).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("60");
    assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    assertThat(response.text()).contains("\"temporarily_unavailable\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVING, DROPPING, UNKNOWN, ""})
  void filterStaysClosedWhereItsExceptionMightLeaveTheApplicationOpen(String serverInfo)
      throws Exception {
    for (String[] parameters :
        new String[][] {
          {"autoEror", "true"}, {"autoError", "maybe"}, {"verify", Failing.class.getName()}
        }) {
      BearerFilter filter = new BearerFilter();
      filter.init(new Context(serverInfo, parameters).filterConfig());
      assertClosed(ask(filter));
      filter.destroy();
      assertClosed(ask(filter));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {STOPPING, "Apache Tomcat (TomEE)/9.0.68 (8.0.13)", "jetty/9.4.58"})
  void filterThrowsWhereThatStopsTheApplication(String serverInfo) throws Exception {
    BearerFilter filter = new BearerFilter();
    FilterConfig config = new Context(serverInfo, "autoEror", "true").filterConfig();
    assertThatThrownBy(() -> filter.init(config))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("1 configuration problem");
    assertClosed(ask(filter));
  }

  @ParameterizedTest
  @ValueSource(strings = {STOPPING, DROPPING, UNKNOWN})
  void servletThrowsWhereThatMayStopTheApplication(String serverInfo) {
    ServletConfig config = new Context(serverInfo, "autoEror", "true").servletConfig();
    assertThatThrownBy(() -> new BearerServlet().init(config)).isInstanceOf(ServletException.class);
  }

  @Test
  void servletThatStartsAfterOneThatThrewStaysClosed() throws Exception {
    Context context = new Context(UNKNOWN, "autoEror", "true");
    new BearerFilter().init(context.filterConfig());
    assertThatThrownBy(() -> new BearerServlet().init(context.servletConfig()))
        .isInstanceOf(ServletException.class);
    BearerServlet again = new BearerServlet();
    again.init(context.servletConfig());
    Fakes.Response response = new Fakes.Response();
    again.service((ServletRequest) new Fakes.Request().http(), response.http());
    assertClosed(response);
  }

  @Test
  void servletStaysClosedWhereNothingStopsTheApplication() throws Exception {
    BearerServlet servlet = new BearerServlet();
    servlet.init(new Context(SERVING, "autoEror", "true").servletConfig());
    Fakes.Response response = new Fakes.Response();
    servlet.service((ServletRequest) new Fakes.Request().http(), response.http());
    assertClosed(response);
  }

  @Test
  void filterThatHasNotStartedIsClosed() throws Exception {
    assertClosed(ask(new BearerFilter()));
  }

  @Test
  void closedFilterThrowsWhereItCannotAnswer() {
    Fakes.Request included = new Fakes.Request();
    included.dispatcherType = DispatcherType.INCLUDE;
    assertThatThrownBy(
            () ->
                new BearerFilter()
                    .doFilter(included.http(), new Fakes.Response().http(), (a, b) -> {}))
        .isInstanceOf(ServletException.class);
  }

  @Test
  void failedStartIsLoggedOnceAndSaysWhatIsClosed() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      Context context = new Context(SERVING, "verify", Failing.class.getName());
      new BearerFilter().init(context.filterConfig());
      new BearerFilter().init(context.filterConfig());
      new BearerServlet().init(context.servletConfig());
      List<String> severe = new ArrayList<>(log.lines());
      severe.removeIf(line -> !line.startsWith("SEVERE"));
      assertThat(severe).hasSize(1);
      assertThat(severe.get(0))
          .contains(
              "Liberty runs the application nevertheless. CLOSED (503): /*, /docs/*, /openapi.json,"
                  + " /token. NOT closed: everything else.",
              "SB106",
              "java.lang.StackOverflowError")
          .doesNotContain("on purpose");
    }
  }

  @Test
  void missingClassIsNamedWithItsCure() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      Context context = new Context(SERVING);
      context.listing = () -> sneak(new NoClassDefFoundError("com/google/gson/Gson"));
      new BearerFilter().init(context.filterConfig());
      assertThat(log.lines().toString())
          .contains("NoClassDefFoundError: com.google.gson.Gson. Take the drop-in JAR");
    }
  }

  @Test
  void startThatFailsTellsWarningsToo() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      Context context = new Context(SERVING, "autoEror", "true");
      context.more =
          "<context-param><param-name>openPaths</param-name><param-value>/</param-value>"
              + "</context-param>";
      new BearerFilter().init(context.filterConfig());
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0)).contains("1 configuration problem", "autoEror");
      assertThat(log.lines().get(1)).contains("SB101 context-param openPaths is not read");
    }
  }

  @Test
  void startThatFailsUnexpectedlyIsClosedAndItsMessageIsNotLogged() throws Exception {
    for (Throwable failure :
        List.of(new IllegalStateException("se cret"), new NoClassDefFoundError("se cret"))) {
      try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
        Context context = new Context(SERVING, "verify", Counted.class.getName());
        context.listing = () -> sneak(failure);
        BearerFilter filter = new BearerFilter();
        filter.init(context.filterConfig());
        assertClosed(ask(filter));
        assertThat(log.lines().toString()).contains("SB213", "the start failed by");
        assertThat(log.thrown())
            .singleElement()
            .asString()
            .contains(failure.getClass().getName())
            .doesNotContain("se cret");
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void failedStartClosesWhatItHasMade() throws Exception {
    Closable.OPEN.set(0);
    Context context = new Context(SERVING, "verify", Closable.class.getName());
    context.contextUsers = NoUsers.class.getName();
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      BearerFilter filter = new BearerFilter();
      filter.init(context.filterConfig());
      assertClosed(ask(filter));
      assertThat(log.lines().toString()).contains(NoUsers.class.getName());
    }
    assertThat(Closable.OPEN).hasValue(0);
  }

  @Test
  void partThatAsksDuringTheStartIsRefused() throws Exception {
    Context context = new Context(STOPPING, "verify", Impatient.class.getName());
    Impatient.context = context;
    Impatient.REFUSALS.clear();
    BearerFilter filter = new BearerFilter();
    filter.init(context.filterConfig());
    filter.destroy();
    assertThat(Impatient.REFUSALS)
        .containsExactly("Servlet Bearer: the application has not started yet.");
  }

  @Test
  void externalEntitiesOfWebXmlAreWarnedOf() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      Context context = new Context(UNKNOWN, "verify", Counted.class.getName());
      context.head = "<!DOCTYPE web-app [<!ENTITY roles SYSTEM \"roles.xml\">]>";
      BearerFilter filter = new BearerFilter();
      filter.init(context.filterConfig());
      filter.destroy();
      assertThat(log.lines())
          .anyMatch(
              line -> line.startsWith("WARNING") && line.contains("web.xml has external entities"));
    }
  }

  /** Tomcat goes on after a servlet that throws. */
  @Test
  void applicationWithoutAFilterIsNotSaidToBeStopped() {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      Context context = new Context(STOPPING, "accessTokenLifetime", "soon");
      context.hasFilter = false;
      assertThatThrownBy(() -> new BearerServlet().init(context.servletConfig()))
          .isInstanceOf(ServletException.class);
      assertThat(log.lines().toString())
          .contains("If it runs nevertheless: CLOSED (503): /docs/*, /openapi.json, /token. NOT")
          .doesNotContain("NOT started");
    }
  }

  @Test
  void componentsThatStartAtOnceMakeOneRuntime() throws Exception {
    Counted.MADE.set(0);
    Context context = new Context(UNKNOWN, "verify", Counted.class.getName());
    int times = 8;
    CyclicBarrier together = new CyclicBarrier(times);
    ExecutorService threads = Executors.newFixedThreadPool(times);
    List<BearerFilter> filters = new ArrayList<>();
    try {
      List<Future<BearerFilter>> starts = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        Callable<BearerFilter> start =
            () -> {
              BearerFilter filter = new BearerFilter();
              together.await(20, TimeUnit.SECONDS);
              filter.init(context.filterConfig());
              return filter;
            };
        starts.add(threads.submit(start));
      }
      for (Future<BearerFilter> start : starts) {
        filters.add(start.get(20, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Counted.MADE).hasValue(1);
    filters.forEach(BearerFilter::destroy);
    assertThat(context.attributes)
        .as("the last to go closes it, and leaves the lock for who comes next")
        .containsOnlyKeys("io.github.servletbearer.internal.BearerRuntime.lock");
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void applicationWhoseStartHangsKeepsNoOtherFromStarting() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Context hanging = new Context(UNKNOWN, "verify", Hanging.class.getName());
      BearerFilter late = new BearerFilter();
      Future<Void> start =
          threads.submit(
              () -> {
                late.init(hanging.filterConfig());
                return null;
              });
      Hanging.BEGUN.await();
      Context other = new Context(UNKNOWN, "verify", Counted.class.getName());
      Future<Void> free =
          threads.submit(
              () -> {
                BearerFilter filter = new BearerFilter();
                filter.init(other.filterConfig());
                filter.destroy();
                return null;
              });
      free.get(20, TimeUnit.SECONDS);
      assertThat(start).isNotDone();
      Hanging.END.countDown();
      start.get();
      late.destroy();
    } finally {
      Hanging.END.countDown();
      threads.shutdownNow();
    }
  }
}
