// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resin's own login is in the tests of the containers. */
class LoginDispatchTest {
  /** A request that a container dispatches as it is given, without what wraps it. */
  public static final class Request extends Fakes.Request {
    private Exception failure;
    private boolean isDispatched = true;

    Request() {
      header("Authorization", "Basic bG9uZzpnb25l").header("Accept", "a", "b");
    }

    public RequestDispatcher getRequestDispatcher(String path) {
      return Fakes.as(RequestDispatcher.class, new Dispatcher(this, path));
    }
  }

  /** What a container gives for a path. */
  public record Dispatcher(Request from, String path) {
    public void include(ServletRequest request, ServletResponse response)
        throws ServletException, IOException {
      if (from.failure instanceof ServletException refusal) {
        throw refusal;
      }
      if (from.failure instanceof IOException broken) {
        throw broken;
      }
      if (from.isDispatched && path.equals("/token")) {
        assertThat(LoginDispatch.handle((HttpServletRequest) request)).isTrue();
      }
    }
  }

  private final Request request = new Request();

  private AuthenticatedUser run(LoginDispatch.Work work) throws Exception {
    return LoginDispatch.run(request.http(), new Fakes.Response().http(), work);
  }

  private static AuthenticatedUser user() {
    return AuthenticatedUser.of("johndoe", List.of());
  }

  @Test
  @DisplayName("the login sees the request as it is, without its Authorization header")
  void headerIsHidden() throws Exception {
    AuthenticatedUser found =
        run(
            own -> {
              assertThat(own.getHeader("authorization")).isNull();
              assertThat(Collections.list(own.getHeaders("Authorization"))).isEmpty();
              assertThat(Collections.list(own.getHeaders("Accept"))).containsExactly("a", "b");
              assertThat(own.getRemoteAddr()).isEqualTo("192.0.2.1");
              return user();
            });
    assertThat(found.name()).isEqualTo("johndoe");
    assertThat(request.attributes).as("what a request could be taken for a dispatch by").isEmpty();
    assertThat(LoginDispatch.handle(request.http())).isFalse();
  }

  @Test
  void refusalOfTheLoginIsItsResult() {
    ServletException refusal = new ServletException("wrong");
    assertThatThrownBy(
            () ->
                run(
                    own -> {
                      throw refusal;
                    }))
        .isSameAs(refusal);
    BearerException failure = new BearerException(BearerError.TOO_BUSY, "x");
    assertThatThrownBy(
            () ->
                run(
                    own -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @ParameterizedTest
  @ValueSource(classes = {ServletException.class, IOException.class})
  @DisplayName("a dispatch that fails is no wrong password, and one that leads elsewhere no user")
  void failureOfTheDispatchIsUnavailable(Class<? extends Exception> kind) throws Exception {
    request.failure = kind.getConstructor(String.class).newInstance("x");
    assertThat(error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(request.attributes).isEmpty();
    request.failure = null;
    request.isDispatched = false;
    assertThat(error()).isEqualTo(BearerError.UNAVAILABLE);
  }

  private BearerError error() {
    return catchThrowableOfType(BearerException.class, () -> run(own -> user())).error();
  }

  @Test
  @DisplayName("an attribute of that name that a connector has set, as AJP can, is no dispatch")
  void foreignAttributeIsNoDispatch() {
    request.attributes.put(LoginDispatch.class.getName(), "x");
    assertThat(LoginDispatch.handle(request.http())).isFalse();
  }
}
