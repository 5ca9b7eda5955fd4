// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * What {@code WEB-INF/web.xml} says and no registration tells: dispatcher types, security
 * constraints, roles. Immutable.
 */
public final class WebXml {
  private final List<ServletEntry> servlets;
  private final List<FilterEntry> filters;
  private final FilterOrder filterOrder;
  private final List<SecurityConstraint> constraints;
  private final Set<String> roles;
  private final Map<String, String> contextParameters;
  private final Set<String> ambiguousParameters;
  private final List<String> listeners;
  private final List<String> errorPages;
  private final List<String> welcomeFiles;
  private final @Nullable String displayName;
  private final boolean complete;
  private final boolean excludesInitializers;

  private WebXml(Element root) {
    servlets = Collections.unmodifiableList(servlets(root));
    filters = Collections.unmodifiableList(filters(root));
    filterOrder = filterOrder(root);
    constraints = Collections.unmodifiableList(constraints(root));
    roles = Collections.unmodifiableSet(roles(root));
    contextParameters = Collections.unmodifiableMap(parameters(root, "context-param"));
    ambiguousParameters = Collections.unmodifiableSet(ambiguous(root));
    listeners = Collections.unmodifiableList(texts(root, "listener", "listener-class"));
    errorPages = Collections.unmodifiableList(texts(root, "error-page", "location"));
    welcomeFiles = Collections.unmodifiableList(texts(root, "welcome-file-list", "welcome-file"));
    displayName = SecureXml.text(root, "display-name");
    complete = root.getAttribute("metadata-complete").equals("true");
    excludesInitializers =
        SecureXml.children(root, "absolute-ordering").stream()
            .anyMatch(ordering -> SecureXml.children(ordering, "others").isEmpty());
  }

  private WebXml() {
    servlets = Collections.emptyList();
    filters = Collections.emptyList();
    filterOrder = new FilterOrder();
    constraints = Collections.emptyList();
    roles = Collections.emptySet();
    contextParameters = Collections.emptyMap();
    ambiguousParameters = Collections.emptySet();
    listeners = Collections.emptyList();
    errorPages = Collections.emptyList();
    welcomeFiles = Collections.emptyList();
    displayName = null;
    complete = false;
    excludesInitializers = false;
  }

  /** Reads web.xml; null stands for an application without one. */
  public static WebXml parse(@Nullable InputStream xml) throws IOException {
    return xml == null ? new WebXml() : new WebXml(SecureXml.parse(xml));
  }

  /** The servlets with their mappings, in the order of the file. */
  public List<ServletEntry> servlets() {
    return servlets;
  }

  /** The filters with their mappings, in the order of the file. */
  public List<FilterEntry> filters() {
    return filters;
  }

  /** The order in which the filters run. */
  FilterOrder filterOrder() {
    return filterOrder;
  }

  /** The constraints that ask for a log-in. */
  public List<SecurityConstraint> constraints() {
    return constraints;
  }

  /** The names of all declared security-roles. */
  public Set<String> roles() {
    return roles;
  }

  /** The context-params, which administrators may override in the container. */
  public Map<String, String> contextParameters() {
    return contextParameters;
  }

  /** The context-params that have two values. */
  public Set<String> ambiguousParameters() {
    return ambiguousParameters;
  }

  /** The classes of the listeners. */
  public List<String> listeners() {
    return listeners;
  }

  /** Where error pages are. */
  public List<String> errorPages() {
    return errorPages;
  }

  /** The names of welcome files. */
  public List<String> welcomeFiles() {
    return welcomeFiles;
  }

  /** The display-name, or null. */
  public @Nullable String displayName() {
    return displayName;
  }

  /** Whether nothing is declared elsewhere: by annotations or by fragments (Servlet 3.0 8.1). */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Whether an absolute-ordering keeps the initializers of JARs without a name from running, such
   * as ours (Servlet 3.0 8.2.2, 8.2.4).
   */
  public boolean excludesInitializers() {
    return excludesInitializers;
  }

  private static Set<String> ambiguous(Element root) {
    Map<String, String> first = parameters(root, "context-param");
    Set<String> found = new LinkedHashSet<>();
    for (Element parameter : SecureXml.children(root, "context-param")) {
      String name = SecureXml.text(parameter, "param-name");
      String value = SecureXml.text(parameter, "param-value");
      if (name != null && value != null && !value.equals(first.get(name))) {
        found.add(name);
      }
    }
    return found;
  }

  private static List<String> texts(Element root, String parent, String name) {
    List<String> found = new ArrayList<>();
    SecureXml.children(root, parent).forEach(each -> found.addAll(SecureXml.texts(each, name)));
    return found;
  }

  private static List<ServletEntry> servlets(Element root) {
    Map<String, List<UrlPattern>> mappings = new LinkedHashMap<>();
    for (Element mapping : SecureXml.children(root, "servlet-mapping")) {
      String name = SecureXml.text(mapping, "servlet-name");
      for (String pattern : SecureXml.texts(mapping, "url-pattern")) {
        mappings
            .computeIfAbsent(String.valueOf(name), key -> new ArrayList<>())
            .add(UrlPattern.ofServlet(decode(pattern)));
      }
    }
    List<ServletEntry> found = new ArrayList<>();
    for (Element servlet : SecureXml.children(root, "servlet")) {
      String name = String.valueOf(SecureXml.text(servlet, "servlet-name"));
      found.add(
          new ServletEntry(
              name,
              SecureXml.text(servlet, "servlet-class"),
              mappings.getOrDefault(name, Collections.emptyList()),
              initParameters(servlet)));
    }
    // What is mapped and not declared is the container's own: its servlet for files, or for JSPs.
    found.forEach(servlet -> mappings.remove(servlet.name()));
    mappings.forEach(
        (name, patterns) ->
            found.add(new ServletEntry(name, null, patterns, Collections.emptyMap())));
    return found;
  }

  private static List<FilterEntry> filters(Element root) {
    List<FilterEntry> found = new ArrayList<>();
    for (Element filter : SecureXml.children(root, "filter")) {
      String name = String.valueOf(SecureXml.text(filter, "filter-name"));
      Map<UrlPattern, Set<Dispatcher>> urlPatterns = new LinkedHashMap<>();
      Map<String, Set<Dispatcher>> servletNames = new LinkedHashMap<>();
      for (Element mapping : SecureXml.children(root, "filter-mapping")) {
        if (name.equals(SecureXml.text(mapping, "filter-name"))) {
          Set<Dispatcher> types = dispatchers(mapping);
          for (String pattern : SecureXml.texts(mapping, "url-pattern")) {
            add(urlPatterns, UrlPattern.ofFilter(decode(pattern)), types);
          }
          for (String servletName : SecureXml.texts(mapping, "servlet-name")) {
            add(servletNames, servletName, types);
          }
        }
      }
      found.add(
          new FilterEntry(
              name,
              SecureXml.text(filter, "filter-class"),
              initParameters(filter),
              urlPatterns,
              servletNames,
              false));
    }
    return found;
  }

  private static FilterOrder filterOrder(Element root) {
    FilterOrder order = new FilterOrder();
    for (Element mapping : SecureXml.children(root, "filter-mapping")) {
      if (dispatchers(mapping).contains(Dispatcher.REQUEST)) {
        String name = String.valueOf(SecureXml.text(mapping, "filter-name"));
        for (String pattern : SecureXml.texts(mapping, "url-pattern")) {
          order.add(name, UrlPattern.ofFilter(decode(pattern)));
        }
        for (String servletName : SecureXml.texts(mapping, "servlet-name")) {
          order.add(name, servletName);
        }
      }
    }
    return order;
  }

  private static <K> void add(Map<K, Set<Dispatcher>> mappings, K key, Set<Dispatcher> types) {
    mappings.computeIfAbsent(key, k -> EnumSet.noneOf(Dispatcher.class)).addAll(types);
  }

  /**
   * Without any dispatcher element a mapping is for REQUEST alone (Servlet 3.0 6.2.5). The names
   * are in upper case; Tomcat takes them in lower case too.
   */
  private static Set<Dispatcher> dispatchers(Element mapping) {
    Set<Dispatcher> types = EnumSet.noneOf(Dispatcher.class);
    for (String text : SecureXml.texts(mapping, "dispatcher")) {
      for (Dispatcher type : Dispatcher.values()) {
        if (type.name().equalsIgnoreCase(text)) {
          types.add(type);
        }
      }
    }
    return types.isEmpty() ? EnumSet.of(Dispatcher.REQUEST) : types;
  }

  private static List<SecurityConstraint> constraints(Element root) {
    List<SecurityConstraint> found = new ArrayList<>();
    for (Element constraint : SecureXml.children(root, "security-constraint")) {
      if (SecureXml.children(constraint, "auth-constraint").isEmpty()) {
        continue;
      }
      List<UrlPattern> patterns = new ArrayList<>();
      for (Element collection : SecureXml.children(constraint, "web-resource-collection")) {
        for (String pattern : SecureXml.texts(collection, "url-pattern")) {
          // A constraint on "/" is one on the default servlet, like a servlet's mapping.
          patterns.add(UrlPattern.ofServlet(decode(pattern)));
        }
      }
      found.add(new SecurityConstraint(patterns));
    }
    return found;
  }

  private static Set<String> roles(Element root) {
    Set<String> found = new LinkedHashSet<>();
    for (Element role : SecureXml.children(root, "security-role")) {
      found.addAll(SecureXml.texts(role, "role-name"));
    }
    return found;
  }

  private static Map<String, String> initParameters(Element component) {
    return parameters(component, "init-param");
  }

  private static Map<String, String> parameters(Element component, String element) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Element parameter : SecureXml.children(component, element)) {
      String name = SecureXml.text(parameter, "param-name");
      String value = SecureXml.text(parameter, "param-value");
      if (name != null && value != null) {
        found.putIfAbsent(name, value);
      }
    }
    return found;
  }

  /** Patterns may be percent-encoded in web.xml; containers compare them decoded. */
  private static String decode(String pattern) {
    if (pattern.indexOf('%') < 0) {
      return pattern;
    }
    try {
      return URLDecoder.decode(pattern.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException e) {
      return pattern; // no encoding after all
    }
  }
}
