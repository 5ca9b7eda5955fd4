// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.ClassReferences;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import io.github.servletbearer.internal.openapi.framework.SpringFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The two contexts of a DispatcherServlet: its own, and the root context of the application. */
final class Configuration {
  private static final String LOCATION = "contextConfigLocation";
  private static final String ROOT = "/WEB-INF/applicationContext.xml";
  private static final String CONTEXT = "WebApplicationContext";
  private static final String CLASSES = "AnnotationConfig" + CONTEXT;
  private static final String XML = ".xml";

  /** What makes servlets by code when the application starts. */
  private static final Set<String> INITIALIZERS =
      new HashSet<>(
          Arrays.asList(
              "org.springframework.web.WebApplicationInitializer",
              "javax.servlet.ServletContainerInitializer",
              "javax.servlet.ServletContextListener"));

  /** What a file of an initializer holds, or one of its superclass's, or a listener that is one. */
  private static final List<String> IN_FILE =
      Arrays.asList("Initializer", SpringMvc.DISPATCHER.replace('.', '/'));

  private final FrontController front;
  private final ClassSearch search;
  private final ComponentScan scan;
  private final Placeholders placeholders = new Placeholders();
  private final Beans own;
  private final Beans root;

  Configuration(FrontController front, ClassSearch search, ComponentScan scan) {
    this.front = front;
    this.search = search;
    this.scan = scan;
    this.own = new Beans(search.index());
    this.root = new Beans(search.index());
    front.contextParameters().forEach(placeholders::put); // files go before these
    front.initParameters().forEach(placeholders::put);
    read(root, front.contextParameters(), ROOT);
    if (!read(own, front.initParameters(), ownFile())) {
      Reader reader = new Reader(own);
      initialized().forEach(reader::addNamed);
      reader.finish();
    }
  }

  private String ownFile() {
    String namespace = front.initParameters().get("namespace");
    return "/WEB-INF/" + (namespace == null ? front.name() + "-servlet" : namespace) + ".xml";
  }

  /** Reads what parameters name, else the default file; false where there is neither. */
  private boolean read(Beans into, Map<String, String> parameters, String byDefault) {
    Reader reader = new Reader(into);
    String locations = parameters.get(LOCATION);
    String contextClass = parameters.getOrDefault("contextClass", "");
    if (search.index().superclasses().lineage(contextClass).stream()
        .anyMatch(each -> each.endsWith(CLASSES))) {
      SpringFiles.words(locations).forEach(reader::addNamed);
      reader.finish();
      return true;
    }
    boolean found =
        reader.xml.read(
            locations == null ? Collections.singleton(byDefault) : SpringFiles.words(locations));
    reader.finish();
    return found || locations != null;
  }

  /** Reads into one context; classes and XML may name each other. */
  private final class Reader {
    private final SpringFiles files = new SpringFiles(search, placeholders::resolve);
    private final ConfigurationClasses classes;
    private final XmlBeans xml;

    Reader(Beans into) {
      classes = new ConfigurationClasses(search, scan, placeholders, into);
      xml = new XmlBeans(classes, placeholders, files, into);
    }

    /** Adds a class, the components of a package, or the beans of a file. */
    void addNamed(String name) {
      if (name.endsWith(XML)) {
        xml.read(Collections.singleton(name));
      } else if (search.index().find(name) == null) {
        ComponentScan.Rule rule = new ComponentScan.Rule();
        rule.addPackage(name);
        classes.scan(rule);
      } else {
        classes.add(Collections.emptyList(), name);
      }
    }

    /** Reads the files that classes named; each only once. */
    void finish() {
      placeholders.read(classes.takePropertyFiles(), files);
      List<String> more = classes.takeXmlFiles();
      while (!more.isEmpty()) {
        xml.read(more);
        placeholders.read(classes.takePropertyFiles(), files);
        more = classes.takeXmlFiles();
      }
    }
  }

  /**
   * The classes and packages that initializers name in their code. Which of several initializers
   * made the servlet, and for which of the two contexts they name a class, is unknown.
   */
  private Set<String> initialized() {
    Set<String> names = new TreeSet<>();
    List<ClassInfo> types = new ArrayList<>();
    IN_FILE.forEach(text -> types.addAll(search.own(text)));
    for (ClassInfo type : types) {
      ClassReferences references = isInitializer(type) ? search.references(type.name()) : null;
      if (references != null) {
        references.classes().forEach(each -> addConfiguration(each.replace('/', '.'), names));
        if (references.methods().stream().anyMatch(each -> each.contains(CONTEXT + ".s"))) {
          references.strings().stream()
              .flatMap(each -> SpringFiles.words(each).stream())
              .filter(this::isLocation)
              .forEach(names::add);
        }
      }
    }
    return names;
  }

  private boolean isInitializer(ClassInfo type) {
    ClassIndex index = search.index();
    Collection<String> lineage = index.superclasses().lineage(type.name());
    boolean bySuperclass =
        lineage.stream()
            .anyMatch(
                each ->
                    each.endsWith("DispatcherServletInitializer")
                        || each.endsWith("SpringBootServletInitializer"));
    return bySuperclass
        || index.lineage(type).stream()
            .flatMap(each -> each.interfaces().stream())
            .anyMatch(each -> INITIALIZERS.contains(each.name()));
  }

  private void addConfiguration(String className, Set<String> names) {
    ClassInfo type =
        className.startsWith(SpringMvc.PACKAGE) ? null : search.index().find(className);
    boolean isComponent =
        type != null && MergedAnnotation.of(type, SpringMvc.COMPONENT, search.index()) != null;
    if (isComponent) {
      names.add(className);
    }
  }

  /** Whether a text may be what a context is told to read: a file, class or package. */
  private boolean isLocation(String text) {
    return text.matches("\\w+(\\.\\w+)+|[\\w/:*.-]+\\.xml") && !text.startsWith(SpringMvc.PACKAGE);
  }

  /** The controllers that Spring finds by annotations, sorted. */
  Set<String> controllers() {
    Set<String> found = new TreeSet<>();
    for (Beans beans : contexts()) {
      if (beans.mapsAnnotations() || isByDefault(beans)) {
        found.addAll(beans.classes());
      }
    }
    found.removeIf(each -> !scan.isHandler(each));
    return found;
  }

  /** The classes of beans that are mapped by themselves, by paths. */
  Map<String, String> mappedBeans() {
    Map<String, String> found = new LinkedHashMap<>();
    for (Beans beans : contexts()) {
      beans.classesByPath(beans.mapsNames() || isByDefault(beans)).forEach(found::putIfAbsent);
    }
    found.values().removeIf(scan::hasHandlers);
    return found;
  }

  /** Whether a mapping is configured, which then is all that answers. */
  boolean isKnown() {
    return own.hasMapping() || root.hasMapping();
  }

  List<Beans.ViewPath> views() {
    List<Beans.ViewPath> views = new ArrayList<>(own.views());
    views.addAll(root.views());
    return views;
  }

  /** The servlet looks for mappings in both contexts; only where there is none it makes its own. */
  private boolean isByDefault(Beans beans) {
    return beans == own && !own.hasMapping() && !root.hasMapping();
  }

  private List<Beans> contexts() {
    return Arrays.asList(own, root);
  }

  Placeholders placeholders() {
    return placeholders;
  }

  /** Whether paths begin at the context root, whatever the servlet is mapped to. */
  boolean usesFullPath() {
    return own.usesFullPath() || root.usesFullPath();
  }

  /** Whether patterns match with any extension: as configured, else before 5.3. */
  boolean matchesSuffixes() {
    for (Beans beans : contexts()) {
      Boolean configured = beans.matchesSuffixes();
      if (configured != null) {
        return configured;
      }
    }
    return search.index().find(SpringMvc.SINCE_5_3) == null;
  }
}
