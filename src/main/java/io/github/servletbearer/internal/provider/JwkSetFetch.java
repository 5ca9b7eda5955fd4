// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.provider.http.ProviderException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Logger;

/** Fetches an issuer's keys once. For one thread at a time. */
final class JwkSetFetch {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final JwkSetConfig config;
  private final OutboundHttp http;
  private List<String> lastWarnings = Collections.emptyList();

  JwkSetFetch(JwkSetConfig config, OutboundHttp http) {
    this.config = config;
    this.http = http;
  }

  /**
   * The keys that can be used, one at least: a provider that has none all of a sudden has a fault,
   * and keys that were good a moment ago are better than nobody's log-in.
   */
  JwkSet fetch() throws ProviderException {
    // The metadata are read anew each time: a provider may move its keys.
    URI address = config.jwksUri();
    if (address == null) {
      address = ProviderMetadata.keysAddress(config.issuer(), http);
    }
    byte[] body = http.get(address);
    List<String> warnings = new ArrayList<>();
    JwkSet keys;
    try {
      keys = JwkSet.parse(body, config.allowed(), warnings);
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

  private void warn(List<String> warnings) {
    if (!warnings.equals(lastWarnings)) {
      for (String warning : warnings) {
        LOG.warning("keys of " + Redacted.line(config.issuer()) + ": " + Redacted.line(warning));
      }
      lastWarnings = warnings;
    }
  }
}
