// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.Claims.refused;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.log.Redacted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Distinguishes access tokens from other JWTs that a provider signs with the same keys, for the
 * same audience (RFC 8725 3.11, 3.12). Many providers give no type in the header, so the claims
 * decide. A token is refused for claims that only other kinds have; unknown kinds are accepted,
 * since there is no list of all.
 */
public final class JwtKind {
  /** OpenID Connect Core 3.1.3.6 and 3.3.2.11, FAPI 1.0, Native SSO, CIBA, Apple; RFC 8417 2.2. */
  private static final String[] OF_OTHERS = {
    "at_hash",
    "c_hash",
    "s_hash",
    "ds_hash",
    "urn:openid:params:jwt:claim:rt_hash",
    "nonce_supported",
    "events"
  };

  /** The claims for the kind: of Keycloak, several libraries, Cognito, ForgeRock AM, Casdoor. */
  private static final String[] KIND_CLAIMS = {
    "typ", "token_type", "token_use", "tokenName", "tokenType"
  };

  private static final Set<String> ACCESS = set("bearer", "access", "access_token", "at");

  private static final Set<String> OTHERS =
      set(
          "id",
          "id_token",
          "refresh",
          "refresh_token",
          "refresh-token",
          "offline",
          "offline_token",
          "logout",
          "logout_token",
          "serialized-id",
          "secevent",
          "dpop",
          "registrationaccesstoken",
          "initialaccesstoken");

  private JwtKind() {}

  private static Set<String> set(String... words) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(words)));
  }

  /**
   * Requires an access token.
   *
   * @param saysAccessToken whether the header says that it is one
   * @throws BearerException with {@code INVALID_TOKEN} if it is none, or if a claim that says the
   *     kind is no string
   */
  public static void requireAccessToken(Claims claims, boolean saysAccessToken)
      throws BearerException {
    for (String name : OF_OTHERS) {
      if (claims.has(name)) {
        throw refused("no access token: it has " + name);
      }
    }
    if ("id".equals(claims.asMap().get("purpose"))) { // Curity; elsewhere it may be anything
      throw refused("no access token: purpose says another kind");
    }
    boolean isAccessToken = saysAccessToken;
    for (String name : KIND_CLAIMS) {
      String value = claims.string(name);
      if (value != null) {
        String kind = kind(value);
        if (OTHERS.contains(kind)) {
          throw refused("no access token: " + name + " says another kind");
        }
        isAccessToken |= ACCESS.contains(kind);
      }
    }
    // An ID token repeats the nonce of the login. Keycloak's access tokens did so, too, until 24.
    if (claims.has("nonce") && !isAccessToken && !claims.has("scope") && !claims.has("scp")) {
      throw refused("no access token: it has a nonce, and neither a scope nor a type");
    }
  }

  /** What says the kind in these claims, for people: names, and values that are kinds. */
  static List<String> words(Claims claims) {
    List<String> words = new ArrayList<>();
    for (String name : KIND_CLAIMS) {
      if (claims.has(name)) {
        words.add(name + "=" + Redacted.line(String.valueOf(claims.asMap().get(name))));
      }
    }
    for (String name : OF_OTHERS) {
      if (claims.has(name)) {
        words.add(name);
      }
    }
    if (claims.has("nonce")) {
      words.add("nonce");
    }
    return words;
  }

  /** Kinds are written in upper or lower case, some as the media types of a header. */
  private static String kind(String value) {
    String kind = value.toLowerCase(Locale.ROOT);
    int start = kind.startsWith("application/") ? "application/".length() : 0;
    int end = kind.endsWith("+jwt") ? kind.length() - "+jwt".length() : kind.length();
    return kind.substring(start, Math.max(start, end));
  }
}
