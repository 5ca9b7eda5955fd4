// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint.Access;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All constraints of the container, combined as it combines them (Servlet 3.0 13.8.1): the pattern
 * that fits a path best decides, and of the constraints at that pattern those for the method.
 * Immutable.
 */
public final class SecurityConstraints {
  /** Stands for every method that no constraint names. */
  private static final String OTHER_METHODS = "*";

  /** Always refused by our filter, so that a constraint on it changes nothing. */
  private static final String TRACE = "TRACE";

  private final List<SecurityConstraint> all;
  private final boolean denyUncovered;

  /**
   * @param denyUncovered whether a method is denied that no constraint at a pattern is for
   */
  public SecurityConstraints(Collection<SecurityConstraint> all, boolean denyUncovered) {
    this.all = Collections.unmodifiableList(new ArrayList<>(all));
    this.denyUncovered = denyUncovered;
  }

  /** What the container asks for on some paths by some methods. Immutable. */
  public static final class Demand {
    private final UrlPattern pattern;
    private final Access access;
    private final String source;
    private final String methods;

    Demand(UrlPattern pattern, Access access, String source, String methods) {
      this.pattern = pattern;
      this.access = access;
      this.source = source;
      this.methods = methods;
    }

    public UrlPattern pattern() {
      return pattern;
    }

    /** A login, or denied. */
    public Access access() {
      return access;
    }

    /** The constraint that asks, in words. */
    public String source() {
      return source;
    }

    /** The methods, in words. */
    public String methods() {
      return methods;
    }
  }

  /** The demands on the paths of this pattern; none where access is free. */
  public List<Demand> on(UrlPattern covered) {
    List<Demand> demands = new ArrayList<>();
    for (UrlPattern pattern : patterns()) {
      UrlPattern common = pattern.intersect(covered);
      if (common != null && !isTakenByAnother(pattern, common)) {
        add(pattern, common, Access.LOGIN, demands);
        add(pattern, common, Access.DENIED, demands);
      }
    }
    return demands;
  }

  private Set<UrlPattern> patterns() {
    Set<UrlPattern> patterns = new LinkedHashSet<>();
    for (SecurityConstraint constraint : all) {
      patterns.addAll(constraint.patterns());
    }
    return patterns;
  }

  private boolean isTakenByAnother(UrlPattern pattern, UrlPattern common) {
    return patterns().stream().anyMatch(other -> other.covers(common) && other.goesBefore(pattern));
  }

  private void add(UrlPattern pattern, UrlPattern common, Access access, List<Demand> demands) {
    Set<String> named = new TreeSet<>();
    all.forEach(constraint -> named.addAll(constraint.methods()));
    Set<String> demanded = new TreeSet<>();
    Set<String> free = new TreeSet<>();
    for (String method : named) {
      if (!method.equals(TRACE)) {
        (access(pattern, method) == access ? demanded : free).add(method);
      }
    }
    boolean others = access(pattern, OTHER_METHODS) == access;
    if (!others && demanded.isEmpty()) {
      return;
    }
    String methods =
        !others
            ? String.join(", ", demanded)
            : "every method" + (free.isEmpty() ? "" : " but " + String.join(", ", free));
    String method = others ? OTHER_METHODS : demanded.iterator().next();
    demands.add(new Demand(common, access, source(pattern, method, access), methods));
  }

  /** DENIED beats FREE, and FREE beats LOGIN (Servlet 3.0 13.8.1). */
  private Access access(UrlPattern pattern, String method) {
    Access combined = null;
    for (SecurityConstraint constraint : all) {
      if (constraint.patterns().contains(pattern) && constraint.appliesTo(method)) {
        combined = combined == null ? constraint.access() : combine(combined, constraint.access());
      }
    }
    return combined == null ? (denyUncovered ? Access.DENIED : Access.FREE) : combined;
  }

  private static Access combine(Access a, Access b) {
    if (a == Access.DENIED || b == Access.DENIED) {
      return Access.DENIED;
    }
    return a == Access.FREE || b == Access.FREE ? Access.FREE : Access.LOGIN;
  }

  private String source(UrlPattern pattern, String method, Access access) {
    @Nullable String source = null;
    for (SecurityConstraint constraint : all) {
      boolean asks =
          constraint.access() == access
              && constraint.patterns().contains(pattern)
              && constraint.appliesTo(method);
      source = source == null && asks ? constraint.source() : source;
    }
    return source == null ? "deny-uncovered-http-methods" : source;
  }
}
