// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of which kind the application's own access tokens are, and what signs them. Immutable. */
public final class SigningSettings {
  /** The value of {@code tokenFormat} for signed tokens. */
  public static final String JWT = "jwt";

  private final boolean jwt;
  private final List<SecretReference> keys;
  private final @Nullable SecretReference keyPassword;
  private final @Nullable String issuer;
  private final @Nullable String audience;

  SigningSettings(SettingLookup shared) {
    jwt =
        shared
            .read(Setting.TOKEN_FORMAT, value -> ValueParsers.choice(value, "opaque", JWT))
            .equals(JWT);
    keys = shared.read(Setting.SIGNING_KEY, ValueParsers::references, Collections.emptyList());
    keyPassword = shared.readOptional(Setting.SIGNING_KEY_PASSWORD, SecretReference::parse);
    issuer = shared.readOptional(Setting.ISSUER, ValueParsers::issuer);
    audience = shared.readOptional(Setting.AUDIENCE, ValueParsers::name);
  }

  /** Whether tokens are JWTs, which anybody who has the public keys can verify. */
  public boolean isJwt() {
    return jwt;
  }

  /** Where the keys are: the first signs, all verify. */
  public List<SecretReference> keys() {
    return keys;
  }

  /** Where the password of a keystore is, or null. */
  public @Nullable SecretReference keyPassword() {
    return keyPassword;
  }

  /** The {@code iss} of our tokens: set where tokens are JWTs. */
  public @Nullable String issuer() {
    return issuer;
  }

  /** The {@code aud} of our tokens: that which is set, else the issuer. */
  public @Nullable String audience() {
    return audience == null ? issuer : audience;
  }
}
