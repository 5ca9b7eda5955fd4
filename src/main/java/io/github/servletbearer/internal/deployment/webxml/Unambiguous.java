// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Refuses a descriptor that one container reads otherwise than another. Tomcat skips elements that
 * are written with a prefix, and all that is in another root; of two values for one thing it takes
 * the last, and others the first; of two filters with one name Jetty makes one, and Tomcat does not
 * start.
 */
final class Unambiguous {
  private static final List<String> ONCE =
      Arrays.asList(
          "filter-name", "filter-class", "servlet-class", "jsp-file", "param-name", "param-value");

  /** For people alone. */
  private static final List<String> WORDS = Arrays.asList("description", "display-name", "icon");

  private Unambiguous() {}

  /**
   * @param names what the root may be called: Tomcat starts the application whatever it is
   */
  static void require(XmlElement root, List<String> names) throws IOException {
    requireNoPrefix(root);
    if (!names.contains(root.localName())) {
      throw new IOException(
          "its root is <"
              + root.localName()
              + ">, and Tomcat reads <"
              + names.get(0)
              + "> alone: call it so");
    }
    requireOwnNames(root.children("filter"));
    for (XmlElement element : root.descendants()) {
      requireNoPrefix(element);
      requireOnce(element);
    }
  }

  private static void requireNoPrefix(XmlElement element) throws IOException {
    if (element.qualifiedName().indexOf(':') >= 0 && !WORDS.contains(element.localName())) {
      throw new IOException(
          "it has an element <"
              + element.qualifiedName()
              + ">, and Tomcat reads none with a prefix: write elements without one");
    }
  }

  private static void requireOwnNames(List<XmlElement> filters) throws IOException {
    Set<String> names = new HashSet<>();
    for (XmlElement filter : filters) {
      String name = String.valueOf(filter.text("filter-name"));
      if (!names.add(name)) {
        throw new IOException(
            "it has two <filter> with the name "
                + name
                + ": leave one, or give each a name of its own");
      }
    }
  }

  private static void requireOnce(XmlElement element) throws IOException {
    String name = element.qualifiedName();
    for (String once : ONCE) {
      requireOnce(element, once);
    }
    if (name.equals("servlet") || name.equals("servlet-mapping")) {
      requireOnce(element, "servlet-name"); // a filter-mapping may hold many
    }
  }

  private static void requireOnce(XmlElement element, String child) throws IOException {
    Set<String> values = new HashSet<>(element.texts(child));
    if (values.size() > 1) {
      throw new IOException(
          "it has <" + child + "> twice in one <" + element.qualifiedName() + ">: leave one");
    }
  }
}
