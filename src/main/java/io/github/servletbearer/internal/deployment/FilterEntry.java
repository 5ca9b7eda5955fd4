// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;

/** One filter, what it is mapped to, and for which dispatches. Immutable. */
public final class FilterEntry {
  /** The servlet name that stands for every servlet. */
  static final String EVERY_SERVLET = "*";

  private final String name;
  private final @Nullable String className;
  private final Map<String, String> initParameters;
  private final Map<UrlPattern, Set<DispatcherType>> urlPatterns;
  private final Map<String, Set<DispatcherType>> servletNames;

  FilterEntry(
      String name,
      @Nullable String className,
      Map<String, String> initParameters,
      Map<UrlPattern, Set<DispatcherType>> urlPatterns,
      Map<String, Set<DispatcherType>> servletNames) {
    this.name = name;
    this.className = className;
    this.initParameters = Collections.unmodifiableMap(new LinkedHashMap<>(initParameters));
    this.urlPatterns = Collections.unmodifiableMap(new LinkedHashMap<>(urlPatterns));
    this.servletNames = Collections.unmodifiableMap(new LinkedHashMap<>(servletNames));
  }

  /** The filter's name. */
  public String name() {
    return name;
  }

  /** The filter's class, or null where the container hides it. */
  public @Nullable String className() {
    return className;
  }

  /** Its init-params. */
  public Map<String, String> initParameters() {
    return initParameters;
  }

  /** Its url-patterns that see requests from outside; one for FORWARD alone is no lock. */
  public SortedSet<UrlPattern> requestPatterns() {
    SortedSet<UrlPattern> patterns = new TreeSet<>();
    urlPatterns.forEach(
        (pattern, dispatchers) -> {
          if (dispatchers.contains(DispatcherType.REQUEST)) {
            patterns.add(pattern);
          }
        });
    return patterns;
  }

  /** Whether a mapping by servlet-name puts the filter before this servlet's requests. */
  public boolean seesServlet(String servletName) {
    return requests(servletNames.get(servletName)) || requests(servletNames.get(EVERY_SERVLET));
  }

  /** Whether some mapping is for this kind of dispatch. */
  public boolean sees(DispatcherType type) {
    return urlPatterns.values().stream().anyMatch(types -> types.contains(type))
        || servletNames.values().stream().anyMatch(types -> types.contains(type));
  }

  /** Whether the filter is mapped to anything at all. */
  public boolean isMapped() {
    return !urlPatterns.isEmpty() || !servletNames.isEmpty();
  }

  /** Whether some mapping is to the empty pattern, which Tomcat's filters never match. */
  public boolean hasEmptyPattern() {
    return urlPatterns.keySet().stream().anyMatch(pattern -> pattern.text().isEmpty());
  }

  /** Whether some mapping names a servlet instead of a path. */
  public boolean isMappedByServletName() {
    return !servletNames.isEmpty();
  }

  private static boolean requests(@Nullable Set<DispatcherType> dispatchers) {
    return dispatchers != null && dispatchers.contains(DispatcherType.REQUEST);
  }

  Map<UrlPattern, Set<DispatcherType>> urlPatterns() {
    return urlPatterns;
  }

  Map<String, Set<DispatcherType>> servletNames() {
    return servletNames;
  }

  @Override
  public String toString() {
    return name + urlPatterns + servletNames;
  }
}
