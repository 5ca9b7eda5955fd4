// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.deployment.webxml.XmlElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import io.github.servletbearer.internal.openapi.framework.SpringFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * The {@code jaxrs:server} elements of the Spring files by which CXFServlet is configured, as far
 * as they name beans of classes. Immutable.
 */
final class CxfBeans {
  private static final String JAXRS = "http://cxf.apache.org/jaxrs";
  private static final String STEREOTYPES = "org.springframework.stereotype.";

  /** CXF's own, where no setting names a file. */
  private static final String DEFAULT = "/WEB-INF/cxf-servlet.xml";

  private final Map<String, Set<String>> classesByAddress = new LinkedHashMap<>();

  private CxfBeans() {}

  static CxfBeans read(FrontController front, RootResources resources) {
    CxfBeans beans = new CxfBeans();
    SpringFiles files = new SpringFiles(resources.search(), UnaryOperator.identity());
    List<XmlElement> roots = files.read(locations(front));
    Map<String, String> classById = new HashMap<>();
    for (XmlElement root : roots) {
      for (XmlElement bean : root.all("*", "bean")) {
        classById.put(bean.attribute("id"), bean.attribute("class"));
        classById.put(bean.attribute("name"), bean.attribute("class"));
      }
      for (XmlElement scan : root.all("*", "component-scan")) {
        addComponents(scan, classById, resources.search());
      }
    }
    for (XmlElement root : roots) {
      for (XmlElement server : root.all(JAXRS, "server")) {
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

  /** Adds the classes that Spring makes beans of, since they have an annotation that says so. */
  private static void addComponents(
      XmlElement scan, Map<String, String> classById, ClassSearch search) {
    List<String> packages = SpringFiles.words(scan.attribute("base-package"));
    for (ClassInfo type : search.inPackages(packages, STEREOTYPES.replace('.', '/'))) {
      for (AnnotationValues annotation : type.annotations()) {
        if (annotation.className().startsWith(STEREOTYPES)) {
          String name = annotation.text("value");
          classById.putIfAbsent(name.isEmpty() ? beanName(type) : name, type.name());
        }
      }
    }
  }

  /** Its name without the package, the first letter small, unless it begins with two large ones. */
  private static String beanName(ClassInfo type) {
    String name = type.name().substring(type.name().lastIndexOf('.') + 1).replace('$', '.');
    return name.matches("\\p{Lu}{2}.*")
        ? name
        : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private void add(XmlElement server, Map<String, String> classById, RootResources resources) {
    Set<String> classes = new LinkedHashSet<>();
    for (XmlElement beans : server.all(JAXRS, "serviceBeans")) {
      for (XmlElement bean : beans.all("*", "bean")) {
        classes.add(bean.attribute("class"));
      }
      for (XmlElement reference : beans.all("*", "ref")) {
        classes.add(classById.getOrDefault(reference.attribute("bean"), ""));
      }
    }
    classes.add(classById.getOrDefault(server.attribute("serviceClass"), ""));
    classes.add(server.attribute("serviceClass"));
    classes.addAll(resources.inPackages(SpringFiles.words(server.attribute("basePackages"))));
    classes.remove("");
    String address = server.attribute("address");
    if (!address.contains(":") && !address.contains("{")) { // else another server's, or unknown
      classesByAddress
          .computeIfAbsent("/" + address, key -> new LinkedHashSet<>())
          .addAll(classes.isEmpty() ? resources.own() : classes);
    }
  }

  void forEach(BiConsumer<String, Set<String>> action) {
    Collections.unmodifiableMap(classesByAddress).forEach(action);
  }
}
