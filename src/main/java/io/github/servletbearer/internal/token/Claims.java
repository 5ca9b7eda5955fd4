// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.json.BadJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token, read by type: a claim is there and right, or absent, or the token is
 * refused. A value of the wrong type, null included, is never taken for an absent one (RFC 7519 4).
 * Immutable.
 */
public final class Claims {
  /** The largest integer that every reader of JSON reads alike (RFC 8259 6). */
  private static final long MAX_SECONDS = 1L << 53;

  private final Map<String, Object> claims;

  private Claims(Map<String, Object> claims) {
    this.claims = claims;
  }

  /** Reads a payload. */
  public static Claims parse(byte[] payload) throws BearerException {
    try {
      return new Claims(frozen(StrictJson.object(payload)));
    } catch (BadJsonException e) {
      throw refused("the claims are not JSON as it must be: " + e.getMessage());
    }
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
  public boolean has(String name) {
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
    if (value instanceof Long) {
      long seconds = (Long) value;
      if (seconds >= 0 && seconds <= MAX_SECONDS) {
        return seconds * 1000;
      }
    } else if (value instanceof Double) {
      double seconds = (Double) value;
      if (seconds >= 0 && seconds <= MAX_SECONDS) {
        return (long) (seconds * 1000);
      }
    }
    throw refused("the claim " + name + " is no number of seconds from 0 to 2^53");
  }

  /** An array of strings as it is, a string as a list of one, or an empty list. */
  public List<String> strings(String path) throws BearerException {
    return list(path, find(path));
  }

  /** An array of strings as it is, a string cut at each blank, or nothing; words may be empty. */
  List<String> words(String path) throws BearerException {
    Object value = find(path);
    return value instanceof String ? cut((String) value) : list(path, value);
  }

  private static List<String> list(String path, @Nullable Object value) throws BearerException {
    List<?> elements = value instanceof List ? (List<?>) value : Collections.singletonList(value);
    List<String> strings = new ArrayList<>();
    for (Object element : value == null ? Collections.emptyList() : elements) {
      if (!(element instanceof String)) {
        throw refused("the claim " + path + " is neither a string nor an array of strings");
      }
      strings.add((String) element);
    }
    return strings;
  }

  /** The user's name, which must be there and be one. */
  public String user(String claim) throws BearerException {
    String name = string(claim);
    if (name == null || !Names.isUser(name)) {
      throw refused(claim + " is missing or " + Names.RULE);
    }
    return name;
  }

  /** All scopes. A word that is no scope-token can be none of those that an operation requires. */
  public Set<String> scopes(ClaimNames names) throws BearerException {
    Set<String> scopes = new LinkedHashSet<>();
    for (String claim : names.scopes()) {
      for (String word : words(claim)) {
        if (Names.isScope(word)) {
          scopes.add(word);
        }
      }
    }
    return scopes;
  }

  /** All roles. */
  public Set<String> roles(ClaimNames names) throws BearerException {
    Set<String> roles = new LinkedHashSet<>();
    for (String claim : names.roles()) {
      roles.addAll(words(claim));
    }
    roles.remove("");
    return roles;
  }

  private static List<String> cut(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ' ') {
        words.add(text.substring(start, i));
        start = i + 1;
      }
    }
    return words;
  }

  /**
   * The value at a path, or null where there is none. At each level a claim that is named by the
   * whole rest, dots included, goes before a way into an object: {@code https://example.com/roles}.
   */
  @Nullable Object find(String path) throws BearerException {
    Map<?, ?> level = claims;
    String rest = path;
    while (!level.containsKey(rest)) {
      int dot = rest.indexOf('.');
      if (dot < 0 || !level.containsKey(rest.substring(0, dot))) {
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

  /** Closes what nobody else holds yet, so that whoever sees the token sees the same claims. */
  private static Map<String, Object> frozen(Map<String, Object> object) {
    object.replaceAll((name, value) -> frozenValue(value));
    return Collections.unmodifiableMap(object);
  }

  @SuppressWarnings("unchecked") // the reader's maps have names of strings and any values
  private static Object frozenValue(Object value) {
    if (value instanceof Map) {
      return frozen((Map<String, Object>) value);
    }
    if (value instanceof List) {
      List<Object> array = (List<Object>) value;
      array.replaceAll(Claims::frozenValue);
      return Collections.unmodifiableList(array);
    }
    return value;
  }
}
