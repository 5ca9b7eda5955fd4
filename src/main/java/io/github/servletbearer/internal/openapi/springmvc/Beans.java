// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The beans of one context, and which of Spring's handler mappings are among them. */
final class Beans {
  private static final String MAPPINGS = "org.springframework.web.servlet.handler.";
  private static final String ANNOTATED =
      "org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping";

  /** Up to 3.2 and, where nothing else is configured, up to 4.3. */
  private static final String ANNOTATED_3_0 =
      "org.springframework.web.servlet.mvc.annotation.DefaultAnnotationHandlerMapping";

  private final ClassIndex index;
  private final Set<String> classes = new TreeSet<>();
  private final Map<String, String> classesByName = new LinkedHashMap<>();
  private final Map<String, String> beansByPath = new LinkedHashMap<>();
  private final List<ViewPath> views = new ArrayList<>();
  private boolean hasMapping = false;
  private boolean mapsAnnotations = false;
  private boolean mapsNames = false;
  private boolean usesFullPath = false;
  private @Nullable Boolean matchesSuffixes = null;

  Beans(ClassIndex index) {
    this.index = index;
  }

  /** A path at which a page is shown, or a status is answered, without a controller. */
  static final class ViewPath {
    final String path;
    final String status;

    ViewPath(String path, String status) {
      this.path = path;
      this.status = status;
    }
  }

  /** Adds a bean with its names, of which those that begin with a slash may be paths. */
  void add(Collection<String> names, String className) {
    classes.add(className);
    names.stream()
        .filter(name -> !name.isEmpty())
        .forEach(name -> classesByName.put(name, className));
    Collection<String> lineage = index.superclasses().lineage(className);
    if (lineage.contains(ANNOTATED) || lineage.contains(ANNOTATED_3_0)) {
      mapAnnotations();
    } else if (lineage.contains(MAPPINGS + "BeanNameUrlHandlerMapping")) {
      mapNames();
    } else if (lineage.stream().anyMatch(each -> each.endsWith("HandlerMapping"))) {
      hasMapping = true;
    }
  }

  /** There is a mapping of Spring for annotated controllers, and so one for names of beans. */
  void mapAnnotations() {
    mapsAnnotations = true;
    hasMapping = true;
  }

  /** There is a mapping for names of beans. */
  void mapNames() {
    mapsNames = true;
    hasMapping = true;
  }

  /** Maps a path to a bean by its name. */
  void map(String path, String bean) {
    beansByPath.put(path.startsWith("/") ? path : "/" + path, bean);
  }

  /** Maps a path to a page. */
  void addView(String path, String status) {
    views.add(new ViewPath(path.startsWith("/") ? path : "/" + path, status));
    mapNames();
  }

  /** Takes whether patterns match with any extension. */
  void matchSuffixes(boolean does) {
    matchesSuffixes = does;
  }

  /** Paths begin at the context root, whatever the servlet is mapped to. */
  void useFullPath() {
    usesFullPath = true;
  }

  /** The classes of beans, sorted. */
  Set<String> classes() {
    return Collections.unmodifiableSet(classes);
  }

  /** The classes of beans that decide by themselves what they answer, by paths. */
  Map<String, String> classesByPath(boolean byNames) {
    Map<String, String> found = new LinkedHashMap<>();
    if (byNames) {
      classesByName.forEach(
          (name, className) -> {
            if (name.startsWith("/")) {
              found.put(name, className);
            }
          });
    }
    beansByPath.forEach((path, bean) -> found.put(path, classesByName.getOrDefault(bean, bean)));
    return found;
  }

  List<ViewPath> views() {
    return Collections.unmodifiableList(views);
  }

  /** Whether it has a handler mapping, so that Spring adds none by itself. */
  boolean hasMapping() {
    return hasMapping;
  }

  boolean mapsAnnotations() {
    return mapsAnnotations;
  }

  boolean mapsNames() {
    return mapsNames;
  }

  boolean usesFullPath() {
    return usesFullPath;
  }

  /** Whether patterns match with any extension; null where nothing says so. */
  @Nullable Boolean matchesSuffixes() {
    return matchesSuffixes;
  }
}
