// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.http.RefusedException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.ServletException;
import javax.servlet.http.HttpSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RealmLoginTest {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final RealmLogin login = new RealmLogin(Set.of("user", "admin"));
  private final Container container = new Container();

  /** A container's part of a login, with every habit that was seen in one. */
  public static class Container extends Fakes.Request {
    final List<String> tried = new ArrayList<>();
    int logouts;
    int sessionsEnded;
    boolean acceptsAnybody;
    boolean makesSessions;
    boolean hasSession;
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
      if (trouble != null) {
        throw trouble;
      }
      if (!acceptsAnybody && !(name.equals("johndoe") && password.equals("secret"))) {
        throw new ServletException("Login failed for " + name + " with " + password);
      }
      user = name;
    }

    public void logout() throws Exception {
      logouts++;
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
      return hasSession ? Fakes.as(HttpSession.class, this) : null;
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
  void nobodyStaysLoggedIn() {
    LOG.setLevel(null);
    assertThat(container.logouts).isEqualTo(container.tried.size());
    assertThat(container.getUserPrincipal()).isNull();
  }

  private AuthenticatedUser login(String password) throws Exception {
    return login.login(container.http(), "johndoe", password);
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
  @DisplayName("TE-15: a realm that is down at the first login is tried again at the next")
  void realmThatComesBackIsUsed() throws Exception {
    container.trouble = new IllegalStateException("no connection");
    assertThat(refusal("secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(container.tried).doesNotContain("johndoe");
    container.trouble = null;
    assertThat(login("secret").name()).isEqualTo("johndoe");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  @DisplayName("TE-15: nobody waits for a slow realm's first answer but the one who asked")
  void nobodyQueuesBehindTheCanary() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    container.beforeLogin =
        () -> {
          asked.countDown();
          answers.await();
          return null;
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<AuthenticatedUser> first = thread.submit(() -> login("secret"));
      asked.await();
      Container second = new Container();
      BearerException refused =
          catchThrowableOfType(
              BearerException.class, () -> login.login(second.http(), "johndoe", "secret"));
      assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(second.tried).isEmpty();
      answers.countDown();
      assertThat(first.get().name()).isEqualTo("johndoe");
      assertThat(login.login(second.http(), "johndoe", "secret").name()).isEqualTo("johndoe");
    } finally {
      answers.countDown();
      thread.shutdownNow();
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
  void requestThatIsLoggedInAlreadyIsTold() {
    container.authType = "FORM";
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> login("secret"));
    assertThat(refused.refusal().error()).isEqualTo(BearerError.INVALID_REQUEST);
    assertThat(refused.refusal().description()).contains("already logged this request in");
    assertThat(container.tried).isEmpty();
  }
}
