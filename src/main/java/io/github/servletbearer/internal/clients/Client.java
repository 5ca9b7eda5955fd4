// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.settings.GrantType;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.NameRules;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A client with a secret of its own (RFC 6749 2.1, confidential): one line of a clients file,
 * {@code id:hash:grants:scopes}. Grants stand with commas between them, scopes with blanks.
 * Immutable; {@code toString} shows the id alone.
 */
public final class Client {
  /** How the subject of a client's own token begins, which no user's name may. */
  public static final String SUBJECT_PREFIX = "client:";

  private final String id;
  private final PasswordHash hash;
  private final Set<GrantType> grants;
  private final Set<String> scopes;

  private Client(String id, PasswordHash hash, Set<GrantType> grants, Set<String> scopes) {
    this.id = id;
    this.hash = hash;
    this.grants = grants;
    this.scopes = scopes;
  }

  /**
   * Reads a line.
   *
   * @param leastIterations of its hash
   * @throws IllegalArgumentException with the cure, and nothing of the line
   */
  static Client parse(String line, int leastIterations) {
    int afterId = line.indexOf(':');
    int afterHash = line.indexOf(':', afterId + 1);
    int afterGrants = afterHash < 0 ? -1 : line.indexOf(':', afterHash + 1);
    if (afterId < 0 || afterHash < 0) {
      throw new IllegalArgumentException("it has too few colons: write id:hash:grants:scopes");
    }
    int grantsEnd = afterGrants < 0 ? line.length() : afterGrants;
    Set<String> scopes = words(afterGrants < 0 ? "" : line.substring(afterGrants + 1), ' ');
    for (String scope : scopes) {
      if (!NameRules.isScope(scope)) {
        throw new IllegalArgumentException(
            "a scope has other characters than RFC 6749 3.3 allows: mend it");
      }
    }
    return new Client(
        id(line.substring(0, afterId)),
        PasswordHash.parse(line.substring(afterId + 1, afterHash), leastIterations),
        grants(line.substring(afterHash + 1, grantsEnd)),
        scopes);
  }

  private static String id(String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "this can be no client's id, by a blank or a character outside ASCII, or since it is"
              + " empty or a word of ours: give it another one");
    }
    return id;
  }

  /** RFC 6749 A.1 allows blanks; ids in headers and logs are better without. */
  static boolean isId(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) <= ' ' || id.charAt(i) > '~') {
        return false;
      }
    }
    return !id.isEmpty() && !id.equals(Authorization.FIRST_PARTY);
  }

  private static Set<GrantType> grants(String text) {
    Set<GrantType> grants = EnumSet.noneOf(GrantType.class);
    for (String word : words(text, ',')) {
      GrantType grant = GrantType.of(word);
      if (grant == null) {
        throw new IllegalArgumentException(
            "a grant is none of password, refresh_token and client_credentials: mend it");
      }
      grants.add(grant);
    }
    if (grants.isEmpty()) {
      throw new IllegalArgumentException("the client may do nothing: name its grants");
    }
    return Collections.unmodifiableSet(grants);
  }

  private static Set<String> words(String text, char separator) {
    Set<String> words = new LinkedHashSet<>();
    for (int start = 0; start <= text.length(); ) {
      int next = text.indexOf(separator, start);
      int end = next < 0 ? text.length() : next;
      String word = text.substring(start, end).trim();
      if (!word.isEmpty()) {
        words.add(word);
      }
      start = end + 1;
    }
    return Collections.unmodifiableSet(words);
  }

  /** The id. */
  public String id() {
    return id;
  }

  /** The hash of its secret. */
  PasswordHash hash() {
    return hash;
  }

  /** Whether it may use a grant. */
  public boolean mayUse(GrantType grant) {
    return grants.contains(grant);
  }

  /** The scopes that it may have. */
  public Set<String> scopes() {
    return scopes;
  }

  /** Whose its own tokens are: never the name of a user. */
  public String subject() {
    return SUBJECT_PREFIX + id;
  }

  @Override
  public String toString() {
    return "Client[" + id + "]";
  }
}
