// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import io.github.servletbearer.internal.jose.Ed25519;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.RsaVerifier;
import io.github.servletbearer.internal.log.Redacted;
import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A key pair in PEM (RFC 7468): one private key in PKCS 8, and its public key or certificate, which
 * an RSA key alone does not need. Text around the blocks is skipped.
 */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String[] KINDS = {"RSA", "EC", Ed25519.NAME};

  private @Nullable PrivateKey privateKey;
  private @Nullable PublicKey publicKey;

  private Pem() {}

  static boolean isOne(String text) {
    return text.contains(BEGIN);
  }

  static SigningKey read(String text) throws JoseException {
    Pem pem = new Pem();
    int start = text.indexOf(BEGIN);
    while (start >= 0) {
      int labelEnd = indexOf("-----", text, start + BEGIN.length());
      String label = text.substring(start + BEGIN.length(), labelEnd);
      int end = indexOf("-----END " + label + "-----", text, labelEnd + 5);
      pem.block(label, text.substring(labelEnd + 5, end));
      start = text.indexOf(BEGIN, end);
    }
    return pem.key();
  }

  private static int indexOf(String mark, String text, int start) throws JoseException {
    int index = text.indexOf(mark, start);
    if (index < 0) {
      throw new JoseException("a PEM block without an end");
    }
    return index;
  }

  private void block(String label, String body) throws JoseException {
    switch (label) {
      case "PRIVATE KEY":
        if (privateKey != null) {
          throw new JoseException("two private keys in one PEM file; give each a file of its own");
        }
        privateKey = privateKey(decoded(body));
        break;
      case "PUBLIC KEY":
        publicKey = publicKey == null ? publicKey(decoded(body)) : publicKey;
        break;
      case "CERTIFICATE": // the first is the key's own, others its chain
        publicKey = publicKey == null ? certified(decoded(body)) : publicKey;
        break;
      case "ENCRYPTED PRIVATE KEY":
        throw new JoseException(
            "an encrypted private key; remove the password and protect the file:"
                + " openssl pkey -in key.pem -out plain.pem");
      case "EC PARAMETERS": // openssl puts them before an EC PRIVATE KEY
        break;
      default:
        throw new JoseException(
            "a PEM block of "
                + Redacted.line(label)
                + "; a private key is wanted in PKCS 8:"
                + " openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem");
    }
  }

  private SigningKey key() throws JoseException {
    if (privateKey == null) {
      throw new JoseException("a PEM file without a private key (BEGIN PRIVATE KEY)");
    }
    PublicKey other = publicKey == null ? publicKeyOf(privateKey) : publicKey;
    return SigningKey.of(null, null, privateKey, other);
  }

  private static PublicKey publicKeyOf(PrivateKey key) throws JoseException {
    if (key instanceof RSAPrivateCrtKey) {
      RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
      return RsaVerifier.publicKey(rsa.getModulus(), rsa.getPublicExponent());
    }
    throw new JoseException(
        "a private key without its public key; append that to the file:"
            + " openssl pkey -in key.pem -pubout >> key.pem");
  }

  private static byte[] decoded(String body) throws JoseException {
    StringBuilder digits = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      if (body.charAt(i) > ' ') {
        digits.append(body.charAt(i));
      }
    }
    try {
      return Base64.getDecoder().decode(digits.toString());
    } catch (IllegalArgumentException e) {
      throw new JoseException("a PEM block that is not base64"); // whose message would quote it
    }
  }

  private static PrivateKey privateKey(byte[] der) throws JoseException {
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(der);
    return key("private", factory -> factory.generatePrivate(encoded));
  }

  private static PublicKey publicKey(byte[] der) throws JoseException {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(der);
    return key("public", factory -> factory.generatePublic(encoded));
  }

  /** Makes a key by a factory for one kind of keys. */
  private interface KeyMaker<K> {
    K make(KeyFactory factory) throws InvalidKeySpecException;
  }

  private static <K> K key(String which, KeyMaker<K> maker) throws JoseException {
    for (String kind : KINDS) {
      try {
        return maker.make(KeyFactory.getInstance(kind));
      } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
        // of another kind, or Ed25519 before Java 15
      }
    }
    throw new JoseException("a " + which + " key that is not RSA, EC or (from Java 15 on) Ed25519");
  }

  private static PublicKey certified(byte[] der) throws JoseException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(der))
          .getPublicKey();
    } catch (CertificateException e) {
      throw new JoseException("a certificate that is not X.509");
    }
  }
}
