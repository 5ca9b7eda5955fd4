// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.deployment.webxml.SecureXml;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The {@code jaxrs:server} elements of the Spring files by which CXFServlet is configured, as far
 * as they name beans of classes. Immutable.
 */
final class CxfBeans {
  private static final Logger LOGGER = Logger.getLogger(CxfBeans.class.getName());
  private static final String JAXRS = "http://cxf.apache.org/jaxrs";
  private static final String CLASSPATH = "classpath:";

  /** CXF's own, where no setting names a file. */
  private static final String DEFAULT = "/WEB-INF/cxf-servlet.xml";

  private final Map<String, Set<String>> classesByAddress = new LinkedHashMap<>();

  private CxfBeans() {}

  static CxfBeans read(FrontController front, RootResources resources) {
    CxfBeans beans = new CxfBeans();
    List<Element> roots = new ArrayList<>();
    for (String location : locations(front)) {
      Element root = root(location.trim(), resources.search().files());
      if (root != null) {
        roots.add(root);
      }
    }
    Map<String, String> classById = new HashMap<>();
    for (Element root : roots) {
      for (Element bean : all(root, "*", "bean")) {
        classById.put(bean.getAttribute("id"), bean.getAttribute("class"));
        classById.put(bean.getAttribute("name"), bean.getAttribute("class"));
      }
    }
    for (Element root : roots) {
      for (Element server : all(root, JAXRS, "server")) {
        beans.add(server, classById, resources);
      }
    }
    return beans;
  }

  private static List<String> locations(FrontController front) {
    List<String> locations = new ArrayList<>();
    String own = front.initParameters().get("config-location");
    String shared = front.contextParameters().get("contextConfigLocation");
    for (String each : new String[] {own == null ? DEFAULT : own, shared}) {
      if (each != null) {
        locations.addAll(Arrays.asList(each.split("[\\s,;]+", -1)));
      }
    }
    return locations;
  }

  /** The root element of a file, or null where there is none that can be read. */
  private static @Nullable Element root(String location, ApplicationFiles files) {
    boolean ofClassPath = location.startsWith(CLASSPATH);
    try (InputStream file =
        ofClassPath
            ? files.resource(location.substring(CLASSPATH.length()).replaceAll("^/+", ""))
            : files.file(location.startsWith("/") ? location : "/" + location)) {
      return file == null ? null : SecureXml.parse(file);
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.FINE, Redacted.line(location), Redacted.withoutMessages(e));
      return null;
    }
  }

  private static List<Element> all(Element root, String namespace, String name) {
    NodeList nodes = root.getElementsByTagNameNS(namespace, name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private void add(Element server, Map<String, String> classById, RootResources resources) {
    Set<String> classes = new LinkedHashSet<>();
    for (Element beans : all(server, JAXRS, "serviceBeans")) {
      for (Element bean : all(beans, "*", "bean")) {
        classes.add(bean.getAttribute("class"));
      }
      for (Element reference : all(beans, "*", "ref")) {
        classes.add(classById.getOrDefault(reference.getAttribute("bean"), ""));
      }
    }
    classes.add(classById.getOrDefault(server.getAttribute("serviceClass"), ""));
    classes.add(server.getAttribute("serviceClass"));
    classes.addAll(
        resources.inPackages(Arrays.asList(server.getAttribute("basePackages").split(",", -1))));
    classes.remove("");
    String address = server.getAttribute("address");
    if (!address.contains(":")) { // else it is another server's
      classesByAddress
          .computeIfAbsent(address, key -> new LinkedHashSet<>())
          .addAll(classes.isEmpty() ? resources.own() : classes);
    }
  }

  void forEach(BiConsumer<String, Set<String>> action) {
    Collections.unmodifiableMap(classesByAddress).forEach(action);
  }
}
