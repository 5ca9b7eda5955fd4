// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.internal.bytes.Words;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.file.AccountTable;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.token.Authorization;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A client with a secret (RFC 6749 2.1, confidential): one line of a clients file, {@code
 * id:hash:grants:scopes}. Grants are separated by commas, scopes by blanks. Immutable; {@code
 * toString} shows the id alone.
 */
public final class Client implements AccountTable.Account {
  /** The prefix of the subject of a client's own token, which no user name may have. */
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

  /** Parses a line; its exception names the cure, and nothing of the line. */
  static Client parse(String line) {
    int afterId = line.indexOf(':');
    int afterHash = line.indexOf(':', afterId + 1);
    int afterGrants = afterHash < 0 ? -1 : line.indexOf(':', afterHash + 1);
    if (afterId < 0 || afterHash < 0) {
      throw new IllegalArgumentException("it has too few colons: write id:hash:grants:scopes");
    }
    int grantsEnd = afterGrants < 0 ? line.length() : afterGrants;
    Set<String> scopes = words(afterGrants < 0 ? "" : line.substring(afterGrants + 1), ' ');
    for (String scope : scopes) {
      if (!Words.isScope(scope)) {
        throw new IllegalArgumentException(
            "a scope has a character that RFC 6749 3.3 does not allow: fix it");
      }
    }
    return new Client(
        id(line.substring(0, afterId)),
        PasswordHash.parse(line.substring(afterId + 1, afterHash)),
        grants(line.substring(afterHash + 1, grantsEnd)),
        scopes);
  }

  private static String id(String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "the id is empty or reserved, or has a blank or a character outside ASCII: choose another"
              + " one");
    }
    return id;
  }

  /** RFC 6749 A.1 allows blanks; ids in headers and logs are better without. */
  static boolean isId(String id) {
    return Words.isVisible(id) && !Authorization.isReserved(id);
  }

  private static Set<GrantType> grants(String text) {
    Set<GrantType> grants = EnumSet.noneOf(GrantType.class);
    for (String word : words(text, ',')) {
      GrantType grant = GrantType.byWord(word);
      if (grant == null) {
        throw new IllegalArgumentException(
            "a grant is not password, refresh_token or client_credentials: fix it");
      }
      grants.add(grant);
    }
    if (grants.isEmpty()) {
      throw new IllegalArgumentException("the client has no grants: name some");
    }
    return Collections.unmodifiableSet(grants);
  }

  private static Set<String> words(String text, char separator) {
    Set<String> words = new LinkedHashSet<>();
    Words.split(text, separator).forEach(word -> words.add(word.trim()));
    words.remove("");
    return Collections.unmodifiableSet(words);
  }

  @Override
  public String name() {
    return id;
  }

  @Override
  public PasswordHash hash() {
    return hash;
  }

  public boolean mayUse(GrantType grant) {
    return grants.contains(grant);
  }

  public Set<String> scopes() {
    return scopes;
  }

  /** The subject of its own tokens: never the name of a user. */
  public String subject() {
    return SUBJECT_PREFIX + id;
  }

  @Override
  public String toString() {
    return "Client[" + id + "]";
  }
}
