// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.jwt.RevokedJwts;
import io.github.servletbearer.internal.token.store.FaultyTokenStore;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.TestStores;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of the secrets in tokens. */
class TokenSecretsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importClasses(tokenClasses().toArray(new Class<?>[0]));

  private final HandClock clock = new HandClock();
  private final People people = new People();
  private final AuthenticatedUser alice = people.add("alice", "read");
  private final FaultyTokenStore store = new FaultyTokenStore(TestStores.tokens(100, 20, clock));
  private final OpaqueTokens access = new OpaqueTokens(Duration.ofMinutes(15), store, clock);
  private final IssuedTokens tokens =
      new IssuedTokens(
          access, new RefreshTokens(Duration.ofDays(1), Duration.ofDays(1), store, clock));

  /** The classes through whose hands the texts of tokens go. */
  private static List<Class<?>> tokenClasses() {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> type :
        List.of(
            AccessTokens.class,
            Authorization.class,
            IssuedToken.class,
            IssuedTokens.class,
            MemoryTokenStore.class,
            OpaqueTokens.class,
            PresentedToken.class,
            RandomToken.class,
            RefreshResult.class,
            RefreshRotation.class,
            RefreshTokens.class,
            RevokedJwts.class,
            StoredToken.class,
            TokenHash.class)) {
      all.add(type);
      Collections.addAll(all, type.getDeclaredClasses());
    }
    return all;
  }

  @Test
  @DisplayName("AR-2: whatever is kept, no token and no part of one is in it")
  void nothingKeptIsAToken() throws Exception {
    List<String> texts = new ArrayList<>();
    IssuedToken token = tokens.issue(Authorization.of(alice, List.of("read"), "mobile"));
    for (int i = 0; i < 3; i++) {
      texts.add(token.text());
      texts.add(token.refreshText());
      token = tokens.refresh(token.refreshText(), "mobile", Set.of(), people).token();
    }
    texts.add(token.text());
    texts.add(token.refreshText());
    List<byte[]> secrets = new ArrayList<>();
    for (String text : texts) {
      List<String> parts = new ArrayList<>(List.of(text));
      if (text.length() == 75) {
        parts.add(text.substring(0, 32));
        parts.add(text.substring(32));
      }
      for (String part : parts) {
        secrets.add(part.getBytes(StandardCharsets.UTF_8));
        secrets.add(Base64.getUrlDecoder().decode(part.length() == 75 ? part + "=" : part));
      }
    }

    List<String> kept = new ArrayList<>();
    for (StoredToken stored : store.given()) {
      print(stored, kept);
    }
    assertThat(store.given()).hasSize(8);
    assertThat(kept).as("all values are printed").contains("mobile", "alice", "[read]");
    for (String value : kept) {
      for (byte[] secret : secrets) {
        assertThat(contains(value.getBytes(StandardCharsets.UTF_8), secret)).as(value).isFalse();
      }
    }
  }

  /** What the public methods of a value, and of the values in it, answer. */
  private static void print(Object value, List<String> texts) throws Exception {
    texts.add(value.toString());
    for (Method method : value.getClass().getMethods()) {
      boolean isAccessor =
          method.getParameterCount() == 0
              && !Modifier.isStatic(method.getModifiers())
              && method.getDeclaringClass() != Object.class;
      Object part = isAccessor ? method.invoke(value) : null;
      if (part instanceof BearerToken || part instanceof TokenHash) {
        print(part, texts);
      } else if (part != null) {
        texts.add(part.toString());
      }
    }
  }

  @Test
  @DisplayName("AR-2: the stored value is not accepted as a token")
  void storedValueIsNoToken() throws Exception {
    IssuedToken token = tokens.issue(Authorization.of(alice, List.of("read")));
    List<byte[]> hashes = new ArrayList<>();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    String refreshText = token.refreshText();
    for (String text : List.of(token.text(), refreshText.substring(0, 32), refreshText)) {
      byte[] hash = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      hashes.add(hash);
      assertThat(store.given())
          .as("kept by its SHA-256")
          .anyMatch(
              stored ->
                  Stream.of(stored.hash(), stored.newest())
                      .anyMatch(kept -> kept.equals(TokenHash.of(text))));
    }
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    for (byte[] hash : hashes) {
      String text = base64.encodeToString(hash);
      for (String guess : List.of(text, HexFormat.of().formatHex(hash))) {
        BearerException refused =
            catchThrowableOfType(BearerException.class, () -> tokens.verify(guess));
        assertThat(refused.error()).isEqualTo(BearerError.INVALID_TOKEN);
      }
      for (byte[] other : hashes) {
        String guess = text.substring(0, 32) + base64.encodeToString(other);
        assertThat(tokens.refresh(guess, null, Set.of(), people).kind())
            .isEqualTo(RefreshResult.Kind.UNKNOWN);
      }
    }
    assertThat(tokens.verify(token.text()).subject()).isEqualTo("alice");
  }

  @Test
  @DisplayName("AR-7: nothing prints a token")
  void nothingPrintsAToken() throws BearerException {
    Authorization grant = Authorization.of(alice, List.of("read"));
    IssuedToken token = tokens.issue(grant);
    RefreshResult answer = tokens.refresh(token.refreshText(), null, Set.of(), people);
    PresentedToken presented = new PresentedToken(token.text());
    for (Object printed :
        List.of(grant, token, answer, answer.token(), presented, tokens, token.token())) {
      assertThat(printed.toString())
          .doesNotContain(token.text(), answer.token().text())
          .doesNotContain(token.refreshText().substring(0, 32), token.refreshText().substring(32))
          .doesNotContain(answer.token().refreshText().substring(32));
    }
    BearerException refused =
        catchThrowableOfType(BearerException.class, () -> tokens.verify(token.refreshText()));
    assertThat(refused.getMessage()).doesNotContain(token.refreshText().substring(0, 32));
  }

  @Test
  @DisplayName("AR-7: nothing that holds a token or speaks for a user can be serialised")
  void nothingIsSerializable() {
    for (Class<?> type : tokenClasses()) {
      assertThat(Serializable.class.isAssignableFrom(type) && !type.isEnum())
          .as(type.getName())
          .isFalse();
    }
    assertThat(Serializable.class.isAssignableFrom(BearerToken.class)).isFalse();
    assertThat(Serializable.class.isAssignableFrom(AuthenticatedUser.class)).isFalse();
  }

  @Test
  @DisplayName("TC-1: tokens are compared by their hashes, and by nothing that stops half-way")
  void secretsAreComparedByHash() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Authorization.class.getName()) // names and ids, no secrets
        .should()
        .callMethodWhere(
            describe(
                "a comparison of texts or bytes",
                call -> {
                  String owner = call.getTargetOwner().getName();
                  boolean compares =
                      Set.of(
                              "equals",
                              "equalsIgnoreCase",
                              "contentEquals",
                              "compareTo",
                              "regionMatches",
                              "startsWith",
                              "contains",
                              "deepEquals")
                          .contains(call.getTarget().getName());
                  return compares
                      && Set.of(
                              String.class.getName(),
                              Arrays.class.getName(),
                              Objects.class.getName())
                          .contains(owner);
                }))
        .check(CLASSES);
  }

  private static boolean contains(byte[] bytes, byte[] secret) {
    for (int i = 0; i + secret.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + secret.length, secret, 0, secret.length)) {
        return true;
      }
    }
    return false;
  }
}
