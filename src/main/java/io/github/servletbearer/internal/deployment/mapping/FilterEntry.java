// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One filter, what it is mapped to, and for which dispatches. Immutable. */
public final class FilterEntry {
  /** The class of the filters that judge tokens. */
  public static final String BEARER_FILTER = "io.github.servletbearer.BearerFilter";

  /** The class of the filter that refuses paths with two readings. */
  public static final String STRICT_PATH_FILTER = "io.github.servletbearer.StrictPathFilter";

  /** The servlet name that stands for every servlet. */
  public static final String EVERY_SERVLET = "*";

  private final String name;
  private final @Nullable String className;
  private final Map<String, String> initParameters;
  private final Map<UrlPattern, Set<Dispatcher>> urlPatterns;
  private final Map<String, Set<Dispatcher>> servletNames;
  private final boolean assumed;
  private final Set<String> mappedAgain;
  private final SortedSet<UrlPattern> requestPatterns;

  /**
   * @param assumed whether some mapping stands nowhere in web.xml, so that the dispatches that it
   *     is for cannot be known
   */
  public FilterEntry(
      String name,
      @Nullable String className,
      Map<String, String> initParameters,
      Map<UrlPattern, Set<Dispatcher>> urlPatterns,
      Map<String, Set<Dispatcher>> servletNames,
      boolean assumed) {
    this(
        name,
        className,
        initParameters,
        urlPatterns,
        servletNames,
        assumed,
        Collections.emptySet());
  }

  private FilterEntry(
      String name,
      @Nullable String className,
      Map<String, String> initParameters,
      Map<UrlPattern, Set<Dispatcher>> urlPatterns,
      Map<String, Set<Dispatcher>> servletNames,
      boolean assumed,
      Set<String> mappedAgain) {
    this.name = name;
    this.className = className;
    this.initParameters = Collections.unmodifiableMap(new TreeMap<>(initParameters));
    this.urlPatterns = Collections.unmodifiableMap(new TreeMap<>(urlPatterns));
    this.servletNames = Collections.unmodifiableMap(new TreeMap<>(servletNames));
    this.assumed = assumed;
    this.mappedAgain = mappedAgain;
    this.requestPatterns = Collections.unmodifiableSortedSet(patterns(Dispatcher.REQUEST));
  }

  /**
   * The same, where code has mapped the filter again to what web.xml maps it to, perhaps ahead.
   *
   * @param targets the url-patterns and servlet names
   */
  public FilterEntry mappedAgain(Set<String> targets) {
    return new FilterEntry(
        name,
        className,
        initParameters,
        urlPatterns,
        servletNames,
        assumed,
        Collections.unmodifiableSet(new TreeSet<>(targets)));
  }

  /** Whether its place for this url-pattern or servlet name may be another than in web.xml. */
  boolean isMappedAgain(String target) {
    return mappedAgain.contains(target);
  }

  public String name() {
    return name;
  }

  /** The filter's class, or null where the container hides it. */
  public @Nullable String className() {
    return className;
  }

  /** Whether it is one of this library's. */
  public boolean isOurs() {
    return BEARER_FILTER.equals(className) || STRICT_PATH_FILTER.equals(className);
  }

  public Map<String, String> initParameters() {
    return initParameters;
  }

  /** Its url-patterns that see requests from outside; one for FORWARD alone protects nothing. */
  public SortedSet<UrlPattern> requestPatterns() {
    return requestPatterns;
  }

  /** Its url-patterns that see this kind of dispatch. */
  public SortedSet<UrlPattern> patterns(Dispatcher type) {
    SortedSet<UrlPattern> patterns = new TreeSet<>();
    for (Map.Entry<UrlPattern, Set<Dispatcher>> mapping : urlPatterns.entrySet()) {
      if (mapping.getValue().contains(type)) {
        patterns.add(mapping.getKey());
      }
    }
    return patterns;
  }

  /** Its mappings that see requests from outside and not this kind of dispatch, in words. */
  public List<String> requestMappingsWithout(Dispatcher type) {
    List<String> found = new ArrayList<>();
    SortedSet<UrlPattern> seen = patterns(type);
    boolean all = seen.contains(UrlPattern.ALL) || has(servletNames.get(EVERY_SERVLET), type);
    for (UrlPattern pattern : requestPatterns()) {
      boolean isSeen = all;
      for (UrlPattern other : seen) {
        isSeen |= other.covers(pattern);
      }
      if (!isSeen) {
        found.add(pattern.text());
      }
    }
    for (Map.Entry<String, Set<Dispatcher>> mapping : servletNames.entrySet()) {
      Set<Dispatcher> types = mapping.getValue();
      if (!all && types.contains(Dispatcher.REQUEST) && !types.contains(type)) {
        found.add("servlet " + mapping.getKey());
      }
    }
    return found;
  }

  /** Whether a mapping by servlet-name puts the filter before this servlet's requests. */
  public boolean seesServlet(String servletName) {
    return has(servletNames.get(servletName), Dispatcher.REQUEST)
        || has(servletNames.get(EVERY_SERVLET), Dispatcher.REQUEST);
  }

  /** Whether a mapping names exactly this servlet, or every one, for requests from outside. */
  boolean seesName(String servletName) {
    return has(servletNames.get(servletName), Dispatcher.REQUEST);
  }

  /** Whether some mapping is for this kind of dispatch. */
  public boolean sees(Dispatcher type) {
    boolean found = false;
    for (Set<Dispatcher> types : urlPatterns.values()) {
      found |= types.contains(type);
    }
    for (Set<Dispatcher> types : servletNames.values()) {
      found |= types.contains(type);
    }
    return found;
  }

  /** Whether the filter is mapped to anything at all. */
  public boolean isMapped() {
    return !urlPatterns.isEmpty() || !servletNames.isEmpty();
  }

  /** Whether the dispatches of some mapping are only assumed: web.xml does not declare it. */
  public boolean isAssumed() {
    return assumed;
  }

  /** A pattern of some mapping that containers read in different ways, or null. */
  public @Nullable UrlPattern oddPattern() {
    for (UrlPattern pattern : urlPatterns.keySet()) {
      if (pattern.isOdd()) {
        return pattern;
      }
    }
    return null;
  }

  /** Whether some mapping names a servlet instead of a path. */
  public boolean isMappedByServletName() {
    return !servletNames.isEmpty();
  }

  private static boolean has(@Nullable Set<Dispatcher> types, Dispatcher type) {
    return types != null && types.contains(type);
  }

  /** Its url-patterns, each with the dispatches that it is for. */
  public Map<UrlPattern, Set<Dispatcher>> urlPatterns() {
    return urlPatterns;
  }

  /** The servlets that it is mapped to by name, each with the dispatches that it is for. */
  public Map<String, Set<Dispatcher>> servletNames() {
    return servletNames;
  }

  @Override
  public String toString() {
    return name + urlPatterns + servletNames;
  }
}
