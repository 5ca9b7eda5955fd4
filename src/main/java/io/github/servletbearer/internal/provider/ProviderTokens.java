// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.provider.http.ProviderException;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import io.github.servletbearer.internal.token.jwt.JwtRules;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What the settings say of providers' tokens. */
public final class ProviderTokens {
  /** As large as a key set may be, in bytes. */
  public static final int MAX_KEY_SET = OutboundHttp.MAX_BODY;

  private ProviderTokens() {}

  /** The claims of user, scopes and roles. */
  public static ClaimNames claimNames(Settings settings) {
    return ClaimNames.of(
        settings.get(Setting.USER_CLAIMS),
        settings.get(Setting.SCOPE_CLAIMS),
        settings.get(Setting.ROLE_CLAIMS));
  }

  /** What JWTs of this issuer must contain. */
  public static JwtRules rules(String issuer, Settings settings) {
    return JwtRules.ofProvider(
        issuer,
        settings.get(Setting.JWKS_AUDIENCE),
        claimNames(settings).withAudience(settings.get(Setting.JWKS_AUDIENCE_CLAIMS)),
        settings.get(Setting.CLOCK_SKEW));
  }

  /** The address of the issuer's metadata, or null where it has none. Nothing is fetched. */
  public static @Nullable URI metadataAddress(String issuer) {
    try {
      return MetadataFetch.openIdAddress(issuer);
    } catch (ProviderException e) {
      return null;
    }
  }
}
