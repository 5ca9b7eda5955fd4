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

/** Reads a web.xml or a web-fragment.xml, of any version. */
final class WebXmlReader {
  /** What they are called where all roles are meant (Servlet 3.0 13.3, 3.1 13.3). */
  private static final List<String> ALL_ROLES = Arrays.asList("*", "**");

  private static final List<String> VERSIONS_BY_DTD = Arrays.asList("2.2", "2.3");

  /** The namespace of version 2.4 alone. */
  private static final String J2EE = "http://java.sun.com/xml/ns/j2ee";

  private WebXmlReader() {}

  /** The content of the file, whose root has one of these names. */
  static WebXmlContent read(InputStream xml, List<String> rootNames) throws IOException {
    WebXmlContent content = new WebXmlContent();
    SecureXml document = SecureXml.parse(xml);
    XmlElement root = document.root();
    Unambiguous.require(root, rootNames);
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
    content.welcomeFiles.addAll(texts(root, "welcome-file-list", "welcome-file"));
    content.pages.addAll(pages(root));
    content.externalEntities.addAll(document.externalEntities());
    content.displayName = root.text("display-name");
    content.version = version(document);
    for (XmlElement login : root.children("login-config")) {
      content.loginMethod = login.text("auth-method");
    }
    for (XmlElement session : root.children("session-config")) {
      for (XmlElement cookie : session.children("cookie-config")) {
        content.sessionCookie = cookie.text("name");
      }
    }
    content.complete = root.attribute("metadata-complete").trim().equals("true");
    content.deniesUncoveredMethods = !root.children("deny-uncovered-http-methods").isEmpty();
    content.asynchronous = isAsynchronous(root, "servlet") || isAsynchronous(root, "filter");
    content.fragmentName = root.text("name");
    for (XmlElement ordering : root.children("absolute-ordering")) {
      content.ordered = ordering.texts("name");
      content.others = !ordering.children("others").isEmpty();
    }
    return content;
  }

  /** By its DTD (2.2 and 2.3), which goes before the attribute of later versions. */
  private static @Nullable String version(SecureXml document) {
    String dtd = document.dtd();
    for (String version : VERSIONS_BY_DTD) {
      if (dtd.contains("Web Application " + version)
          || dtd.contains("web-app_" + version.replace('.', '_'))) {
        return version;
      }
    }
    String version = document.root().attribute("version").trim();
    if (version.isEmpty()) {
      return J2EE.equals(document.root().namespace()) ? "2.4" : null;
    }
    return version;
  }

  private static boolean isAsynchronous(XmlElement root, String kind) {
    return texts(root, kind, "async-supported").stream().anyMatch("true"::equalsIgnoreCase);
  }

  private static Set<String> ambiguous(XmlElement root) {
    Map<String, String> first = parameters(root, "context-param");
    Set<String> found = new LinkedHashSet<>();
    for (XmlElement parameter : root.children("context-param")) {
      String name = parameter.text("param-name");
      String value = parameter.text("param-value");
      if (name != null && value != null && !value.equals(first.get(name))) {
        found.add(name);
      }
    }
    return found;
  }

  private static List<String> texts(XmlElement root, String parent, String name) {
    List<String> found = new ArrayList<>();
    for (XmlElement each : root.children(parent)) {
      found.addAll(each.texts(name));
    }
    return found;
  }

  /** What a jsp-property-group names is mapped to the servlet for JSPs (JSP 2.1 3.3.1). */
  private static List<UrlPattern> pages(XmlElement root) {
    List<UrlPattern> found = new ArrayList<>();
    for (XmlElement config : root.children("jsp-config")) {
      for (String pattern : texts(config, "jsp-property-group", "url-pattern")) {
        found.add(UrlPattern.ofServlet(UrlPattern.decoded(pattern)));
      }
    }
    return found;
  }

  private static List<ServletEntry> servlets(XmlElement root) {
    Map<String, List<UrlPattern>> mappings = new LinkedHashMap<>();
    for (XmlElement mapping : root.children("servlet-mapping")) {
      String name = mapping.text("servlet-name");
      for (String pattern : mapping.texts("url-pattern")) {
        mappings
            .computeIfAbsent(String.valueOf(name), key -> new ArrayList<>())
            .add(UrlPattern.ofServlet(UrlPattern.decoded(pattern)));
      }
    }
    List<ServletEntry> found = new ArrayList<>();
    for (XmlElement servlet : root.children("servlet")) {
      String name = String.valueOf(servlet.text("servlet-name"));
      found.add(
          new ServletEntry(
              name,
              servlet.text("servlet-class"),
              mappings.getOrDefault(name, Collections.emptyList()),
              initParameters(servlet)));
    }
    // What is mapped and not declared is the container's own: its servlet for files, or for JSPs.
    for (ServletEntry servlet : found) {
      mappings.remove(servlet.name());
    }
    for (Map.Entry<String, List<UrlPattern>> each : mappings.entrySet()) {
      found.add(new ServletEntry(each.getKey(), null, each.getValue(), Collections.emptyMap()));
    }
    return found;
  }

  /** By servlet, the role that each name of its security-role-refs links to (Servlet 3.0 13.3). */
  private static Map<String, Map<String, String>> roleLinks(XmlElement root) {
    Map<String, Map<String, String>> found = new LinkedHashMap<>();
    for (XmlElement servlet : root.children("servlet")) {
      Map<String, String> links = new LinkedHashMap<>();
      for (XmlElement reference : servlet.children("security-role-ref")) {
        String name = reference.text("role-name");
        String link = reference.text("role-link");
        if (name != null && link != null) {
          links.put(name, link);
        }
      }
      if (!links.isEmpty()) {
        found.put(String.valueOf(servlet.text("servlet-name")), links);
      }
    }
    return found;
  }

  private static List<FilterEntry> filters(XmlElement root) {
    List<FilterEntry> found = new ArrayList<>();
    Set<String> mapped = new LinkedHashSet<>();
    for (XmlElement mapping : root.children("filter-mapping")) {
      mapped.add(String.valueOf(mapping.text("filter-name")));
    }
    for (XmlElement filter : root.children("filter")) {
      String name = String.valueOf(filter.text("filter-name"));
      found.add(filter(root, name, filter.text("filter-class"), initParameters(filter)));
      mapped.remove(name);
    }
    for (String name : mapped) { // declared in a fragment, or by an annotation
      found.add(filter(root, name, null, Collections.emptyMap()));
    }
    return found;
  }

  private static FilterEntry filter(
      XmlElement root,
      String name,
      @Nullable String className,
      Map<String, String> initParameters) {
    Map<UrlPattern, Set<Dispatcher>> urlPatterns = new LinkedHashMap<>();
    Map<String, Set<Dispatcher>> servletNames = new LinkedHashMap<>();
    for (XmlElement mapping : root.children("filter-mapping")) {
      if (name.equals(mapping.text("filter-name"))) {
        Set<Dispatcher> types = Dispatcher.named(mapping.texts("dispatcher"));
        for (String pattern : mapping.texts("url-pattern")) {
          add(urlPatterns, UrlPattern.ofFilter(UrlPattern.decoded(pattern)), types);
        }
        for (String servletName : mapping.texts("servlet-name")) {
          add(servletNames, servletName, types);
        }
      }
    }
    return new FilterEntry(name, className, initParameters, urlPatterns, servletNames, false);
  }

  private static FilterOrder filterOrder(XmlElement root) {
    FilterOrder order = new FilterOrder();
    for (XmlElement mapping : root.children("filter-mapping")) {
      if (Dispatcher.named(mapping.texts("dispatcher")).contains(Dispatcher.REQUEST)) {
        String name = String.valueOf(mapping.text("filter-name"));
        for (String pattern : mapping.texts("url-pattern")) {
          order.add(name, UrlPattern.ofFilter(UrlPattern.decoded(pattern)));
        }
        for (String servletName : mapping.texts("servlet-name")) {
          order.add(name, servletName);
        }
      }
    }
    return order;
  }

  private static <K> void add(Map<K, Set<Dispatcher>> mappings, K key, Set<Dispatcher> types) {
    mappings.computeIfAbsent(key, k -> EnumSet.noneOf(Dispatcher.class)).addAll(types);
  }

  private static List<SecurityConstraint> constraints(XmlElement root) {
    List<SecurityConstraint> found = new ArrayList<>();
    for (XmlElement constraint : root.children("security-constraint")) {
      List<XmlElement> auth = constraint.children("auth-constraint");
      Access access = auth.isEmpty() ? Access.FREE : Access.DENIED;
      for (XmlElement roles : auth) {
        access = roles.texts("role-name").isEmpty() ? access : Access.LOGIN;
      }
      for (XmlElement collection : constraint.children("web-resource-collection")) {
        List<UrlPattern> patterns = new ArrayList<>();
        for (String pattern : collection.texts("url-pattern")) {
          // A constraint on "/" is one on the default servlet, like a servlet's mapping.
          patterns.add(UrlPattern.ofServlet(UrlPattern.decoded(pattern)));
        }
        List<String> methods = collection.texts("http-method");
        List<String> omitted = collection.texts("http-method-omission");
        boolean named = !methods.isEmpty();
        found.add(
            new SecurityConstraint(
                "a security-constraint", access, patterns, named ? methods : omitted, !named));
      }
    }
    return found;
  }

  private static Set<String> roles(XmlElement root) {
    Set<String> found = new LinkedHashSet<>(texts(root, "security-role", "role-name"));
    for (XmlElement constraint : root.children("security-constraint")) {
      found.addAll(texts(constraint, "auth-constraint", "role-name"));
    }
    found.removeAll(ALL_ROLES);
    return found;
  }

  private static Map<String, String> initParameters(XmlElement component) {
    return parameters(component, "init-param");
  }

  private static Map<String, String> parameters(XmlElement component, String element) {
    Map<String, String> found = new LinkedHashMap<>();
    for (XmlElement parameter : component.children(element)) {
      String name = parameter.text("param-name");
      String value = parameter.text("param-value");
      if (name != null && value != null) {
        found.putIfAbsent(name, value);
      }
    }
    return found;
  }
}
