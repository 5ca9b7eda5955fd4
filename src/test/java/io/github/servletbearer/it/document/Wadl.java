// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads the mappings out of a WADL, as Jersey and CXF write it of themselves. */
final class Wadl {
  private Wadl() {}

  /** The mappings, as in {@code GET /api/items/{id: \d+}}, below the context root. */
  static List<String> mappings(String wadl, String contextPath) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      Element root =
          factory
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(wadl.getBytes(StandardCharsets.UTF_8)))
              .getDocumentElement();
      List<String> mappings = new ArrayList<>();
      for (Element resources : children(root, "resources")) {
        String base = URI.create(resources.getAttribute("base")).getPath();
        add(resources, base.substring(contextPath.length()), mappings);
      }
      return mappings;
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(wadl, e);
    }
  }

  private static void add(Element owner, String path, List<String> mappings) {
    for (Element method : children(owner, "method")) {
      String name = method.getAttribute("name");
      // Jersey's own: the WADL, and OPTIONS on every path.
      if (!path.contains(".wadl") && !name.equals("OPTIONS")) {
        mappings.add(name + " " + path);
      }
    }
    for (Element resource : children(owner, "resource")) {
      add(resource, join(path, resource.getAttribute("path")), mappings);
    }
  }

  private static String join(String path, String below) {
    String joined = (path + "/" + below).replaceAll("/+", "/");
    return joined.length() > 1 && joined.endsWith("/")
        ? joined.substring(0, joined.length() - 1)
        : joined;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && name.equals(node.getLocalName())) {
        found.add((Element) node);
      }
    }
    return found;
  }
}
