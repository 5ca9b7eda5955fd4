// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.provider.http.ProviderException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/**
 * Where an issuer publishes its metadata, and what they say of its keys (OpenID Connect Discovery
 * 4, RFC 8414 3). Metadata that name another issuer are refused (RFC 8414 3.3).
 */
final class ProviderMetadata {
  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";

  private ProviderMetadata() {}

  /** The address of the issuer's keys, by metadata that must be the issuer's. */
  static URI keysAddress(String issuer, OutboundHttp http) throws ProviderException {
    URI address = openIdAddress(issuer);
    byte[] metadata;
    try {
      metadata = http.get(address);
    } catch (ProviderException e) {
      if (e.status() == 0) {
        throw e;
      }
      address = oauthAddress(issuer);
      metadata = secondTry(address, http);
    }
    return keysAddress(issuer, address, metadata, http);
  }

  private static byte[] secondTry(URI address, OutboundHttp http) throws ProviderException {
    try {
      return http.get(address);
    } catch (ProviderException e) {
      if (e.status() == 0) {
        throw e;
      }
      throw ProviderException.of(
          address,
          "has no metadata of the issuer, answered "
              + e.status()
              + "; correct the issuer, or configure the address of its keys");
    }
  }

  private static URI keysAddress(String issuer, URI address, byte[] metadata, OutboundHttp http)
      throws ProviderException {
    Map<String, Object> values;
    try {
      values = StrictJson.object(metadata);
    } catch (InvalidJsonException e) {
      throw ProviderException.of(address, "has metadata that are no JSON: " + e.getMessage());
    }
    if (!issuer.equals(values.get("issuer"))) {
      throw ProviderException.of(
          address, "has metadata of another issuer; configure the issuer exactly as it is there");
    }
    Object found = values.get("jwks_uri");
    if (!(found instanceof String)) {
      throw ProviderException.of(
          address, "has metadata without jwks_uri; configure the address of its keys");
    }
    URI keys = parse((String) found, "has a jwks_uri that is no address", address);
    String problem = http.problem(keys);
    if (problem != null) {
      throw ProviderException.of(address, "has a jwks_uri that " + problem);
    }
    return keys;
  }

  /** The name goes behind the issuer's path; a slash at its end gives way. */
  static URI openIdAddress(String issuer) throws ProviderException {
    issuerAddress(issuer);
    return issuerAddress(withoutSlash(issuer) + OPENID);
  }

  /** The name goes before the issuer's path (RFC 8414 3.1); a slash at its end gives way. */
  static URI oauthAddress(String issuer) throws ProviderException {
    String path = issuerAddress(issuer).getRawPath();
    String origin = issuer.substring(0, issuer.length() - path.length());
    return issuerAddress(origin + OAUTH + withoutSlash(path));
  }

  private static URI issuerAddress(String issuer) throws ProviderException {
    String wrong = "has an issuer that is no plain https address; configure where its keys are";
    URI address = parse(issuer, wrong, URI.create(""));
    if (address.getHost() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw ProviderException.of(address, wrong);
    }
    return address;
  }

  private static URI parse(String text, String wrong, URI at) throws ProviderException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw ProviderException.of(at, wrong);
    }
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
