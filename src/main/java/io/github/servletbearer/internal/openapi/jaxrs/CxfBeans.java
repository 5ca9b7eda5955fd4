// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.deployment.webxml.SecureXml;
import io.github.servletbearer.internal.deployment.webxml.XmlElement;
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
    List<XmlElement> roots = new ArrayList<>();
    for (String location : locations(front)) {
      XmlElement root = root(location.trim(), resources.search().files());
      if (root != null) {
        roots.add(root);
      }
    }
    Map<String, String> classById = new HashMap<>();
    for (XmlElement root : roots) {
      for (XmlElement bean : all(root, "*", "bean")) {
        classById.put(bean.attribute("id"), bean.attribute("class"));
        classById.put(bean.attribute("name"), bean.attribute("class"));
      }
    }
    for (XmlElement root : roots) {
      for (XmlElement server : all(root, JAXRS, "server")) {
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
  private static @Nullable XmlElement root(String location, ApplicationFiles files) {
    boolean ofClassPath = location.startsWith(CLASSPATH);
    try (InputStream file =
        ofClassPath
            ? files.resource(location.substring(CLASSPATH.length()).replaceAll("^/+", ""))
            : files.file(location.startsWith("/") ? location : "/" + location)) {
      return file == null ? null : SecureXml.parse(file).root();
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.FINE, Redacted.line(location), Redacted.withoutMessages(e));
      return null;
    }
  }

  private static List<XmlElement> all(XmlElement root, String namespace, String name) {
    List<XmlElement> found = root.descendants();
    found.removeIf(
        each ->
            !each.localName().equals(name)
                || !namespace.equals("*") && !each.namespace().equals(namespace));
    return found;
  }

  private void add(XmlElement server, Map<String, String> classById, RootResources resources) {
    Set<String> classes = new LinkedHashSet<>();
    for (XmlElement beans : all(server, JAXRS, "serviceBeans")) {
      for (XmlElement bean : all(beans, "*", "bean")) {
        classes.add(bean.attribute("class"));
      }
      for (XmlElement reference : all(beans, "*", "ref")) {
        classes.add(classById.getOrDefault(reference.attribute("bean"), ""));
      }
    }
    classes.add(classById.getOrDefault(server.attribute("serviceClass"), ""));
    classes.add(server.attribute("serviceClass"));
    classes.addAll(
        resources.inPackages(Arrays.asList(server.attribute("basePackages").split(",", -1))));
    classes.remove("");
    String address = server.attribute("address");
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
