// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.TestSettings;
import java.net.URI;
import java.util.List;

/** Keys of a provider, and tokens signed by them: made by another library than ours. */
final class ProviderKeys {
  static final ECKey A = key("a");
  static final ECKey B = key("b");
  static final ECKey C = key("c");

  private ProviderKeys() {}

  /** The settings of a provider that signs by ES256; its metadata say where its keys are. */
  static Settings settings(String issuer) {
    return TestSettings.with(
        "verify", "jwks", "jwksIssuer", issuer, "jwksAudience", "api", "jwksAlgorithms", "ES256");
  }

  /** The settings of a provider that signs by ES256. */
  static Settings settings(String issuer, URI keys) {
    return TestSettings.with(
        "verify",
        "jwks",
        "jwksIssuer",
        issuer,
        "jwksAudience",
        "api",
        "jwksAlgorithms",
        "ES256",
        "jwksUri",
        keys.toString());
  }

  static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A JWK Set as it is published. */
  static String set(ECKey... keys) {
    return new JWKSet(List.<JWK>of(keys)).toString();
  }

  /** A token that names a key. */
  static Jws token(ECKey key) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(com.nimbusds.jose.JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
      JWSObject token = new JWSObject(header, new Payload("{}"));
      token.sign(new ECDSASigner(key));
      return Jws.parse(token.serialize());
    } catch (com.nimbusds.jose.JOSEException | JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
