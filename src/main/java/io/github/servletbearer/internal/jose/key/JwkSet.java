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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The verification keys of one issuer. Immutable. */
public final class JwkSet {
  /** As many keys as a set may have, whether they can be used or not. */
  public static final int MAX_KEYS = 500;

  /** As many keys as are tried for one token, which bounds what a forged one costs. */
  public static final int MAX_CANDIDATES = 8;

  private final List<Entry> entries = new ArrayList<>();

  private JwkSet() {}

  /** A set of these keys. */
  public static JwkSet of(Collection<VerificationKey> keys) {
    JwkSet set = new JwkSet();
    keys.forEach(key -> set.entries.add(new Entry(key, null, null)));
    return set;
  }

  /**
   * Parses the JWK Set (RFC 7517 5) of a provider. Keys with {@code use} enc are skipped. Other
   * unusable keys are skipped with a warning: private or symmetric, not to verify signatures, weak,
   * with an algorithm that is not allowed.
   *
   * @param json bounded by the caller
   * @param allowed the algorithms, in the order in which a key without {@code alg} takes the first
   *     that fits it; never symmetric ones
   * @param warnings one sentence for each unusable key is added here
   * @throws JoseException if this is not a JWK Set, or has too many keys
   */
  public static JwkSet parse(byte[] json, Set<JwsAlgorithm> allowed, List<String> warnings)
      throws JoseException {
    JwkSet set = new JwkSet();
    int position = 0;
    for (Object member : members(json)) {
      position++;
      try {
        Jwk jwk = Jwk.of(member);
        if (jwk.isForEncryption() && !jwk.hasSecrets()) {
          continue; // many providers publish such keys in the same set
        }
        VerificationKey key = key(jwk, allowed);
        set.entries.add(new Entry(key, jwk.thumbprint("x5t#S256"), jwk.thumbprint("x5t")));
      } catch (JoseException e) {
        warnings.add(
            "Key " + position + keyId(member) + " of the set is left out: " + e.getMessage() + ".");
      }
    }
    return set;
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
   * The keys that may have signed a token: those of its {@code kid}, which may repeat (RFC 7517
   * 4.5); without a {@code kid} those of its certificate's thumbprint; where no key has that, all.
   * Of these only such as are bound to the algorithm that the token claims, at most {@link
   * #MAX_CANDIDATES} in the order of the set.
   */
  public List<VerificationKey> candidates(Jws token) {
    Predicate<Entry> named = named(token);
    List<VerificationKey> candidates = new ArrayList<>(1);
    for (Entry entry : entries) {
      if (candidates.size() < MAX_CANDIDATES
          && entry.key.algorithm() == token.algorithm()
          && named.test(entry)) {
        candidates.add(entry.key);
      }
    }
    return candidates;
  }

  /** Which keys the header of a token means. */
  private Predicate<Entry> named(Jws token) {
    String keyId = token.keyId();
    if (keyId != null) {
      return entry -> keyId.equals(entry.key.keyId());
    }
    String thumbprint = token.thumbprint();
    String sha1Thumbprint = token.sha1Thumbprint();
    Predicate<Entry> byThumbprint = entry -> same(thumbprint, entry.thumbprint);
    if (entries.stream().noneMatch(byThumbprint)) {
      byThumbprint = entry -> same(sha1Thumbprint, entry.sha1Thumbprint);
    }
    return entries.stream().anyMatch(byThumbprint) ? byThumbprint : entry -> true;
  }

  private static boolean same(@Nullable String named, @Nullable String thumbprint) {
    return named != null && named.equals(thumbprint);
  }

  /** Why each key is or is not among the candidates for a token: a sentence for each, in order. */
  public List<String> explain(Jws token) {
    Predicate<Entry> named = named(token);
    List<String> sentences = new ArrayList<>();
    int candidates = 0;
    for (Entry entry : entries) {
      String reason;
      if (!named.test(entry)) {
        reason = token.keyId() == null ? "not of this x5t" : "another kid";
      } else if (entry.key.algorithm() != token.algorithm()) {
        reason = "for another alg than " + token.algorithm().header();
      } else {
        reason = candidates++ < MAX_CANDIDATES ? "a candidate" : "beyond the first candidates";
      }
      sentences.add(entry.key + ": " + reason);
    }
    return sentences;
  }

  /** Whether this very key, equal in id, algorithm and material, is in the set. */
  public boolean contains(VerificationKey key) {
    for (Entry entry : entries) {
      if (entry.key.equals(key)) {
        return true;
      }
    }
    return false;
  }

  public int size() {
    return entries.size();
  }

  /** The names of the algorithms that the keys have, each once. */
  public Set<String> algorithms() {
    Set<String> names = new LinkedHashSet<>();
    entries.forEach(entry -> names.add(entry.key.algorithm().header()));
    return names;
  }

  /** A key and the thumbprints of its certificate (RFC 7517 4.8, 4.9). */
  private static final class Entry {
    private final VerificationKey key;
    private final @Nullable String thumbprint;
    private final @Nullable String sha1Thumbprint;

    Entry(VerificationKey key, @Nullable String thumbprint, @Nullable String sha1Thumbprint) {
      this.key = key;
      this.thumbprint = thumbprint;
      this.sha1Thumbprint = sha1Thumbprint;
    }
  }
}
