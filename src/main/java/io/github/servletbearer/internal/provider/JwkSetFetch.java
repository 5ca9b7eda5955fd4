// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.provider.http.ProviderException;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fetches an issuer's keys, and its metadata where these say where they are. For one thread at a
 * time.
 */
final class JwkSetFetch {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final String issuer;
  private final @Nullable URI uri;
  private final Set<JwsAlgorithm> algorithms;
  private final OutboundHttp http;
  private List<String> lastWarnings = Collections.emptyList();
  private volatile @Nullable ProviderMetadata metadata;

  JwkSetFetch(String issuer, Settings settings, OutboundHttp http) {
    this.issuer = issuer;
    this.uri = settings.find(Setting.JWKS_URI);
    this.algorithms = settings.get(Setting.JWKS_ALGORITHMS);
    this.http = http;
  }

  /**
   * The keys that can be used, one at least: a provider that has none all of a sudden has a fault,
   * and keys that were valid a moment ago are better than no login.
   */
  JwkSet fetch() throws ProviderException {
    // The metadata are read anew each time: a provider may move its keys.
    URI address = uri == null ? readMetadata().keysAddress() : uri;
    byte[] body = http.get(address);
    List<String> warnings = new ArrayList<>();
    JwkSet keys;
    try {
      keys = JwkSet.parse(body, algorithms, warnings);
    } catch (JoseException e) {
      throw ProviderException.of(address, "answers no key set: " + e.getMessage());
    }
    warn(warnings);
    if (keys.size() == 0) {
      throw ProviderException.of(
          address,
          "has no key that can be used;"
              + " compare the use and alg of its keys with the allowed algorithms");
    }
    return keys;
  }

  private ProviderMetadata readMetadata() throws ProviderException {
    ProviderMetadata read = MetadataFetch.fetch(issuer, http);
    metadata = read;
    return read;
  }

  /** Whether the metadata say where the keys are. */
  boolean readsMetadata() {
    return uri == null;
  }

  /** The issuer's metadata as last read, for any thread; null before, and where none are read. */
  @Nullable ProviderMetadata metadata() {
    return metadata;
  }

  private void warn(List<String> warnings) {
    if (!warnings.equals(lastWarnings)) {
      for (String warning : warnings) {
        LOG.warning("keys of " + Redacted.line(issuer) + ": " + Redacted.line(warning));
      }
      lastWarnings = warnings;
    }
  }
}
