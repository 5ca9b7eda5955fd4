// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.VerificationKey;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import io.github.servletbearer.internal.log.Redacted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The verification keys of one issuer, by id. Immutable. */
public final class JwkSet {
  private static final int MAX_KEYS = 64;

  private final List<VerificationKey> keys;
  private final Map<String, VerificationKey> byId = new HashMap<>();

  private JwkSet(Collection<VerificationKey> keys) {
    this.keys = new ArrayList<>(keys);
    for (VerificationKey key : keys) {
      String keyId = key.keyId();
      if (keyId != null && byId.put(keyId, key) != null) {
        throw new IllegalArgumentException("two keys with one id");
      }
    }
  }

  /** A set of these keys; ids are distinct. */
  public static JwkSet of(Collection<VerificationKey> keys) {
    return new JwkSet(keys);
  }

  /**
   * Parses the JWK Set (RFC 7517 5) of a provider. Keys with {@code use} enc are skipped. Other
   * unusable keys are skipped with a warning: private or symmetric, not to verify signatures, weak,
   * with an algorithm that is not allowed, with an id that an earlier key has.
   *
   * @param json bounded by the caller
   * @param allowed the algorithms, in the order in which a key without {@code alg} takes the first
   *     that fits it; never symmetric ones
   * @param warnings one sentence for each unusable key is added here
   * @throws JoseException if this is not a JWK Set, or has too many keys
   */
  public static JwkSet parse(byte[] json, Set<JwsAlgorithm> allowed, List<String> warnings)
      throws JoseException {
    List<VerificationKey> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int position = 0;
    for (Object member : members(json)) {
      position++;
      try {
        Jwk jwk = Jwk.of(member);
        if (jwk.isForEncryption() && !jwk.hasSecrets()) {
          continue; // many providers publish such keys in the same set
        }
        VerificationKey key = key(jwk, allowed);
        String keyId = key.keyId();
        if (keyId != null && !ids.add(keyId)) {
          throw new JoseException("an earlier key has the same kid");
        }
        keys.add(key);
      } catch (JoseException e) {
        warnings.add(
            "Key " + position + keyId(member) + " of the set is left out: " + e.getMessage() + ".");
      }
    }
    return of(keys);
  }

  private static List<?> members(byte[] json) throws JoseException {
    List<?> keys;
    try {
      keys = Jwk.set(StrictJson.object(json).get("keys"));
    } catch (InvalidJsonException e) {
      throw new JoseException("the key set is refused: " + e.getMessage());
    }
    if (keys.size() > MAX_KEYS) {
      throw new JoseException("the key set has more than " + MAX_KEYS + " keys");
    }
    return keys;
  }

  private static VerificationKey key(Jwk jwk, Set<JwsAlgorithm> allowed) throws JoseException {
    if (jwk.hasSecrets()) {
      throw new JoseException("it is a secret or private key, which must not be published");
    }
    jwk.requireUse("verify");
    JwsAlgorithm algorithm = jwk.algorithm(allowed);
    return VerificationKey.of(algorithm, jwk.keyId(), jwk.publicKey());
  }

  private static String keyId(Object member) {
    Object keyId = member instanceof Map ? ((Map<?, ?>) member).get("kid") : null;
    return keyId instanceof String ? " (kid " + Redacted.line((String) keyId) + ")" : "";
  }

  /**
   * The key for a token: that of its {@code kid}; without a {@code kid}, the only key of its
   * algorithm. Null where there is none, or where the key is bound to another algorithm than the
   * token claims.
   */
  public @Nullable VerificationKey find(Jws token) {
    String keyId = token.keyId();
    if (keyId == null) {
      return only(token.algorithm());
    }
    VerificationKey key = byId.get(keyId);
    return key != null && key.algorithm() == token.algorithm() ? key : null;
  }

  private @Nullable VerificationKey only(JwsAlgorithm algorithm) {
    VerificationKey only = null;
    for (VerificationKey key : keys) {
      if (key.algorithm() == algorithm) {
        if (only != null) {
          return null;
        }
        only = key;
      }
    }
    return only;
  }

  /** Whether this very key, equal in id, algorithm and material, is in the set. */
  public boolean contains(VerificationKey key) {
    return keys.contains(key);
  }

  public int size() {
    return keys.size();
  }
}
