// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.framework.FrontController;
import io.github.servletbearer.internal.openapi.framework.SpringFiles;
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
import java.util.function.UnaryOperator;
import org.w3c.dom.Element;

/**
 * The {@code jaxrs:server} elements of the Spring files by which CXFServlet is configured, as far
 * as they name beans of classes. Immutable.
 */
final class CxfBeans {
  private static final String JAXRS = "http://cxf.apache.org/jaxrs";

  /** CXF's own, where no setting names a file. */
  private static final String DEFAULT = "/WEB-INF/cxf-servlet.xml";

  private final Map<String, Set<String>> classesByAddress = new LinkedHashMap<>();

  private CxfBeans() {}

  static CxfBeans read(FrontController front, RootResources resources) {
    CxfBeans beans = new CxfBeans();
    SpringFiles files = new SpringFiles(resources.search().files(), UnaryOperator.identity());
    List<Element> roots = files.read(locations(front));
    Map<String, String> classById = new HashMap<>();
    for (Element root : roots) {
      for (Element bean : SpringFiles.all(root, "*", "bean")) {
        classById.put(bean.getAttribute("id"), bean.getAttribute("class"));
        classById.put(bean.getAttribute("name"), bean.getAttribute("class"));
      }
    }
    for (Element root : roots) {
      for (Element server : SpringFiles.all(root, JAXRS, "server")) {
        beans.add(server, classById, resources);
      }
    }
    return beans;
  }

  private static List<String> locations(FrontController front) {
    List<String> locations = new ArrayList<>();
    String own = front.initParameters().get("config-location");
    String shared = front.contextParameters().get("contextConfigLocation");
    locations.addAll(SpringFiles.words(own == null ? DEFAULT : own));
    locations.addAll(SpringFiles.words(shared));
    return locations;
  }

  private void add(Element server, Map<String, String> classById, RootResources resources) {
    Set<String> classes = new LinkedHashSet<>();
    for (Element beans : SpringFiles.all(server, JAXRS, "serviceBeans")) {
      for (Element bean : SpringFiles.all(beans, "*", "bean")) {
        classes.add(bean.getAttribute("class"));
      }
      for (Element reference : SpringFiles.all(beans, "*", "ref")) {
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
