// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.it.Await;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.SessionCookieConfig;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class ContainerRealmTest {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private static final Set<String> ROLES = Set.of("user", "admin");

  private final AtomicLong nanos = new AtomicLong(-3);
  private final ContainerRealm login =
      new ContainerRealm(ROLES, ServletContainer.TOMCAT, 64, Duration.ofSeconds(5), nanos::get);
  private final Container container = new Container();
  private final Fakes.Response response = new Fakes.Response();

  /** A container's part of a login, with every habit that was seen in one. */
  public static class Container extends Fakes.Request {
    public final List<String> tried = new ArrayList<>();
    int logins;
    int logouts;
    int sessionsEnded;
    boolean acceptsAnybody;
    boolean makesSessions;
    boolean hasSession;
    boolean endsSessions;
    boolean ownsSession;
    String sessionId = "a1";
    String newSessionId;
    Fakes.Response response = new Fakes.Response();
    List<String> loginCookies = List.of();
    List<String> logoutCookies = List.of();
    Runnable onLogin = () -> {};
    String refusal = "Login failed for ";
    boolean namesNobody;
    RuntimeException trouble;
    Exception logoutTrouble;
    Callable<Void> beforeLogin = () -> null;
    String authType;
    private String user;

    public void login(String name, String password) throws Exception {
      tried.add(name);
      beforeLogin.call();
      hasSession |= makesSessions;
      onLogin.run();
      if (trouble != null) {
        throw trouble;
      }
      if (!acceptsAnybody && !(name.equals("johndoe") && password.equals("secret"))) {
        throw new ServletException(refusal + name + " with " + password);
      }
      user = name;
      logins++;
      sessionId = hasSession && newSessionId != null ? newSessionId : sessionId;
      loginCookies.forEach(cookie -> response.addHeader("Set-Cookie", cookie));
    }

    public void logout() throws Exception {
      logouts++;
      hasSession &= !endsSessions;
      if (user == null) {
        logoutCookies.forEach(cookie -> response.addHeader("Set-Cookie", cookie));
      }
      user = null;
      if (logoutTrouble != null) {
        throw logoutTrouble;
      }
    }

    public Principal getUserPrincipal() {
      return user == null || namesNobody ? null : () -> user;
    }

    public String getAuthType() {
      return authType;
    }

    public boolean isUserInRole(String role) {
      return user != null && role.equals("user");
    }

    public HttpSession getSession(boolean create) {
      assertThat(create).as("nobody makes a session").isFalse();
      if (ownsSession) {
        throw new IllegalStateException("the session of another user");
      }
      return hasSession ? Fakes.as(HttpSession.class, this) : null;
    }

    public ServletContext getServletContext() {
      return Fakes.as(ServletContext.class, this);
    }

    public SessionCookieConfig getSessionCookieConfig() {
      return Fakes.as(SessionCookieConfig.class, new LoginCookiesTest.Config());
    }

    public String getId() {
      return sessionId;
    }

    public void invalidate() {
      sessionsEnded++;
      hasSession = false;
    }
  }

  @BeforeEach
  void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void noUserStaysLoggedIn() {
    LOG.setLevel(null);
    assertThat(container.logouts).isEqualTo(container.logins);
    assertThat(container.getUserPrincipal()).isNull();
  }

  private AuthenticatedUser login(String password) throws Exception {
    return login(login, container, password);
  }

  private AuthenticatedUser login(ContainerRealm realm, Container request, String password)
      throws Exception {
    request.response = response;
    return login(realm, request, "johndoe", password);
  }

  private AuthenticatedUser login(
      ContainerRealm realm, Container request, String user, String password) throws Exception {
    ContainerRealm.attachResponse(request.http(), response.http());
    return realm.authenticate(request.http(), user, password);
  }

  private ContainerRealm realm(Duration patience) {
    return new ContainerRealm(ROLES, ServletContainer.TOMCAT, 1, patience, nanos::get);
  }

  private void passFiveSeconds() {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
  }

  private BearerException refusal(String password) {
    return catchThrowableOfType(BearerException.class, () -> login(password));
  }

  @Test
  void userComesWithTheRolesThatTheRealmKnows() throws Exception {
    AuthenticatedUser user = login("secret");
    assertThat(user.name()).isEqualTo("johndoe");
    assertThat(user.roles()).containsExactly("user");
  }

  @Test
  @DisplayName("the container's own request logs in, and not the wrapper of a filter")
  void wrapperDoesNotLogIn() throws Exception {
    ContainerRealm.attachResponse(container.http(), response.http());
    HttpServletRequest wrapper =
        new HttpServletRequestWrapper(container.http()) {
          @Override
          public void login(String name, String password) {}

          @Override
          public Principal getUserPrincipal() {
            return () -> "intruder";
          }
        };
    assertThat(login.authenticate(wrapper, "johndoe", "secret").name()).isEqualTo("johndoe");
    assertThat(
            catchThrowableOfType(
                    BearerException.class, () -> login.authenticate(wrapper, "intruder", "any"))
                .error())
        .isEqualTo(BearerError.INVALID_GRANT);
  }

  @Test
  @DisplayName("LG-1: what a realm says when it fails may name users, and is not logged")
  void wordsOfAFailureAreNotLogged() {
    container.trouble = new IllegalStateException("se cret", new RuntimeException("se cret"));
    try (CapturedLog log = new CapturedLog(LOG.getName())) {
      assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(log.thrown()).singleElement().asString().contains("IllegalStateException");
      assertThat(log.thrown().toString() + log.lines()).doesNotContain("se cret");
    }
  }

  @Test
  @DisplayName("TE-12, LG-1: a wrong password, and nothing of the container's text")
  void wrongPasswordIsRefused() {
    BearerException refused = refusal("Guess");
    assertThat(refused.error()).isEqualTo(BearerError.INVALID_GRANT);
    assertThat(refused).hasMessage("the realm refused").hasNoCause();
  }

  @Test
  @DisplayName("CF-3: before the first user a random one is tried, once")
  void canaryIsTriedOnce() throws Exception {
    login("secret");
    login("secret");
    assertThat(container.tried).hasSize(3).endsWith("johndoe", "johndoe");
    assertThat(container.tried.get(0)).hasSize(43);
  }

  @Test
  @DisplayName("CF-3: a realm that takes anybody never gives a token")
  void realmThatTakesAnybodyIsNotUsed() {
    container.acceptsAnybody = true;
    assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(container.tried).as("no user was tried").doesNotContain("johndoe").hasSize(1);
  }

  @Test
  @DisplayName("TE-15: a realm that fails is 503, with the cause for the log")
  void realmThatFailsCannotDecide() throws Exception {
    login("secret");
    container.trouble = new NullPointerException();
    BearerException refused = refusal("secret");
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(refused).hasCause(container.trouble);
  }

  @Test
  @DisplayName("TE-15: a realm that is down at the first login is tried again after five seconds")
  void realmThatComesBackIsUsed() throws Exception {
    container.trouble = new IllegalStateException("no connection");
    assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(container.tried).doesNotContain("johndoe");
    container.trouble = null;
    passFiveSeconds();
    assertThat(login("secret").name()).isEqualTo("johndoe");
  }

  @Test
  @DisplayName("while the realm is down, logins ask it once in five seconds, and log one line")
  void realmThatIsDownIsLeftAlone() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      container.trouble = new IllegalStateException("no connection");
      for (int i = 0; i < 1_000; i++) {
        assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
      }
      assertThat(container.tried).hasSize(1);
      passFiveSeconds();
      for (int i = 0; i < 1_000; i++) {
        assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
      }
      assertThat(container.tried).hasSize(2).doesNotContain("johndoe");
      assertThat(log.lines()).filteredOn(line -> !line.startsWith("FINE")).hasSize(1);
    }
  }

  @Test
  @DisplayName("the same where it was usable before")
  void realmThatGoesDownIsLeftAlone() throws Exception {
    login("secret");
    passFiveSeconds();
    container.trouble = new IllegalStateException("no connection");
    container.tried.clear();
    for (int i = 0; i < 1_000; i++) {
      assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    }
    assertThat(container.tried).as("one user, and a random one").hasSize(2);
    container.trouble = null;
    passFiveSeconds();
    assertThat(login("secret").name()).isEqualTo("johndoe");
  }

  @Test
  @DisplayName("a name at which the realm fails does not stop the logins of others")
  void nameAtWhichTheRealmFailsDoesNotStopOthers() throws Exception {
    login("secret");
    container.beforeLogin =
        () -> {
          if (container.tried.get(container.tried.size() - 1).equals("odd")) {
            throw new IllegalStateException("a name that the realm's driver does not bear");
          }
          return null;
        };
    for (int i = 0; i < 100; i++) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
      assertThat(
              catchThrowableOfType(
                      BearerException.class, () -> login(login, container, "odd", "secret"))
                  .error())
          .isEqualTo(BearerError.UNAVAILABLE);
      assertThat(login("secret").name()).isEqualTo("johndoe");
    }
    long random = container.tried.stream().filter(name -> name.length() == 43).count();
    assertThat(random).as("the realm is doubted once in five seconds").isBetween(2L, 11L);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  @DisplayName("a slow realm takes a limited number of threads, and from an address few of them")
  void slowRealmTakesFewThreads() throws Exception {
    ContainerRealm realm = realm(Duration.ofMillis(50));
    login(realm, new Container(), "secret");
    CountDownLatch inside = new CountDownLatch(10);
    CountDownLatch answer = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<AuthenticatedUser>> slow = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Container request = new Container();
        request.beforeLogin =
            () -> {
              inside.countDown();
              answer.await();
              return null;
            };
        slow.add(threads.submit(() -> login(realm, request, "secret")));
      }
      inside.await();
      Container eleventh = new Container();
      assertThat(catchThrowable(() -> login(realm, eleventh, "secret")))
          .isInstanceOf(BearerException.class);
      assertThat(eleventh.tried).isEmpty();
      Container elsewhere = new Container();
      elsewhere.remoteAddr = "192.0.2.2";
      assertThat(
              catchThrowableOfType(
                      BearerException.class, () -> login(realm, elsewhere, "alice", "guess"))
                  .error())
          .isEqualTo(BearerError.INVALID_GRANT);
      answer.countDown();
      for (Future<AuthenticatedUser> one : slow) {
        assertThat(one.get().name()).isEqualTo("johndoe");
      }
    } finally {
      answer.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  @DisplayName("logins at the moment of the first wait for the realm's answer, and get theirs")
  void firstLoginsWaitForTheCanary() throws Exception {
    SlowRealm slow = new SlowRealm();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<AuthenticatedUser> first = threads.submit(() -> login("secret"));
      slow.asked.await();
      List<Future<AuthenticatedUser>> others = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Container other = new Container();
        others.add(threads.submit(() -> login(login, other, "secret")));
      }
      slow.awaitWaiting(8);
      slow.answers.countDown();
      assertThat(first.get().name()).isEqualTo("johndoe");
      for (Future<AuthenticatedUser> other : others) {
        assertThat(other.get().name()).isEqualTo("johndoe");
      }
      assertThat(container.tried).as("one canary").hasSize(2);
    } finally {
      slow.answers.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  @DisplayName("but few of them, and not for long: a slow realm must not take all threads")
  void fewWaitForTheCanary() throws Exception {
    SlowRealm slow = new SlowRealm();
    ContainerRealm patient = realm(Duration.ofMinutes(1));
    ContainerRealm impatient = realm(Duration.ofMillis(1));
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<AuthenticatedUser> first = threads.submit(() -> login(patient, container, "secret"));
      slow.asked.await();
      Container second = new Container();
      Future<AuthenticatedUser> waits = threads.submit(() -> login(patient, second, "secret"));
      slow.awaitWaiting(patient, 1);
      assertUnavailable(patient, new Container(), "too many logins wait");
      slow.answers.countDown();
      assertThat(waits.get().name()).isEqualTo("johndoe");
      assertThat(first.get().name()).isEqualTo("johndoe");
      CountDownLatch answersAgain = slow.again();
      Future<AuthenticatedUser> slowest =
          threads.submit(() -> login(impatient, container, "secret"));
      slow.asked.await();
      assertUnavailable(impatient, new Container(), "has not answered yet");
      answersAgain.countDown();
      assertThat(slowest.get().name()).isEqualTo("johndoe");
    } finally {
      slow.answers.countDown();
      threads.shutdown();
      assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  @DisplayName("those who waited for a realm that failed do not try it one after the other")
  void failureOfTheCanaryIsTheAnswerForAll() throws Exception {
    SlowRealm slow = new SlowRealm();
    container.trouble = new IllegalStateException("no connection");
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<AuthenticatedUser> first = threads.submit(() -> login("secret"));
      slow.asked.await();
      Container second = new Container();
      Future<AuthenticatedUser> other = threads.submit(() -> login(login, second, "secret"));
      slow.awaitWaiting(1);
      slow.answers.countDown();
      assertThat(catchThrowable(first::get)).hasCauseInstanceOf(BearerException.class);
      assertThat(catchThrowable(other::get)).hasCauseInstanceOf(BearerException.class);
      assertThat(second.tried).isEmpty();
      passFiveSeconds();
      assertThat(login(login, second, "secret").name()).isEqualTo("johndoe");
    } finally {
      slow.answers.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  @DisplayName("a first call that never returns stops logins for a minute at most")
  void callThatNeverReturnsIsNotWaitedFor() throws Exception {
    ContainerRealm realm = realm(Duration.ofMillis(1));
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch never = new CountDownLatch(1);
    try {
      List<Future<AuthenticatedUser>> hang = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        CountDownLatch inside = new CountDownLatch(1);
        Container hanging = new Container();
        hanging.beforeLogin =
            () -> {
              inside.countDown();
              never.await();
              return null;
            };
        hang.add(threads.submit(() -> login(realm, hanging, "secret")));
        inside.await();
        assertUnavailable(realm, new Container(), "has not answered yet");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
      }
      assertUnavailable(realm, new Container(), "has not answered yet"); // five threads hang
      never.countDown();
      for (Future<AuthenticatedUser> late : hang) {
        assertThat(late.get().name()).as("an answer, however late").isEqualTo("johndoe");
      }
      assertThat(login(realm, new Container(), "secret").name()).isEqualTo("johndoe");
    } finally {
      never.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("after a minute the next login asks a realm anew that is well for all others")
  void nextLoginAsksAnew() throws Exception {
    ContainerRealm realm = realm(Duration.ofMillis(1));
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    Container broken = new Container();
    broken.trouble = new IllegalStateException("no connection");
    for (int i = 0; i < 6; i++) { // trials that have ended hang no longer
      assertUnavailableAfterTrial(realm, broken);
    }
    try {
      container.beforeLogin =
          () -> {
            inside.countDown();
            never.await();
            return null;
          };
      Future<AuthenticatedUser> hangs = threads.submit(() -> login(realm, container, "secret"));
      inside.await();
      assertUnavailable(realm, new Container(), "has not answered yet");
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
      assertThat(login(realm, new Container(), "secret").name()).isEqualTo("johndoe");
      assertThat(hangs.isDone()).isFalse();
    } finally {
      never.countDown();
      threads.shutdownNow();
    }
  }

  private void assertUnavailableAfterTrial(ContainerRealm realm, Container broken) {
    broken.tried.clear();
    assertThat(catchThrowableOfType(BearerException.class, () -> login(realm, broken, "secret")))
        .isNotNull();
    assertThat(broken.tried).as("a random user").hasSize(1);
    passFiveSeconds();
  }

  private void assertUnavailable(ContainerRealm realm, Container request, String reason) {
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> login(realm, request, "secret"));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(refused).hasMessageContaining(reason);
    assertThat(request.tried).isEmpty();
  }

  /** Lets the container wait before it answers the canary. */
  private final class SlowRealm {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);

    SlowRealm() {
      again();
    }

    CountDownLatch again() {
      CountDownLatch nowAsked = new CountDownLatch(1);
      CountDownLatch nowAnswers = new CountDownLatch(1);
      asked = nowAsked;
      answers = nowAnswers;
      container.beforeLogin =
          () -> {
            nowAsked.countDown();
            nowAnswers.await();
            return null;
          };
      return nowAnswers;
    }

    void awaitWaiting(int count) {
      awaitWaiting(login, count);
    }

    void awaitWaiting(ContainerRealm realm, int count) {
      Await.until("waiting logins", Duration.ofSeconds(30), () -> realm.waiting() >= count);
    }
  }

  @Test
  @DisplayName("TE-15: a login without a name is no login")
  void loginWithoutAPrincipalIsNone() throws Exception {
    login("secret");
    container.namesNobody = true;
    assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    container.namesNobody = false;
  }

  @Test
  @DisplayName("TE-15: a logout that fails gives no token")
  void logoutThatFailsGivesNoToken() throws Exception {
    login("secret");
    container.logoutTrouble = new ServletException("x");
    assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    container.logoutTrouble = new IllegalStateException("x");
    assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
  }

  @Test
  @DisplayName("BX-10: a session that the login made ends with it")
  void newSessionIsEnded() throws Exception {
    container.makesSessions = true;
    login("secret");
    refusal("wrong");
    assertThat(container.hasSession).isFalse();
    assertThat(container.sessionsEnded).as("canary, right and wrong").isEqualTo(3);
  }

  @Test
  void sessionThatWasThereBeforeStays() throws Exception {
    container.hasSession = true;
    login("secret");
    assertThat(container.sessionsEnded).isZero();
    assertThat(container.hasSession).isTrue();
  }

  @Test
  @DisplayName("Tomcat's single sign-on sets cookies at a login, and at a logout of no user")
  void cookiesOfTheLoginAreRemoved() throws Exception {
    container.makesSessions = true;
    container.loginCookies = List.of("JSESSIONIDSSO=b2; Path=/", "JSESSIONID=a1; Path=/demo");
    container.logoutCookies = container.loginCookies;
    response.addHeader("Set-Cookie", "theme=dark");
    response.addHeader("Strict-Transport-Security", "max-age=1");
    response.setContentType("text/plain");
    response.status = 202;
    login("secret");
    refusal("wrong");
    assertThat(response.headers).hasSize(3);
    assertThat(response.header("Set-Cookie")).isEqualTo("theme=dark");
    assertThat(response.header("Strict-Transport-Security")).isEqualTo("max-age=1");
    assertThat(response.header("Content-Type")).isEqualTo("text/plain");
    assertThat(response.status).isEqualTo(202);
  }

  @Test
  @DisplayName("on WildFly and Undertow the cookie of the login's session is no header yet")
  void hiddenCookieOfTheLoginsSessionIsRemoved() throws Exception {
    LoginCookiesTest.Undertow undertow = new LoginCookiesTest.Undertow();
    ContainerRealm realm = new ContainerRealm(ROLES, ServletContainer.UNDERTOW);
    container.makesSessions = true;
    container.onLogin = () -> undertow.addCookie(LoginCookiesTest.cookie("JSESSIONID", "/demo"));
    ContainerRealm.attachResponse(container.http(), undertow.http());
    realm.authenticate(container.http(), "johndoe", "secret");
    assertThat(undertow.cookies).isEmpty();
    container.hasSession = true;
    ContainerRealm.attachResponse(container.http(), undertow.http());
    realm.authenticate(container.http(), "johndoe", "secret");
    assertThat(undertow.cookies).as("of the session that stays").hasSize(1);
  }

  @Test
  @DisplayName("a session that stays keeps its cookie, with the id that the login gave it")
  void newIdOfTheApplicationsSessionIsSent() throws Exception {
    container.hasSession = true;
    container.newSessionId = "c3";
    container.loginCookies = List.of("JSESSIONIDSSO=b2; Path=/", "JSESSIONID=c3; Path=/demo");
    login("secret");
    assertThat(container.hasSession).isTrue();
    assertThat(response.header("Set-Cookie")).isEqualTo("JSESSIONID=c3; Path=/demo");
  }

  @Test
  @DisplayName("on Liberty a logout would end the application's session: no login there")
  void sessionThatALogoutWouldEndIsLeftAlone() {
    ContainerRealm liberty = new ContainerRealm(ROLES, ServletContainer.LIBERTY);
    container.endsSessions = true;
    container.hasSession = true;
    assertSessionWouldEnd(liberty);
    container.ownsSession = true;
    assertSessionWouldEnd(liberty);
    container.ownsSession = false;
    assertThat(container.tried).isEmpty();
    assertThat(container.hasSession).isTrue();
  }

  @Test
  @DisplayName("the same with single sign-on, once a login has revealed it")
  void logoutThatEndsSessionsIsLearned() throws Exception {
    container.makesSessions = true;
    container.endsSessions = true;
    login("secret");
    assertThat(container.sessionsEnded).as("canary; the user's ended by itself").isEqualTo(1);
    container.hasSession = true;
    assertSessionWouldEnd(login);
    assertThat(container.hasSession).isTrue();
  }

  @Test
  @DisplayName("with single sign-on, a login that has ended its session reveals it, too")
  void logoutThatHasEndedItsSessionIsLearned() throws Exception {
    container.endsSessions = true;
    container.onLogin =
        () -> container.hasSession |= container.tried.size() > 1; // the canary fails
    container.hasSession = true;
    login("secret");
    assertThat(container.hasSession).isFalse();
    container.hasSession = true;
    assertSessionWouldEnd(login);
    assertThat(container.hasSession).isTrue();
  }

  @Test
  @DisplayName("a session that another request ends meanwhile reveals nothing")
  void sessionThatEndsMeanwhileIsNotLearned() throws Exception {
    container.hasSession = true;
    login("secret");
    container.onLogin = () -> container.hasSession = false;
    login("secret");
    container.onLogin = () -> {};
    container.hasSession = true;
    login("secret");
    assertThat(container.hasSession).isTrue();
  }

  private void assertSessionWouldEnd(ContainerRealm realm) {
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> login(realm, container, "secret"));
    assertThat(refused.error()).isEqualTo(BearerError.INVALID_REQUEST);
    assertThat(refused.description()).contains("session", "without cookies");
  }

  @Test
  @DisplayName("a login that fails is not logged out, and touches no session")
  void failedLoginIsNotLoggedOut() throws Exception {
    container.hasSession = true;
    container.endsSessions = true;
    refusal("wrong");
    assertThat(container.logouts).isZero();
    assertThat(container.hasSession).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authenticated failed for username 'x'. Already authenticated as UNAUTHENTICATED",
        "No authentication mechanism is configured for 'WebApp[demo]'"
      })
  @DisplayName("Jetty or Resin without a login mechanism: 503, and one line with the cure")
  void missingMechanismIsUnavailable(String text) {
    container.refusal = text;
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("SEVERE")
          .contains("no login mechanism", "login-config", "docs/troubleshooting.md#realm");
    }
    assertThat(container.tried).as("no user was tried").hasSize(1);
  }

  @Test
  @DisplayName("no user name can make a refusal look like that")
  void refusalOfAUserIsNoMissingMechanism() throws Exception {
    login("secret");
    container.refusal = "Authentication failed for username 'Already authenticated as x'";
    assertThat(refusal("wrong").error()).isEqualTo(BearerError.INVALID_GRANT);
  }

  @Test
  @DisplayName("CF-3: a realm that takes anybody from now on, as Resin's may, gives no token")
  void realmThatIsLostIsNotUsed() throws Exception {
    ContainerRealm resin = new ContainerRealm(ROLES, ServletContainer.RESIN);
    assertThat(login(resin, container, "secret").name()).isEqualTo("johndoe");
    container.acceptsAnybody = true;
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> login(resin, container, "secret"));
    assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(container.logouts).isEqualTo(container.logins);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  @DisplayName("no other thread asks for a user before the random one was refused")
  void othersLookForAUserAfterTheCanary() throws Exception {
    SlowRealm slow = new SlowRealm();
    AtomicInteger looks = new AtomicInteger();
    Container second =
        new Container() {
          @Override
          public Principal getUserPrincipal() {
            looks.incrementAndGet();
            return super.getUserPrincipal();
          }
        };
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<AuthenticatedUser> first = threads.submit(() -> login("secret"));
      slow.asked.await();
      Future<AuthenticatedUser> other = threads.submit(() -> login(login, second, "secret"));
      slow.awaitWaiting(1);
      assertThat(looks).hasValue(0);
      slow.answers.countDown();
      assertThat(first.get().name()).isEqualTo("johndoe");
      assertThat(other.get().name()).isEqualTo("johndoe");
    } finally {
      slow.answers.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  @DisplayName(
      "a first login that is not fit to try the realm leaves that to those who wait for it")
  void unfitRequestTriesNothing() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    Container unfit =
        new Container() {
          @Override
          public String getAuthType() {
            asked.countDown();
            assertThat(catchThrowable(answers::await)).isNull();
            return "FORM";
          }
        };
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<AuthenticatedUser> first = threads.submit(() -> login(login, unfit, "secret"));
      asked.await();
      Future<AuthenticatedUser> other = threads.submit(() -> login(login, container, "secret"));
      Await.until("it waits", Duration.ofSeconds(30), () -> login.waiting() == 1);
      answers.countDown();
      assertThat(catchThrowable(first::get).getCause())
          .isInstanceOfSatisfying(
              BearerException.class,
              e -> assertThat(e.error()).isEqualTo(BearerError.INVALID_REQUEST));
      assertThat(other.get().name()).isEqualTo("johndoe");
      assertThat(unfit.tried).isEmpty();
      assertThat(container.tried).as("a random user first").hasSize(2);
    } finally {
      answers.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void requestThatIsLoggedInIsRefused() {
    container.authType = "FORM";
    BearerException refused = catchThrowableOfType(BearerException.class, () -> login("secret"));
    assertThat(refused.error()).isEqualTo(BearerError.INVALID_REQUEST);
    assertThat(refused.description()).contains("already logged this request in");
    assertThat(container.tried).isEmpty();
  }
}
