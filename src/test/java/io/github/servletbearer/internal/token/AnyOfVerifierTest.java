// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.TokenVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnyOfVerifierTest {
  private static TokenVerifier accepts(String subject) {
    return token -> BearerToken.builder(subject).build();
  }

  private static TokenVerifier fails(BearerError error) {
    return token -> {
      throw new BearerException(error, "reason");
    };
  }

  private static BearerError refusal(TokenVerifier... verifiers) {
    TokenVerifier all = AnyOfVerifier.of(List.of(verifiers));
    return catchThrowableOfType(BearerException.class, () -> all.verify("t")).error();
  }

  @Test
  void firstThatTakesTheTokenDecides() throws BearerException {
    TokenVerifier bad = fails(BearerError.INVALID_TOKEN);
    TokenVerifier all = AnyOfVerifier.of(List.of(bad, accepts("b"), accepts("c")));
    assertThat(all.verify("t").subject()).isEqualTo("b");
  }

  @Test
  void oneThatCannotDecideDoesNotStopTheNext() throws BearerException {
    TokenVerifier all = AnyOfVerifier.of(List.of(fails(BearerError.UNAVAILABLE), accepts("b")));
    assertThat(all.verify("t").subject()).isEqualTo("b");
  }

  private static List<TokenVerifier> broken() {
    TokenVerifier throwing =
        token -> {
          throw new IllegalStateException("x");
        };
    TokenVerifier failing =
        token -> {
          throw new AssertionError("x");
        };
    return List.of(throwing, failing, token -> null);
  }

  @Test
  void oneThatFailsInAnyWayDoesNotStopTheNext() throws BearerException {
    for (TokenVerifier verifier : broken()) {
      assertThat(AnyOfVerifier.of(List.of(verifier, accepts("b"))).verify("t").subject())
          .isEqualTo("b");
      TokenVerifier bad = fails(BearerError.INVALID_TOKEN);
      assertThat(refusal(verifier, bad)).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(refusal(bad, verifier)).isEqualTo(BearerError.UNAVAILABLE);
    }
  }

  @Test
  void tokenIsBadOnlyWhereAllSaySo() {
    TokenVerifier bad = fails(BearerError.INVALID_TOKEN);
    TokenVerifier down = fails(BearerError.UNAVAILABLE);
    assertThat(refusal(bad, bad)).isEqualTo(BearerError.INVALID_TOKEN);
    assertThat(refusal(bad, down)).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(refusal(down, bad)).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(refusal()).isEqualTo(BearerError.UNAVAILABLE);
  }

  @Test
  void oneVerifierStandsForItself() {
    TokenVerifier only = accepts("a");
    assertThat(AnyOfVerifier.of(List.of(only))).isSameAs(only);
  }
}
