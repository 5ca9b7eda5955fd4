// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.mapping;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One servlet and the url-patterns that it is mapped to. Immutable. */
public final class ServletEntry {
  /** The class of the companion servlet. */
  public static final String BEARER_SERVLET = "io.github.servletbearer.BearerServlet";

  private final String name;
  private final @Nullable String className;
  private final SortedSet<UrlPattern> patterns;
  private final Map<String, String> initParameters;

  /** A servlet and its mappings. */
  public ServletEntry(
      String name,
      @Nullable String className,
      Collection<UrlPattern> patterns,
      Map<String, String> initParameters) {
    this.name = name;
    this.className = className;
    this.patterns = Collections.unmodifiableSortedSet(new TreeSet<>(patterns));
    this.initParameters = Collections.unmodifiableMap(new TreeMap<>(initParameters));
  }

  public String name() {
    return name;
  }

  /** The servlet's class, or null where the container hides it, as for a JSP. */
  public @Nullable String className() {
    return className;
  }

  /** Whether it is the companion servlet. */
  public boolean isOurs() {
    return BEARER_SERVLET.equals(className);
  }

  /** Its patterns, sorted; empty for a servlet without a mapping. */
  public SortedSet<UrlPattern> patterns() {
    return patterns;
  }

  public Map<String, String> initParameters() {
    return initParameters;
  }

  @Override
  public String toString() {
    return name + patterns;
  }
}
