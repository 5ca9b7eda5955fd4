// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.UserAuthenticator;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApplicationAuthenticatorTest {
  private static final AuthenticatedUser ALICE = AuthenticatedUser.of("alice", List.of("clerk"));

  /** Users who say of each name what it asks for. */
  private static final class Directory implements UserAuthenticator {
    @Override
    public AuthenticatedUser authenticate(
        HttpServletRequest request, String username, String password) {
      return ALICE;
    }

    @Override
    public AuthenticatedUser current(AuthenticatedUser user) throws BearerException {
      return switch (user.name()) {
        case "gone" -> null;
        case "down" -> throw new BearerException(BearerError.UNAVAILABLE, "the directory is down");
        case "fails" -> throw new UnsupportedOperationException("an unmodifiable list, say");
        case "errs" -> throw new AssertionError("trouble");
        default -> AuthenticatedUser.of(user.name(), List.of("boss"));
      };
    }
  }

  private static AuthenticatedUser current(String name) throws BearerException {
    return new ApplicationAuthenticator(new Directory())
        .current(AuthenticatedUser.of(name, List.of()));
  }

  private static BearerException refusal(String name) {
    return catchThrowableOfType(BearerException.class, () -> current(name));
  }

  @Test
  @DisplayName("RR-7 the application says who a user is now, and who is gone")
  void applicationSaysWhoAUserIsNow() throws BearerException {
    assertThat(current("alice").roles()).containsExactly("boss");
    assertThat(current("gone")).isNull();
  }

  @Test
  @DisplayName("RR-7 TE-15 a directory that fails could not decide, whatever it throws")
  void failureIsNoAnswer() {
    assertThat(refusal("down")).hasMessage("the directory is down");
    for (String name : List.of("fails", "errs")) {
      assertThat(refusal(name).error()).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(refusal(name)).hasMessage("the authenticator failed");
    }
  }

  @Test
  @DisplayName("RR-7 users who cannot be looked up stay as the login has found them")
  void usersStayAsTheyWereByDefault() throws Exception {
    ApplicationAuthenticator login =
        new ApplicationAuthenticator((request, username, password) -> ALICE);

    assertThat(login.login(new Fakes.Request().http(), new Fakes.Response().http(), "alice", "x"))
        .isSameAs(ALICE);
    assertThat(login.current(ALICE)).isSameAs(ALICE);
  }
}
