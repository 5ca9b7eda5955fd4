// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How clients come by the tokens of a security scheme, as the OpenAPI document tells it (OAS 3.0.3
 * 4.7.27 and 4.7.28). The filters do not depend on it.
 */
public enum SchemeKind {
  /** The resource owner password flow (RFC 6749 4.3). */
  PASSWORD("password"),
  /** The authorization code flow (RFC 6749 4.1), with PKCE (RFC 7636) on the docs page. */
  AUTHORIZATION_CODE("authorizationCode"),
  /** The client credentials flow (RFC 6749 4.4). */
  CLIENT_CREDENTIALS("clientCredentials"),
  /** A provider's own description of itself (OpenID Connect Discovery 1.0). */
  OPEN_ID_CONNECT("openIdConnect"),
  /** A bearer token whose origin the document does not tell (RFC 6750). */
  HTTP("http");

  private final String word;

  SchemeKind(String word) {
    this.word = word;
  }

  /** The value of the setting {@code scheme}. */
  public String word() {
    return word;
  }

  /** Whether OpenAPI lets its requirements list scopes in every version (OAS 3.0.3 4.7.30). */
  public boolean hasScopes() {
    return this != HTTP;
  }

  /** The settings that it cannot do without. */
  Set<Setting> needed() {
    switch (this) {
      case PASSWORD:
      case CLIENT_CREDENTIALS:
        return EnumSet.of(Setting.TOKEN_URL);
      case AUTHORIZATION_CODE:
        return EnumSet.of(Setting.AUTHORIZATION_URL, Setting.TOKEN_URL);
      case OPEN_ID_CONNECT:
        return EnumSet.of(Setting.OPEN_ID_CONNECT_URL);
      default:
        return EnumSet.noneOf(Setting.class);
    }
  }

  /** Whether a setting that not every kind knows goes with this one. */
  boolean takes(Setting setting) {
    return needed().contains(setting)
        || setting == Setting.REFRESH_URL && (this == PASSWORD || this == AUTHORIZATION_CODE)
        || setting == Setting.CLIENT_ID && this == AUTHORIZATION_CODE;
  }

  /** The words of all kinds that take a setting. */
  static List<String> taking(Setting setting) {
    List<String> words = new ArrayList<>();
    for (SchemeKind kind : values()) {
      if (kind.takes(setting)) {
        words.add(kind.word);
      }
    }
    return words;
  }

  /**
   * The kind that a word means.
   *
   * @throws IllegalArgumentException if it is none of theirs; the message says the cure
   */
  static SchemeKind of(String word) {
    String[] words = Arrays.stream(values()).map(SchemeKind::word).toArray(String[]::new);
    return values()[Arrays.asList(words).indexOf(ValueParsers.choice(word, words))];
  }
}
