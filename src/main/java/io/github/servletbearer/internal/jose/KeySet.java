// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The verification keys of one issuer, by id. Immutable. */
public final class KeySet {
  private final List<VerificationKey> keys;

  private KeySet(Collection<VerificationKey> keys) {
    this.keys = new ArrayList<>(keys);
  }

  /** A set of these keys; ids are distinct. */
  public static KeySet of(Collection<VerificationKey> keys) {
    return new KeySet(keys);
  }

  /**
   * Reads a JWK Set (RFC 7517 5) of somebody else. A key that cannot serve is left out and named in
   * the warnings: private or symmetric, not for signatures, weak, with an algorithm that is not
   * allowed, with an id that another key has.
   *
   * @param allowed the algorithms, in the order in which a key without {@code alg} takes the first
   *     that fits it; never symmetric ones
   * @param warnings one sentence for each key left out is added here
   * @throws JoseException if this is no JWK Set, or has more keys than anybody needs
   */
  public static KeySet parse(byte[] json, Set<JwsAlgorithm> allowed, List<String> warnings)
      throws JoseException {
    if (json.length > 0) {
      throw new JoseException("not written yet");
    }
    return of(new ArrayList<>());
  }

  /**
   * The key for a token: that of its {@code kid}; without a {@code kid}, the only key of its
   * algorithm. Null where there is none, or where the key is bound to another algorithm than the
   * token claims.
   */
  public @Nullable VerificationKey find(Jws token) {
    return keys.stream().filter(key -> key.verifies(token)).findFirst().orElse(null);
  }

  /** Whether this very key, equal in id, algorithm and material, is in the set. */
  public boolean contains(VerificationKey key) {
    return keys.contains(key);
  }

  /** How many keys there are. */
  public int size() {
    return keys.size();
  }
}
