// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** A {@code security-constraint} of web.xml that asks for the container's log-in. Immutable. */
public final class SecurityConstraint {
  private final List<UrlPattern> patterns;

  SecurityConstraint(Collection<UrlPattern> patterns) {
    this.patterns = Collections.unmodifiableList(new ArrayList<>(patterns));
  }

  /** What it covers, in the order of web.xml. */
  public List<UrlPattern> patterns() {
    return patterns;
  }
}
