// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** forwardAuthorization: whether the application sees the header that has the token. */
class ForwardAuthorizationTest {
  private static final String[] HIDDEN = {"forwardAuthorization", "false"};

  private final GuardedApplication app = new GuardedApplication(new Headers());

  /** A request that can say all of its headers. */
  public static final class Headers extends Fakes.Request {
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(headers.keySet());
    }

    public int getIntHeader(String name) {
      return getHeader(name) == null ? -1 : Integer.parseInt(getHeader(name));
    }

    public long getDateHeader(String name) {
      return getIntHeader(name);
    }
  }

  @BeforeEach
  void sendToken() {
    app.request.header("Authorization", "Bearer good").header("X-Number", "7");
  }

  private static void assertHidden(HttpServletRequest seen) {
    for (String name : new String[] {"Authorization", "authorization", "AUTHORIZATION"}) {
      assertThat(seen.getHeader(name)).isNull();
      assertThat(Collections.list(seen.getHeaders(name))).isEmpty();
      assertThat(seen.getIntHeader(name)).isEqualTo(-1);
      assertThat(seen.getDateHeader(name)).isEqualTo(-1);
    }
    assertThat(Collections.list(seen.getHeaderNames())).containsExactly("X-Number");
    assertThat(seen.getHeader("x-number")).isEqualTo("7");
    assertThat(Collections.list(seen.getHeaders("X-Number"))).isEqualTo(List.of("7"));
    assertThat(seen.getIntHeader("X-Number")).isEqualTo(7);
    assertThat(seen.getDateHeader("X-Number")).isEqualTo(7);
  }

  @Test
  void headerIsForwardedUnlessSet() throws Exception {
    app.run(app.guard());
    assertThat(app.passed.getHeader("Authorization")).isEqualTo("Bearer good");
    assertThat(Collections.list(app.passed.getHeaderNames())).contains("Authorization");
  }

  @Test
  @DisplayName("E4: no method of the request shows the header, and the user is still the token's")
  void headerIsHidden() throws Exception {
    app.run(app.guard(HIDDEN));
    assertHidden(app.passed);
    assertThat(app.passed.getAuthType()).isEqualTo("Bearer");
    assertThat(app.passed.getRemoteUser()).isEqualTo("johndoe");
    assertThat(app.request.attributes).containsEntry("token", "good");
  }

  @Test
  @DisplayName("a second filter, and a second dispatch, judge the token that is hidden already")
  void nextGuardSeesTheToken() throws Exception {
    app.run(app.guard(HIDDEN));
    HttpServletRequest wrapped = new HttpServletRequestWrapper(app.passed);
    app.run(app.guard("requiredScopes", "a"), wrapped);
    assertThat(app.passed).isNotNull();
    assertHidden(app.passed);
    app.run(app.guard("requiredScopes", "admin"), wrapped);
    assertThat(app.response.status).isEqualTo(403);
  }

  @Test
  void requestIsWrappedOnce() throws Exception {
    RequestGuard guard = app.guard(HIDDEN);
    app.run(guard);
    HttpServletRequest first = app.passed;
    app.run(guard, first);
    assertThat(app.passed).isSameAs(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"issued", "presence"})
  @DisplayName("a second pass of the raw request, as of an async dispatch, hides it again")
  void rawRequestOfSecondPassIsWrapped(String verify) throws Exception {
    RequestGuard guard = app.guard("forwardAuthorization", "false", "verify", verify);
    app.run(guard);
    assertHidden(app.passed);
    app.run(guard);
    assertHidden(app.passed);
  }

  @Test
  @DisplayName("presence behind a verified token hides it as well")
  void presenceAfterVerification() throws Exception {
    app.run(app.guard());
    app.run(app.guard("verify", "presence", "forwardAuthorization", "false"), app.passed);
    assertHidden(app.passed);
    assertThat(app.passed.getRemoteUser()).isEqualTo("johndoe");
  }

  @Test
  @DisplayName("another scheme is the application's own login, and is not hidden")
  void otherSchemesAreForwarded() throws Exception {
    app.request.header("Authorization", "Basic am9objpzZWNyZXQ=");
    app.run(app.guard("forwardAuthorization", "false", "autoError", "false"));
    assertThat(app.passed.getHeader("Authorization")).isEqualTo("Basic am9objpzZWNyZXQ=");
  }
}
