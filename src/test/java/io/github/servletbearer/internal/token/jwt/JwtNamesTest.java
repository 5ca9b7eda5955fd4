// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.TestJwt.ISSUER;
import static io.github.servletbearer.internal.token.jwt.TestJwt.RULES;
import static io.github.servletbearer.internal.token.jwt.TestJwt.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a JWT speaks of, and what it allows. */
class JwtNamesTest {
  private final HandClock clock = new HandClock();

  private TestJwt jwt() {
    return new TestJwt(clock);
  }

  private BearerToken verify(TestJwt jwt) throws BearerException {
    return verifier(RULES, clock).verify(jwt.text());
  }

  private String refusal(TestJwt jwt) {
    return TestJwt.refusal(verifier(RULES, clock), jwt);
  }

  @Test
  @DisplayName("JV-17: sub is a string of 1 to 255 characters in one line")
  void subjectIsAName() throws BearerException {
    String longest = "x".repeat(255);
    for (String sub : List.of("a", longest, "J\u00fcrgen \u00d8 \ud83d\ude00", "auth0|1", "-")) {
      assertThat(verify(jwt().claim("sub", "'" + sub + "'")).subject()).isEqualTo(sub);
    }
    for (String sub :
        List.of("''", "'" + longest + "x'", "'a\\nb'", "'\\u0000'", "'a\\u0085'", "'\\u007f'")) {
      assertThat(refusal(jwt().claim("sub", sub)))
          .as(sub)
          .startsWith("no user: the claim sub has not");
    }
    for (String sub : List.of("null", "1", "true", "['a']", "{'a':1}")) {
      assertThat(refusal(jwt().claim("sub", sub))).as(sub).startsWith("the claim sub is n");
    }
    assertThat(refusal(jwt().without("sub")))
        .isEqualTo("no user: the token has none of the claims of userClaims, [sub]");
  }

  @Test
  @DisplayName("JV-17: the user may be named by another claim, and then sub need not be there")
  void userMayHaveAnotherClaim() throws BearerException {
    JwtRules byName =
        JwtRules.ofProvider(
            ISSUER,
            Set.of("api"),
            ClaimNames.of(List.of("profile.name"), List.of(), List.of()),
            Duration.ZERO);
    JwtVerifier verifier = verifier(byName, clock);
    TestJwt good = jwt().claim("profile", "{'name':'John'}");
    assertThat(verifier.verify(good.text()).subject()).isEqualTo("John");
    assertThat(verifier.verify(good.without("sub").text()).subject()).isEqualTo("John");
    for (String bad : List.of("{}", "{'name':''}", "{'name':1}", "{'name':null}", "[]", "'John'")) {
      assertThat(TestJwt.refusal(verifier, jwt().claim("profile", bad)))
          .as(bad)
          .contains("profile.name");
    }
    assertThat(TestJwt.refusal(verifier, jwt())).startsWith("no user: ");
  }

  @Test
  void scopesAreAllThatTheNamedClaimsHold() throws BearerException {
    assertThat(scopes("''")).isEmpty();
    assertThat(scopes("' a  b a '")).containsExactly("a", "b");
    assertThat(scopes("['a','b','']")).containsExactly("a", "b");
    assertThat(scopes("[]")).isEmpty();
    assertThat(verify(jwt().claim("scope", "'b a'").claim("scp", "['c','a']")).scopes())
        .containsExactly("b", "a", "c");
    assertThat(verify(jwt()).scopes()).isEmpty();
  }

  @Test
  void wordThatIsNoScopeIsNoneOfTheScopes() throws BearerException {
    assertThat(scopes("'a a\\u00e9 a\\u007f \\\\ a\\tb \\u0022x ! ~'"))
        .containsExactly("a", "!", "~");
    assertThat(scopes("['a b','c']")).containsExactly("c");
  }

  private Set<String> scopes(String json) throws BearerException {
    return verify(jwt().claim("scope", json)).scopes();
  }

  @Test
  void rolesAreFoundByPathOrByFullName() throws BearerException {
    TestJwt nested = jwt().claim("realm_access", "{'roles':['user','Domain Admins','']}");
    assertThat(verify(nested).roles()).containsExactly("user", "Domain Admins");
    TestJwt named = jwt().claim("https://example.com/roles", "'a b'");
    assertThat(verify(named).roles()).containsExactly("a", "b");
    nested.claim("realm_access.roles", "['literal']");
    assertThat(verify(nested).roles()).as("the claim of the full name").containsExactly("literal");
    assertThat(verify(jwt().claim("realm_access", "{}")).roles()).isEmpty();
    assertThat(verify(jwt()).roles()).isEmpty();
  }

  @Test
  void dotsMayStandInNamesAtEveryLevel() throws BearerException {
    ClaimNames names = ClaimNames.of(List.of("sub"), List.of(), List.of("a.b.c.d"));
    JwtVerifier verifier =
        verifier(JwtRules.ofProvider(ISSUER, Set.of("api"), names, Duration.ZERO), clock);
    TestJwt jwt = jwt().claim("a", "{'b.c.d':['x']}");
    assertThat(verifier.verify(jwt.text()).roles()).containsExactly("x");
    jwt.claim("a", "{'b':{'c':{'d':['y']}}}");
    assertThat(verifier.verify(jwt.text()).roles()).containsExactly("y");
    jwt.claim("a", "{'b':{'c':{'d':['y']}},'b.c':{'d':['z']}}");
    assertThat(verifier.verify(jwt.text()).roles()).as("the longest name").containsExactly("z");
    jwt.claim("a", "{'b.c':{}, 'b':{'c':{'d':['y']}}}");
    assertThat(verifier.verify(jwt.text()).roles()).as("no way back").isEmpty();
  }

  @ParameterizedTest
  @DisplayName("names of clients have dots: the longest name at each level is taken")
  @ValueSource(strings = {"com.example.shop", "shop", "a.b", "https://shop.example.com/api"})
  void clientsAreNamedWithDots(String client) throws BearerException {
    ClaimNames names =
        ClaimNames.of(List.of("sub"), List.of(), List.of("resource_access." + client + ".roles"));
    JwtVerifier verifier =
        verifier(JwtRules.ofProvider(ISSUER, Set.of("api"), names, Duration.ZERO), clock);
    TestJwt jwt = jwt().claim("resource_access", "{'" + client + "':{'roles':['clerk']}}");
    assertThat(verifier.verify(jwt.text()).roles()).containsExactly("clerk");
    jwt.claim("resource_access", "{'" + client + "x':{'roles':['clerk']}}");
    assertThat(verifier.verify(jwt.text()).roles()).isEmpty();
  }

  @Test
  @DisplayName("the first claim that is present names the user, and a wrong one is not passed over")
  void firstClaimThatIsPresentNamesTheUser() throws BearerException {
    ClaimNames names = ClaimNames.of(List.of("upn", "client_id", "sub"), List.of(), List.of());
    JwtVerifier verifier =
        verifier(JwtRules.ofProvider(ISSUER, Set.of("api"), names, Duration.ZERO), clock);
    assertThat(verifier.verify(jwt().text()).subject()).isEqualTo("johndoe");
    TestJwt service = jwt().without("sub").claim("client_id", "'reports'");
    assertThat(verifier.verify(service.text()).subject()).isEqualTo("reports");
    assertThat(verifier.verify(service.claim("upn", "'j@x'").text()).subject()).isEqualTo("j@x");
    for (String wrong : List.of("''", "1", "null", "['j']", "'a\\nb'")) {
      assertThat(TestJwt.refusal(verifier, service.claim("upn", wrong))).contains("upn");
    }
    assertThat(TestJwt.refusal(verifier, jwt().without("sub"))).contains("[upn, client_id, sub]");
  }

  @Test
  @DisplayName("the first claim that is present names the audience, whatever later ones say")
  void firstClaimThatIsPresentNamesTheAudience() throws BearerException {
    ClaimNames names =
        ClaimNames.of(List.of("sub"), List.of(), List.of())
            .withAudience(List.of("aud", "client_id"));
    JwtVerifier verifier =
        verifier(JwtRules.ofProvider(ISSUER, Set.of("api"), names, Duration.ZERO), clock);
    TestJwt jwt = jwt().without("aud").claim("client_id", "'api'");
    assertThat(verifier.verify(jwt.text()).subject()).isEqualTo("johndoe");
    assertThat(TestJwt.refusal(verifier, jwt.claim("client_id", "'other'")))
        .isEqualTo("client_id names no accepted audience (jwksAudience)");
    jwt.claim("client_id", "'api'");
    for (String wrong : List.of("'other'", "''", "[]", "null", "1")) {
      assertThat(TestJwt.refusal(verifier, jwt.claim("aud", wrong))).as(wrong).contains("aud");
    }
    assertThat(TestJwt.refusal(verifier, jwt().without("aud"))).contains("[aud, client_id]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "scope | null",
        "scope | 1",
        "scope | {}",
        "scope | ['a',1]",
        "scope | ['a',null]",
        "scope | true",
        "scp | [['a']]",
        "realm_access | null",
        "realm_access | 'roles'",
        "realm_access | ['roles']",
        "realm_access | {'roles':null}",
        "realm_access | {'roles':{}}",
        "realm_access | {'roles':[1]}",
        "realm_access | {'roles':7}",
        "https://example.com/roles | {}",
        "https://example.com/roles | null",
      })
  void scopesAndRolesOfAWrongTypeRefuseTheToken(String claim, String json) {
    assertThat(refusal(jwt().claim(claim, json))).startsWith("the ").contains("claim");
  }
}
