// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter that is neither ours nor the container's, and what is known of its kind. Immutable. */
public final class OtherFilter {
  private final FilterEntry entry;
  private final @Nullable KnownFilter known;

  OtherFilter(FilterEntry entry, @Nullable KnownFilter known) {
    this.entry = entry;
    this.known = known;
  }

  /** The filter and its mappings. */
  public FilterEntry entry() {
    return entry;
  }

  public String name() {
    return entry.name();
  }

  /** Whether its class is known to answer nothing but what CORS demands. */
  public boolean alwaysPasses() {
    return known != null && known.role() == KnownFilter.Role.PASSES || isCors();
  }

  /** Whether its class is known to answer preflights for pages of other origins. */
  public boolean isCors() {
    return known != null && known.role() == KnownFilter.Role.CORS;
  }

  /** Whether its class is known to keep answers and to give them to others. */
  public boolean keepsAnswers() {
    return known != null && known.role() == KnownFilter.Role.KEEPS;
  }

  /** Whether it hands on a preflight after it has answered: what Jetty's does by default. */
  public boolean handsOnPreflights() {
    String chains = entry.initParameters().get("chainPreflight");
    return known == KnownFilter.JETTY_CORS && !"false".equalsIgnoreCase(chains);
  }

  /** The url-patterns at which it is known to serve content of its own, like a servlet. */
  public List<UrlPattern> servedPatterns() {
    return servedBy().isEmpty() ? Collections.emptyList() : patterns();
  }

  /** What serves there, by the name of the product; an empty text where nothing is known to. */
  public String servedBy() {
    return known != null && known.role() == KnownFilter.Role.SERVES ? known.product() : "";
  }

  /** The url-patterns for requests from outside. */
  public List<UrlPattern> patterns() {
    return Collections.unmodifiableList(new ArrayList<>(entry.requestPatterns()));
  }

  /** Its name with what it is: the product's, or that of the class. */
  @Override
  public String toString() {
    String what = known == null ? entry.className() : known.product();
    return what == null ? entry.name() : entry.name() + " (" + what + ")";
  }
}
