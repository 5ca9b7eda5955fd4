// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A constraint of the container on some url-patterns and methods: one {@code
 * web-resource-collection} of a {@code security-constraint}, or one part of a
 * {@code @ServletSecurity} (Servlet 3.0 13.4, 13.8). Immutable.
 */
public final class SecurityConstraint {
  /** What the container asks for. */
  public enum Access {
    /** Nothing: there is no auth-constraint, and this opens what others at the pattern lock. */
    FREE,
    /** A login. */
    LOGIN,
    /** The auth-constraint names no role: no request gets in. */
    DENIED
  }

  private final String source;
  private final Access access;
  private final List<UrlPattern> patterns;
  private final Set<String> methods;
  private final boolean omission;

  /**
   * @param source where it stands, in words
   * @param methods the methods that it names
   * @param omission whether it is for all methods but the named ones
   */
  public SecurityConstraint(
      String source,
      Access access,
      Collection<UrlPattern> patterns,
      Collection<String> methods,
      boolean omission) {
    this.source = source;
    this.access = access;
    this.patterns = Collections.unmodifiableList(new ArrayList<>(patterns));
    this.methods = Collections.unmodifiableSet(new LinkedHashSet<>(methods));
    this.omission = omission;
  }

  /** Where it stands, in words. */
  public String source() {
    return source;
  }

  /** What the container asks for. */
  public Access access() {
    return access;
  }

  /** What it is for, in the order of writing. */
  public List<UrlPattern> patterns() {
    return patterns;
  }

  public Set<String> methods() {
    return methods;
  }

  /** Whether it is for requests by this method. */
  public boolean appliesTo(String method) {
    return methods.contains(method) != omission;
  }
}
