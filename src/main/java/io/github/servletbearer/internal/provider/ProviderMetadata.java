// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import io.github.servletbearer.internal.provider.http.ProviderException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer's metadata say (OpenID Connect Discovery 4, RFC 8414 2). Metadata that name
 * another issuer are refused (RFC 8414 3.3). Immutable.
 */
public final class ProviderMetadata {
  private final URI keysAddress;
  private final @Nullable String authorizationEndpoint;
  private final boolean issuerInResponses;

  private ProviderMetadata(
      URI keysAddress, @Nullable String authorizationEndpoint, boolean issuerInResponses) {
    this.keysAddress = keysAddress;
    this.authorizationEndpoint = authorizationEndpoint;
    this.issuerInResponses = issuerInResponses;
  }

  /**
   * Reads metadata that must be the issuer's.
   *
   * @param address where they were found, for the exception
   */
  public static ProviderMetadata parse(String issuer, URI address, byte[] json)
      throws ProviderException {
    Map<String, Object> values;
    try {
      values = StrictJson.object(json);
    } catch (InvalidJsonException e) {
      throw ProviderException.of(address, "has metadata that are no JSON: " + e.getMessage());
    }
    if (!issuer.equals(values.get("issuer"))) {
      throw ProviderException.of(
          address, "has metadata of another issuer; configure the issuer exactly as it is there");
    }
    Object endpoint = values.get("authorization_endpoint");
    return new ProviderMetadata(
        keysAddress(values.get("jwks_uri"), address),
        endpoint instanceof String ? (String) endpoint : null,
        Boolean.TRUE.equals(values.get("authorization_response_iss_parameter_supported")));
  }

  private static URI keysAddress(@Nullable Object found, URI address) throws ProviderException {
    if (!(found instanceof String)) {
      throw ProviderException.of(
          address, "has metadata without jwks_uri; configure the address of its keys");
    }
    try {
      return new URI((String) found);
    } catch (URISyntaxException e) {
      throw ProviderException.of(address, "has a jwks_uri that is no address");
    }
  }

  /** Where the issuer's keys are, as it says: whether they may be fetched there is not checked. */
  URI keysAddress() {
    return keysAddress;
  }

  /** Where users log in, or null where the issuer names no such address. */
  public @Nullable String authorizationEndpoint() {
    return authorizationEndpoint;
  }

  /** Whether the issuer announces that each authorization response names it (RFC 9207 3). */
  public boolean issuerInResponses() {
    return issuerInResponses;
  }
}
