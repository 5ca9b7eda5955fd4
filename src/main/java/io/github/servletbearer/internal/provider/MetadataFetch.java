// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.provider.http.ProviderException;
import java.net.URI;
import java.net.URISyntaxException;

/** Where an issuer publishes its metadata (OpenID Connect Discovery 4, RFC 8414 3). */
final class MetadataFetch {
  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";

  private MetadataFetch() {}

  /** The issuer's metadata, whose address of keys is one that may be asked. */
  static ProviderMetadata fetch(String issuer, OutboundHttp http) throws ProviderException {
    URI address = openIdAddress(issuer);
    byte[] json;
    try {
      json = http.get(address);
    } catch (ProviderException e) {
      if (e.status() == 0) {
        throw e;
      }
      address = oauthAddress(issuer);
      json = secondTry(address, http);
    }
    ProviderMetadata metadata = ProviderMetadata.parse(issuer, address, json);
    String problem = http.problem(metadata.keysAddress(), address);
    if (problem != null) {
      throw ProviderException.of(address, "has a jwks_uri that " + problem);
    }
    return metadata;
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
    URI address;
    try {
      address = new URI(issuer);
    } catch (URISyntaxException e) {
      throw ProviderException.of(URI.create(""), wrong);
    }
    if (address.getHost() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw ProviderException.of(address, wrong);
    }
    return address;
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
