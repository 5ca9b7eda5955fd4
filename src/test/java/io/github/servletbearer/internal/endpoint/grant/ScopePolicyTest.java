// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.settings.TestSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopePolicyTest {
  private final ScopePolicy byName =
      new ScopePolicy(TestSettings.with("roles", "user, admin", "scopes", "user = U; admin = A"));
  private final ScopePolicy mapped =
      new ScopePolicy(TestSettings.with("scopeMapping", "clerk = items:read; boss = items:read x"));

  private static AuthenticatedUser user(String... roles) {
    return AuthenticatedUser.of("johndoe", List.of(roles));
  }

  private static BearerError refusal(ScopePolicy grant, String scope) {
    return catchThrowableOfType(BearerException.class, () -> grant.requested(scope)).error();
  }

  @Test
  @DisplayName("TE-11: no scope requested: all that the user may have")
  void allWithoutAQuestion() throws BearerException {
    assertThat(byName.requested(null)).isEmpty();
    assertThat(byName.granted(user("user", "admin"), null, Set.of()))
        .containsExactly("user", "admin");
    assertThat(byName.granted(user(), null, Set.of())).isEmpty();
  }

  @Test
  @DisplayName("TE-11: requested: the intersection with what the user may have")
  void intersectionOfAskedAndAllowed() throws BearerException {
    Set<String> both = byName.requested("admin  user admin ");
    assertThat(both).containsExactlyInAnyOrder("admin", "user");
    assertThat(byName.granted(user("user"), null, both)).containsExactly("user");
    assertThat(byName.granted(user("user", "admin"), null, byName.requested("admin")))
        .containsExactly("admin");
  }

  @Test
  @DisplayName("TE-11: nothing left of what was requested")
  void nothingLeftIsRefused() throws BearerException {
    Set<String> admin = byName.requested("admin");
    assertThat(
            catchThrowableOfType(
                    BearerException.class, () -> byName.granted(user("user"), null, admin))
                .error())
        .isEqualTo(BearerError.INVALID_SCOPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "  ",
        "stranger",
        "user stranger",
        "User",
        "user,admin",
        "user\tadmin",
        "user\nadmin",
        "us\"er",
        "\u00fc",
        "*"
      })
  @DisplayName("TE-11: an unknown or malformed scope")
  void unknownScopesAreRefused(String scope) {
    assertThat(refusal(byName, scope)).isEqualTo(BearerError.INVALID_SCOPE);
  }

  @Test
  void mappingGivesScopesByRole() throws BearerException {
    assertThat(mapped.granted(user("clerk"), null, Set.of())).containsExactly("items:read");
    assertThat(mapped.granted(user("boss", "clerk"), null, Set.of()))
        .containsExactly("items:read", "x");
    assertThat(mapped.granted(user("stranger"), null, Set.of())).isEmpty();
    assertThat(refusal(mapped, "clerk")).isEqualTo(BearerError.INVALID_SCOPE);
  }

  @Test
  @DisplayName("TE-11: a role's name that is no scope-token gives no scope")
  void rolesThatAreNoScopesGiveNone() throws BearerException {
    assertThat(
            byName.granted(
                user("Domain Users", "b\u00fcro", "a\"b", "a\\b", "", "ok"), null, Set.of()))
        .containsExactly("ok");
  }
}
