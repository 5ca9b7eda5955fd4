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
import javax.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * What {@code WEB-INF/web.xml} says and no registration tells: dispatcher types, security
 * constraints, roles. Immutable.
 */
public final class WebXml {
  private final List<ServletEntry> servlets;
  private final List<FilterEntry> filters;
  private final List<SecurityConstraint> constraints;
  private final Set<String> roles;

  private WebXml(Element root) {
    servlets = Collections.unmodifiableList(servlets(root));
    filters = Collections.unmodifiableList(filters(root));
    constraints = Collections.unmodifiableList(constraints(root));
    roles = Collections.unmodifiableSet(roles(root));
  }

  private WebXml() {
    servlets = Collections.emptyList();
    filters = Collections.emptyList();
    constraints = Collections.emptyList();
    roles = Collections.emptySet();
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

  /** The constraints that ask for a log-in. */
  public List<SecurityConstraint> constraints() {
    return constraints;
  }

  /** The names of all declared security-roles. */
  public Set<String> roles() {
    return roles;
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
    return found;
  }

  private static List<FilterEntry> filters(Element root) {
    List<FilterEntry> found = new ArrayList<>();
    for (Element filter : SecureXml.children(root, "filter")) {
      String name = String.valueOf(SecureXml.text(filter, "filter-name"));
      Map<UrlPattern, Set<DispatcherType>> urlPatterns = new LinkedHashMap<>();
      Map<String, Set<DispatcherType>> servletNames = new LinkedHashMap<>();
      for (Element mapping : SecureXml.children(root, "filter-mapping")) {
        if (name.equals(SecureXml.text(mapping, "filter-name"))) {
          Set<DispatcherType> types = dispatchers(mapping);
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
              servletNames));
    }
    return found;
  }

  private static <K> void add(
      Map<K, Set<DispatcherType>> mappings, K key, Set<DispatcherType> types) {
    mappings.computeIfAbsent(key, k -> EnumSet.noneOf(DispatcherType.class)).addAll(types);
  }

  /**
   * Without any dispatcher element a mapping is for REQUEST alone (Servlet 3.0 6.2.5). The names
   * are in upper case; Tomcat takes them in lower case too.
   */
  private static Set<DispatcherType> dispatchers(Element mapping) {
    Set<DispatcherType> types = EnumSet.noneOf(DispatcherType.class);
    for (String text : SecureXml.texts(mapping, "dispatcher")) {
      for (DispatcherType type : DispatcherType.values()) {
        if (type.name().equalsIgnoreCase(text)) {
          types.add(type);
        }
      }
    }
    return types.isEmpty() ? EnumSet.of(DispatcherType.REQUEST) : types;
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
    Map<String, String> found = new LinkedHashMap<>();
    for (Element parameter : SecureXml.children(component, "init-param")) {
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
