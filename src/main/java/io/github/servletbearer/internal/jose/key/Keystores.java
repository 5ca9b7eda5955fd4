// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.log.Redacted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Key pairs in Java's keystores: each entry with a private key, its alias as id. */
final class Keystores {
  private Keystores() {}

  static boolean isOne(byte[] content) {
    return type(content) != null;
  }

  /** By the first bytes: PKCS 12 is a long sequence of ASN.1, the others have a number. */
  private static @Nullable String type(byte[] content) {
    if (content.length < 4) {
      return null;
    }
    int magic = ByteBuffer.wrap(content).getInt();
    if (magic == 0xfeedfeed) {
      return "JKS";
    }
    if (magic == 0xcececece) {
      return "JCEKS";
    }
    return content[0] == 0x30 && content[1] < 0 ? "PKCS12" : null;
  }

  /** The keys in the order of their aliases, for keystores keep none. */
  static List<SigningKey> read(byte[] content, char @Nullable [] password) throws JoseException {
    if (password == null) {
      throw new JoseException("a keystore needs its password");
    }
    List<SigningKey> keys = new ArrayList<>();
    try {
      KeyStore store = KeyStore.getInstance(type(content));
      store.load(new ByteArrayInputStream(content), password);
      List<String> aliases = Collections.list(store.aliases());
      Collections.sort(aliases);
      for (String alias : aliases) {
        if (store.isKeyEntry(alias)) {
          keys.add(key(store, alias, password));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new JoseException(
          "a keystore that cannot be opened; the password is wrong, or it is neither PKCS 12 nor JKS");
    }
    if (keys.isEmpty()) {
      throw new JoseException("a keystore without a private key");
    }
    return keys;
  }

  private static SigningKey key(KeyStore store, String alias, char[] password)
      throws JoseException, GeneralSecurityException {
    Key key = store.getKey(alias, password);
    Certificate certificate = store.getCertificate(alias);
    try {
      if (key instanceof PrivateKey && certificate != null) {
        return SigningKey.of(null, alias, (PrivateKey) key, certificate.getPublicKey());
      }
      throw new JoseException("it is not a key pair; write a secret as a JWK");
    } catch (JoseException e) {
      throw new JoseException("entry " + Redacted.line(alias) + ": " + e.getMessage());
    }
  }
}
