// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.bytes.Words;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token, read by type: a claim has the right type, or is absent, or the token is
 * refused. A value of the wrong type, null included, is never treated as absent (RFC 7519 4).
 * Immutable.
 */
public final class Claims {
  /** The year 10000. A later time is in another unit, mostly milliseconds. */
  private static final long END_OF_TIME_SECONDS = 253_402_300_800L;

  /** What is wrong with a user's name that is none. */
  static final String USER_NAME_RULE = "has not 1 to 255 characters, or has control characters";

  private static final int MAX_USER_NAME = 255;

  private final Map<String, Object> claims;

  private Claims(Map<String, Object> claims) {
    this.claims = claims;
  }

  public static Claims parse(byte[] payload) throws BearerException {
    try {
      return new Claims(StrictJson.object(payload));
    } catch (InvalidJsonException e) {
      throw refused("the claims are not JSON as it must be: " + e.getMessage());
    }
  }

  /**
   * Reads what a provider says of a token. Some write null for what they do not know, which is as
   * if it were absent, at every depth: the provider speaks, not a stranger.
   */
  public static Claims parseWithoutNulls(byte[] json) throws BearerException {
    return new Claims(withoutNulls(parse(json).claims));
  }

  private static Map<String, Object> withoutNulls(Map<?, ?> object) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : object.entrySet()) {
      Object value = member.getValue();
      if (value != null) {
        members.put(
            String.valueOf(member.getKey()),
            value instanceof Map ? withoutNulls((Map<?, ?>) value) : value);
      }
    }
    return Collections.unmodifiableMap(members);
  }

  /** A refusal; the reason is for the log alone and quotes nothing of the token. */
  public static BearerException refused(String reason) {
    return new BearerException(BearerError.INVALID_TOKEN, reason);
  }

  /** All claims; unmodifiable at every depth. */
  public Map<String, Object> asMap() {
    return claims;
  }

  /** Whether the claim is there, whatever its value. */
  boolean has(String name) {
    return claims.containsKey(name);
  }

  /** A string, or null where there is none. */
  public @Nullable String string(String path) throws BearerException {
    Object value = find(path);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw refused("the claim " + path + " is no string");
  }

  /**
   * A NumericDate (RFC 7519 2) in milliseconds since 1970, or a default where there is none. Never
   * negative, and small enough that some years may be added.
   */
  public long millis(String name, long absent) throws BearerException {
    Object value = find(name);
    if (value == null) {
      return absent;
    }
    double seconds = value instanceof Number ? ((Number) value).doubleValue() : -1;
    if (seconds >= 0 && seconds < END_OF_TIME_SECONDS) {
      return (long) (seconds * 1000);
    }
    throw refused("the claim " + name + " is no number of seconds since 1970, up to the year 9999");
  }

  /**
   * Checks {@code exp}, {@code nbf} and {@code iat} (RFC 7519 4.1.4 to 4.1.6).
   *
   * @param skewMillis by how much the clocks may differ
   * @return the end of the token, which includes the skew, so that later checks agree with this
   *     one; null where there is none
   */
  public @Nullable Instant checkTimes(long skewMillis, long nowMillis) throws BearerException {
    long exp = millis("exp", -1);
    if (exp >= 0 && nowMillis >= exp + skewMillis) {
      throw refused("expired");
    }
    requirePast("nbf", nowMillis + skewMillis);
    requirePast("iat", nowMillis + skewMillis);
    return exp < 0 ? null : Instant.ofEpochMilli(exp + skewMillis);
  }

  private void requirePast(String name, long latestMillis) throws BearerException {
    if (millis(name, 0) > latestMillis) {
      throw refused(name + " is in the future; compare the clocks of issuer and server");
    }
  }

  /**
   * Refuses a token that is bound to a key which its holder has to prove (RFC 7800 3.1: DPoP,
   * mutual TLS): it is not accepted without the proof.
   */
  public void checkUnbound() throws BearerException {
    if (has("cnf")) {
      throw refused("cnf binds the token to a proof, which is not supported");
    }
  }

  /** Whether the claim, a string or an array of strings, names one of these (RFC 7519 4.1.3). */
  public boolean namesOneOf(Set<String> names, String path) throws BearerException {
    Object value = find(path);
    return value instanceof String
        ? names.contains(value)
        : !Collections.disjoint(names, strings(path, value));
  }

  private static List<String> strings(String path, @Nullable Object value) throws BearerException {
    List<String> strings = new ArrayList<>();
    if (value != null) {
      for (Object element :
          value instanceof List ? (List<?>) value : Collections.singleton(value)) {
        if (!(element instanceof String)) {
          throw refused("the claim " + path + " is neither a string nor an array of strings");
        }
        strings.add((String) element);
      }
    }
    return strings;
  }

  /** The first of these claims that is present, or null. */
  @Nullable String first(List<String> paths) throws BearerException {
    for (String path : paths) {
      if (find(path) != null) {
        return path;
      }
    }
    return null;
  }

  /** The user's name by the first of these claims that is present: one must be, and be valid. */
  public String user(List<String> paths) throws BearerException {
    String claim = first(paths);
    if (claim == null) {
      throw refused("no user: the token has none of the claims of userClaims, " + paths);
    }
    String name = string(claim);
    if (name == null || !isUserName(name)) {
      throw refused("no user: the claim " + claim + " " + USER_NAME_RULE);
    }
    return name;
  }

  /** Whether this may be a user's name: as bounded as OpenID Connect's {@code sub}, in one line. */
  static boolean isUserName(String name) {
    return !name.isEmpty() && name.length() <= MAX_USER_NAME && !Words.hasControl(name);
  }

  /** All scopes. A word that is no scope-token is left out, since no operation can require it. */
  public Collection<String> scopes(ClaimNames names) throws BearerException {
    List<String> scopes = new ArrayList<>();
    for (String path : names.scopes()) {
      scopes.addAll(words(path, find(path)));
    }
    scopes.removeIf(word -> !Words.isScope(word));
    return scopes;
  }

  /** All roles. Zitadel names its own by objects: {@code {"clerk": {"1234": "example.com"}}}. */
  public Collection<String> roles(ClaimNames names) throws BearerException {
    List<String> roles = new ArrayList<>();
    for (String path : names.roles()) {
      Object value = find(path);
      if (value instanceof Map && areObjects(((Map<?, ?>) value).values())) {
        ((Map<?, ?>) value).keySet().forEach(name -> roles.add(String.valueOf(name)));
      } else {
        roles.addAll(words(path, value));
      }
    }
    roles.removeIf(String::isEmpty);
    return roles;
  }

  /** Values of another kind, {@code {"admin": false}}, may say anything, and none say nothing. */
  private static boolean areObjects(Collection<?> values) {
    for (Object value : values) {
      if (!(value instanceof Map)) {
        return false;
      }
    }
    return !values.isEmpty();
  }

  /** The strings of an array as they are, and a string split at each space; words may be empty. */
  private static List<String> words(String path, @Nullable Object value) throws BearerException {
    return value instanceof String ? Words.split((String) value, ' ') : strings(path, value);
  }

  /**
   * The value at a path, or null where there is none. At each level the longest name that the rest
   * begins with is taken, since names may have dots: {@code https://example.com/roles}, {@code
   * resource_access.com.example.shop.roles}.
   */
  @Nullable Object find(String path) throws BearerException {
    Object claim = claims.get(path);
    return claim == null ? findDeeper(path) : claim;
  }

  private @Nullable Object findDeeper(String path) throws BearerException {
    Map<?, ?> level = claims;
    String rest = path;
    while (!level.containsKey(rest)) {
      int dot = rest.lastIndexOf('.');
      while (dot >= 0 && !level.containsKey(rest.substring(0, dot))) {
        dot = rest.lastIndexOf('.', dot - 1);
      }
      if (dot < 0) {
        return null;
      }
      Object inner = level.get(rest.substring(0, dot));
      if (!(inner instanceof Map)) {
        throw refused(
            "the way to the claim " + path + " leads through something that is no object");
      }
      level = (Map<?, ?>) inner;
      rest = rest.substring(dot + 1);
    }
    Object value = level.get(rest);
    if (value == null) {
      throw refused("the claim " + path + " is null");
    }
    return value;
  }
}
