// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.FilterOrder;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint.Access;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Reads a web.xml or a web-fragment.xml, of any version. */
final class WebXmlReader {
  /** What they are called where all roles are meant (Servlet 3.0 13.3, 3.1 13.3). */
  private static final List<String> ALL_ROLES = Arrays.asList("*", "**");

  private static final List<String> VERSIONS_BY_DTD = Arrays.asList("2.2", "2.3");

  /** The namespace of version 2.4 alone. */
  private static final String J2EE = "http://java.sun.com/xml/ns/j2ee";

  private WebXmlReader() {}

  /** The content of the file. */
  static WebXmlContent read(InputStream xml) throws IOException {
    WebXmlContent content = new WebXmlContent();
    Element root = SecureXml.parse(xml);
    Unambiguous.require(root);
    content.present = true;
    content.servlets.addAll(servlets(root));
    content.filters.addAll(filters(root));
    content.roleLinks.putAll(roleLinks(root));
    content.filterOrder = filterOrder(root);
    content.constraints.addAll(constraints(root));
    content.roles.addAll(roles(root));
    content.contextParameters.putAll(parameters(root, "context-param"));
    content.ambiguousParameters.addAll(ambiguous(root));
    content.listeners.addAll(texts(root, "listener", "listener-class"));
    content.errorPages.addAll(texts(root, "error-page", "location"));
    content.welcomeFiles.addAll(texts(root, "welcome-file-list", "welcome-file"));
    content.pages.addAll(pages(root));
    content.externalEntities.addAll(SecureXml.externalEntities(root));
    content.displayName = SecureXml.text(root, "display-name");
    content.version = version(root);
    for (Element login : SecureXml.children(root, "login-config")) {
      content.loginMethod = SecureXml.text(login, "auth-method");
    }
    for (Element session : SecureXml.children(root, "session-config")) {
      for (Element cookie : SecureXml.children(session, "cookie-config")) {
        content.sessionCookie = SecureXml.text(cookie, "name");
      }
    }
    content.complete = root.getAttribute("metadata-complete").trim().equals("true");
    content.deniesUncoveredMethods =
        !SecureXml.children(root, "deny-uncovered-http-methods").isEmpty();
    content.fragmentName = SecureXml.text(root, "name");
    for (Element ordering : SecureXml.children(root, "absolute-ordering")) {
      content.ordered = SecureXml.texts(ordering, "name");
      content.others = !SecureXml.children(ordering, "others").isEmpty();
    }
    return content;
  }

  /** By its DTD (2.2 and 2.3), which goes before the attribute of later versions. */
  private static @Nullable String version(Element root) {
    String dtd = SecureXml.dtd(root);
    for (String version : VERSIONS_BY_DTD) {
      if (dtd.contains("Web Application " + version)
          || dtd.contains("web-app_" + version.replace('.', '_'))) {
        return version;
      }
    }
    String version = root.getAttribute("version").trim();
    if (version.isEmpty()) {
      return J2EE.equals(root.getNamespaceURI()) ? "2.4" : null;
    }
    return version;
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

  /** What a jsp-property-group names is mapped to the servlet for JSPs (JSP 2.1 3.3.1). */
  private static List<UrlPattern> pages(Element root) {
    List<UrlPattern> found = new ArrayList<>();
    for (Element config : SecureXml.children(root, "jsp-config")) {
      texts(config, "jsp-property-group", "url-pattern")
          .forEach(pattern -> found.add(UrlPattern.ofServlet(decode(pattern))));
    }
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

  /** By servlet, the role that each name of its security-role-refs links to (Servlet 3.0 13.3). */
  private static Map<String, Map<String, String>> roleLinks(Element root) {
    Map<String, Map<String, String>> found = new LinkedHashMap<>();
    for (Element servlet : SecureXml.children(root, "servlet")) {
      Map<String, String> links = new LinkedHashMap<>();
      for (Element reference : SecureXml.children(servlet, "security-role-ref")) {
        String name = SecureXml.text(reference, "role-name");
        String link = SecureXml.text(reference, "role-link");
        if (name != null && link != null) {
          links.put(name, link);
        }
      }
      if (!links.isEmpty()) {
        found.put(String.valueOf(SecureXml.text(servlet, "servlet-name")), links);
      }
    }
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
      List<Element> auth = SecureXml.children(constraint, "auth-constraint");
      Access access = auth.isEmpty() ? Access.FREE : Access.DENIED;
      for (Element roles : auth) {
        access = SecureXml.texts(roles, "role-name").isEmpty() ? access : Access.LOGIN;
      }
      for (Element collection : SecureXml.children(constraint, "web-resource-collection")) {
        List<UrlPattern> patterns = new ArrayList<>();
        for (String pattern : SecureXml.texts(collection, "url-pattern")) {
          // A constraint on "/" is one on the default servlet, like a servlet's mapping.
          patterns.add(UrlPattern.ofServlet(decode(pattern)));
        }
        List<String> methods = SecureXml.texts(collection, "http-method");
        List<String> omitted = SecureXml.texts(collection, "http-method-omission");
        boolean named = !methods.isEmpty();
        found.add(
            new SecurityConstraint(
                "a security-constraint", access, patterns, named ? methods : omitted, !named));
      }
    }
    return found;
  }

  private static Set<String> roles(Element root) {
    Set<String> found = new LinkedHashSet<>(texts(root, "security-role", "role-name"));
    for (Element constraint : SecureXml.children(root, "security-constraint")) {
      found.addAll(texts(constraint, "auth-constraint", "role-name"));
    }
    found.removeAll(ALL_ROLES);
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
