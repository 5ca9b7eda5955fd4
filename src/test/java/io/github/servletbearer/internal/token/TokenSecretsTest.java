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
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of the secrets in tokens. */
class TokenSecretsTest {
  private static final String OURS = "io.github.servletbearer";
  private static final JavaClasses ROOM =
      new ClassFileImporter().importClasses(roomClasses().toArray(new Class<?>[0]));

  private final HandClock clock = new HandClock();
  private final People people = new People();
  private final AuthenticatedUser alice = people.add("alice", "read");
  private final OpaqueTokens access = new OpaqueTokens(Duration.ofMinutes(15), 100, 20, clock);
  private final IssuedTokens tokens =
      new IssuedTokens(
          access, new RefreshTokens(Duration.ofDays(1), Duration.ofDays(1), 100, 20, clock));

  /** The classes through whose hands the texts of tokens go. */
  private static List<Class<?>> roomClasses() {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> type :
        List.of(
            AccessTokens.class,
            Authorization.class,
            IssuedToken.class,
            IssuedTokens.class,
            MemoryTokenStore.class,
            OpaqueTokens.class,
            RandomToken.class,
            RefreshResult.class,
            RefreshFamily.class,
            RefreshRotation.class,
            RefreshToken.class,
            RefreshTokens.class,
            RevokedJwts.class,
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

    Set<Object> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    walk(tokens, kept);

    assertThat(kept).hasAtLeastOneElementOfType(RefreshFamily.class);
    assertThat(kept).as("the walk goes to the bottom").contains("mobile").contains("read");
    for (Object object : kept) {
      for (byte[] secret : secrets) {
        assertThat(contains(object, secret)).as("kept in a " + object.getClass()).isFalse();
      }
    }
  }

  @Test
  @DisplayName("AR-2: the stored value is not accepted as a token")
  void storedValueIsNoToken() throws Exception {
    IssuedToken token = tokens.issue(Authorization.of(alice, List.of("read")));
    Set<Object> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    walk(tokens, kept);
    List<byte[]> hashes = new ArrayList<>();
    for (Object object : kept) {
      if (object instanceof TokenHash) {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        for (String part : List.of("first", "second", "third", "fourth")) {
          Field field = TokenHash.class.getDeclaredField(part);
          field.setAccessible(true);
          bytes.putLong(field.getLong(object));
        }
        hashes.add(bytes.array());
      }
    }
    assertThat(hashes).as("of access token, family, refresh token").hasSize(3);
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
    RefreshToken plain = new RefreshToken(new RandomToken().next(), Duration.ofDays(1));
    for (Object printed :
        List.of(grant, token, answer, answer.token(), plain, tokens, token.token())) {
      assertThat(printed.toString())
          .doesNotContain(token.text(), answer.token().text(), plain.text())
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
    for (Class<?> type : roomClasses()) {
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
        .check(ROOM);
  }

  @Test
  @DisplayName("TC-1: hashes are equal when all their bits are")
  void hashComparesAllBits() throws Exception {
    TokenHash hash = TokenHash.of("a");
    for (String part : List.of("first", "second", "third", "fourth")) {
      Field field = TokenHash.class.getDeclaredField(part);
      field.setAccessible(true);
      for (int bit = 0; bit < 64; bit++) {
        TokenHash other = TokenHash.of("a");
        assertThat(other).isEqualTo(hash);
        field.setLong(other, field.getLong(other) ^ (1L << bit));
        assertThat(other).isNotEqualTo(hash);
      }
    }
  }

  private static boolean contains(Object object, byte[] secret) {
    byte[] bytes =
        object instanceof byte[] some
            ? some
            : object instanceof CharSequence text
                ? text.toString().getBytes(StandardCharsets.UTF_8)
                : object instanceof char[] chars
                    ? new String(chars).getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
    for (int i = 0; i + secret.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + secret.length, secret, 0, secret.length)) {
        return true;
      }
    }
    return false;
  }

  /** All objects that are reached: through fields of ours, through the elements of others. */
  private static void walk(Object object, Set<Object> seen) throws ReflectiveOperationException {
    if (object == null || !seen.add(object)) {
      return;
    }
    if (object instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        walk(entry.getKey(), seen);
        walk(entry.getValue(), seen);
      }
    } else if (object instanceof Iterable<?> elements) {
      for (Object element : elements) {
        walk(element, seen);
      }
    } else if (object instanceof Object[] elements) {
      for (int i = 0; i < elements.length; i++) {
        walk(Array.get(object, i), seen);
      }
    } else if (object.getClass().getName().startsWith(OURS)) {
      for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            field.setAccessible(true);
            walk(field.get(object), seen);
          }
        }
      }
    }
  }
}
