// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.UserAuthenticator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ForeignCodeTest {
  private static final AuthenticatedUser ALICE = AuthenticatedUser.of("alice", List.of("clerk"));

  private static BearerException failure(ForeignCode.Call<AuthenticatedUser> call) {
    BearerException failure =
        catchThrowableOfType(BearerException.class, () -> ForeignCode.call("authenticator", call));
    assertThat(
            catchThrowableOfType(
                BearerException.class, () -> ForeignCode.callNullable("authenticator", call)))
        .hasMessage(failure.getMessage());
    return failure;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> AuthenticatedUser throwUndeclared(Throwable e) throws E {
    throw (E) e;
  }

  @Test
  @DisplayName("RR-7 an exception of the catalogue is the answer")
  void catalogueErrorIsPassedOn() {
    BearerException gone = new BearerException(BearerError.INVALID_GRANT, "locked");

    assertThat(
            failure(
                () -> {
                  throw gone;
                }))
        .isSameAs(gone);
  }

  @Test
  @DisplayName("RR-7 TE-15 code that fails cannot decide, whatever it throws")
  void anyOtherFailureIsUnavailable() {
    for (Throwable thrown :
        List.of(new UnsupportedOperationException(), new AssertionError(), new Exception())) {
      BearerException failure = failure(() -> ForeignCodeTest.<Error>throwUndeclared(thrown));
      assertThat(failure.error()).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(failure).hasMessage("the authenticator failed").hasCause(thrown);
    }
  }

  @Test
  @DisplayName("null is an answer only where it may be one")
  void nullIsAnAnswerWhereItMayBe() throws BearerException {
    assertThat(ForeignCode.<AuthenticatedUser>callNullable("authenticator", () -> null)).isNull();
    assertThat(
            catchThrowableOfType(
                BearerException.class,
                () -> ForeignCode.<AuthenticatedUser>call("authenticator", () -> null)))
        .hasMessage("the authenticator returned null");
  }

  @Test
  @DisplayName("RR-7 users who cannot be looked up stay as the login found them")
  void usersStayAsTheyWereByDefault() throws BearerException {
    UserAuthenticator users = (request, username, password) -> ALICE;

    assertThat(users.current(ALICE)).isSameAs(ALICE);
  }
}
