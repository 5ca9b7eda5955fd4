// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.Claims.refused;

import io.github.servletbearer.BearerException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The issuers whose tokens one verifier accepts, by their exact names. Thread-safe as they are. */
public final class TrustedIssuers {
  private final Map<String, TrustedIssuer> byName = new LinkedHashMap<>();
  private final String setting;

  private TrustedIssuers(Collection<TrustedIssuer> issuers, String setting) {
    issuers.forEach(issuer -> byName.put(issuer.rules().issuer(), issuer));
    this.setting = setting;
    if (byName.isEmpty()) {
      throw new IllegalArgumentException("a verifier accepts the tokens of one issuer at least");
    }
  }

  /**
   * Issuers.
   *
   * @param issuers with distinct names
   * @param setting that names them, for the log
   * @throws IllegalArgumentException if there is none
   */
  public static TrustedIssuers of(Collection<TrustedIssuer> issuers, String setting) {
    return new TrustedIssuers(issuers, setting);
  }

  /** The issuer that the claims name, to the letter (RFC 7519 4.1.1): it must be one of these. */
  TrustedIssuer require(Claims claims) throws BearerException {
    TrustedIssuer issuer = find(claims.string("iss"));
    if (issuer == null) {
      throw refused("iss is not the expected issuer (" + setting + ")");
    }
    return issuer;
  }

  /** The issuer of this name, or null. */
  @Nullable TrustedIssuer find(@Nullable String name) {
    return byName.get(name);
  }

  TrustedIssuer first() {
    return byName.values().iterator().next();
  }

  /** The names, as a value of the setting. */
  String names() {
    return String.join(", ", byName.keySet());
  }

  /** The setting that names them. */
  String setting() {
    return setting;
  }
}
