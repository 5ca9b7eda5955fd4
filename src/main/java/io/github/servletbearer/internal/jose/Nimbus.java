// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All uses of nimbus-jose-jwt, in the only class that links it: an application without keys of its
 * own or of a provider runs without it. RSA, EC and secret keys only; it cannot convert those of
 * {@link Ed25519}.
 */
public final class Nimbus {
  private Nimbus() {}

  /** Whether a key is a point of the curve of this name (SEC 1 3.2.2.1; their cofactor is 1). */
  public static boolean isOnCurve(String name, ECPublicKey key) {
    ECParameterSpec curve = Curve.parse(name).toECParameterSpec();
    ECParameterSpec claimed = key.getParams();
    ECPoint point = key.getW();
    return claimed.getCurve().equals(curve.getCurve())
        && claimed.getGenerator().equals(curve.getGenerator())
        && claimed.getOrder().equals(curve.getOrder())
        && !point.equals(ECPoint.POINT_INFINITY)
        && isInField(point.getAffineX(), curve)
        && isInField(point.getAffineY(), curve)
        && ECChecks.isPointOnCurve(point.getAffineX(), point.getAffineY(), curve);
  }

  private static boolean isInField(BigInteger coordinate, ECParameterSpec curve) {
    BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    return coordinate.signum() >= 0 && coordinate.compareTo(prime) < 0;
  }

  /**
   * Converts an ECDSA signature of JWS to the form of the JDK (RFC 7518 3.4, RFC 3279 2.2.3); Java
   * 8 accepts no other.
   */
  static byte[] der(byte[] signature) {
    try {
      return ECDSA.transcodeSignatureToDER(signature);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("not two numbers of one length");
    }
  }

  /** The keys of a JWK of RSA or EC (RFC 7518 6.2, 6.3); the private one is null if it has none. */
  public static KeyPair keys(Map<String, Object> jwk) throws JoseException {
    try {
      JWK key = JWK.parse(jwk);
      return key instanceof RSAKey ? ((RSAKey) key).toKeyPair() : key.toECKey().toKeyPair();
    } catch (ParseException | JOSEException | RuntimeException e) {
      throw new JoseException("its members are no key of its kty"); // foreign messages may quote
    }
  }

  /** The members that make a key of RSA or EC, private ones too where the private key is given. */
  public static Map<String, Object> jwk(
      JwsAlgorithm algorithm, PublicKey key, @Nullable PrivateKey secret) throws JoseException {
    JWK jwk;
    if (key instanceof RSAPublicKey) {
      RSAKey.Builder rsa = new RSAKey.Builder((RSAPublicKey) key);
      jwk = (secret == null ? rsa : rsa.privateKey(secret)).build();
    } else if (key instanceof ECPublicKey) {
      ECKey.Builder ec = new ECKey.Builder(Curve.parse(algorithm.curve()), (ECPublicKey) key);
      jwk = (secret == null ? ec : ec.privateKey(secret)).build();
    } else {
      throw new JoseException("the key does not fit " + algorithm.header());
    }
    return new LinkedHashMap<>(jwk.toJSONObject());
  }

  /** The thumbprint of a JWK (RFC 7638 3): the same for the public and the private key. */
  public static String thumbprint(Map<String, Object> jwk) throws JoseException {
    try {
      return JWK.parse(jwk).computeThumbprint().toString();
    } catch (ParseException | JOSEException e) {
      throw new JoseException("the key has no thumbprint; give it a kid");
    }
  }

  /** A signer of RSA or EC. */
  public static Signer signer(JwsAlgorithm algorithm, PrivateKey key) throws JoseException {
    try {
      return algorithm.family() == JwsAlgorithm.Family.ECDSA
          ? signer(algorithm, new ECDSASigner(key, Curve.parse(algorithm.curve())))
          : signer(algorithm, new RSASSASigner(key));
    } catch (JOSEException | IllegalArgumentException e) {
      throw new JoseException("the private key does not fit " + algorithm.header());
    }
  }

  public static Signer signer(JwsAlgorithm algorithm, byte[] secret) throws JoseException {
    try {
      return signer(algorithm, new MACSigner(secret));
    } catch (JOSEException e) {
      throw new JoseException("the secret does not fit " + algorithm.header());
    }
  }

  private static Signer signer(JwsAlgorithm algorithm, JWSSigner signer) {
    JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.header()));
    return text -> {
      try {
        return signer.sign(header, text).decode();
      } catch (JOSEException e) {
        throw new JoseException("the private key could not sign");
      }
    };
  }
}
