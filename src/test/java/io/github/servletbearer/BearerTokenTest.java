// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BearerTokenTest {
  @Test
  void tokenSaysWhatItWasGiven() {
    Instant end = Instant.parse("2026-11-01T12:00:00Z");
    BearerToken token =
        BearerToken.builder("johndoe")
            .scopes("b", "a", "b")
            .roles("user")
            .issuer("https://idp.example")
            .expiresAt(end)
            .claims(Map.of("iss", "x"))
            .build();
    assertThat(token.subject()).isEqualTo("johndoe");
    assertThat(token.issuer()).isEqualTo("https://idp.example");
    assertThat(token.scopes()).containsExactly("b", "a");
    assertThat(token.roles()).containsExactly("user");
    assertThat(token.expiresAt()).isEqualTo(end);
    assertThat(token.claims()).containsExactly(Map.entry("iss", "x"));
  }

  @Test
  void tokenOfASubjectAloneIsEmptyOtherwise() {
    BearerToken token = BearerToken.builder("a").build();
    assertThat(token.scopes()).isEmpty();
    assertThat(token.roles()).isEmpty();
    assertThat(token.claims()).isEmpty();
    assertThat(token.expiresAt()).isNull();
    assertThat(token.issuer()).isNull();
    assertThatThrownBy(() -> BearerToken.builder("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void laterChangesOutsideDoNotReachIt() {
    List<String> scopes = new ArrayList<>(List.of("a"));
    List<String> roles = new ArrayList<>(List.of("r"));
    Map<String, Object> claims = new HashMap<>(Map.of("k", 1));
    BearerToken token = BearerToken.builder("a").scopes(scopes).roles(roles).claims(claims).build();
    scopes.add("admin");
    roles.add("admin");
    claims.put("admin", true);
    assertThat(token.scopes()).containsExactly("a");
    assertThat(token.roles()).containsExactly("r");
    assertThat(token.claims()).containsOnlyKeys("k");
  }

  @Test
  void nothingOfItCanBeChanged() {
    BearerToken token = BearerToken.builder("a").scopes("a").roles("r").build();
    assertThatThrownBy(() -> token.scopes().add("admin"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> token.roles().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> token.claims().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  @DisplayName("LG-1: it may be printed: no claim, which may be anything, is in its text")
  void textHasNoClaims() {
    BearerToken token = BearerToken.builder("a").scopes("s").claims(Map.of("k", "SECRET")).build();
    assertThat(token).hasToString("BearerToken[a, scopes=[s], expiresAt=null]");
    assertThat(BearerToken.builder("a").issuer("https://idp.example").build())
        .hasToString("BearerToken[a, issuer=https://idp.example, scopes=[], expiresAt=null]");
  }

  @Test
  @DisplayName("BX-9: only an object of this class in the attribute is a token")
  void attributeOfAnotherKindIsNone() {
    Fakes.Request request = new Fakes.Request();
    assertThat(BearerToken.from(request.http())).isNull();
    request.attributes.put(BearerToken.ATTRIBUTE, "johndoe");
    assertThat(BearerToken.from(request.http())).isNull();
    BearerToken token = BearerToken.builder("a").build();
    request.attributes.put(BearerToken.ATTRIBUTE, token);
    assertThat(BearerToken.from(request.http())).isSameAs(token);
  }

  @Test
  void userIsAValueToo() {
    List<String> roles = new ArrayList<>(List.of("b", "a", "b"));
    AuthenticatedUser user = AuthenticatedUser.of("johndoe", roles);
    roles.add("admin");
    assertThat(user.name()).isEqualTo("johndoe");
    assertThat(user.roles()).containsExactly("b", "a");
    assertThat(user).hasToString("AuthenticatedUser[johndoe, roles=[b, a]]");
    assertThatThrownBy(() -> user.roles().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> AuthenticatedUser.of("", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusalsCarryNoTraceOfTheirOwn() {
    Exception cause = new Exception();
    BearerException thrown = new BearerException(BearerError.UNAVAILABLE, "down", cause);
    assertThat(thrown.error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(thrown).hasMessage("down").hasCause(cause);
    assertThat(thrown.getStackTrace()).isEmpty();
    assertThatThrownBy(() -> new BearerException(null, "x"))
        .isInstanceOf(NullPointerException.class);
  }
}
