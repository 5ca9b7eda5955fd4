// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.framework.SpringFiles;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads beans from the XML of Spring. Not thread-safe. */
final class XmlBeans {
  private static final String CONTEXT = "http://www.springframework.org/schema/context";
  private static final String MVC = "http://www.springframework.org/schema/mvc";
  private static final String P = "http://www.springframework.org/schema/p";
  private static final int MAX_DEPTH = 20;

  private final ConfigurationClasses classes;
  private final Placeholders placeholders;
  private final SpringFiles files;
  private final Beans beans;

  XmlBeans(
      ConfigurationClasses classes, Placeholders placeholders, SpringFiles files, Beans beans) {
    this.classes = classes;
    this.placeholders = placeholders;
    this.files = files;
    this.beans = beans;
  }

  /** Reads files with what they import; false where there is none of them. */
  boolean read(Collection<String> locations) {
    List<Element> roots = files.read(locations);
    for (Element root : roots) { // first, for all others may have placeholders
      readProperties(root);
    }
    for (Element root : roots) {
      read(root, MAX_DEPTH);
    }
    return !roots.isEmpty();
  }

  private void readProperties(Element root) {
    for (Element each : SpringFiles.all(root, CONTEXT, "property-placeholder")) {
      placeholders.read(SpringFiles.words(each.getAttribute("location")), files);
    }
    for (Element bean : SpringFiles.all(root, "*", "bean")) {
      String className = bean.getAttribute("class");
      if (className.endsWith("PlaceholderConfigurer")) {
        for (String name : new String[] {"location", "locations"}) {
          placeholders.read(property(bean, name), files);
        }
        properties(bean, "properties").forEach(placeholders::put);
      }
    }
  }

  private void read(Element parent, int depth) {
    for (Element each : children(parent)) {
      String name = String.valueOf(each.getLocalName());
      String namespace = String.valueOf(each.getNamespaceURI());
      if (namespace.equals(CONTEXT) && name.equals("component-scan")) {
        classes.scan(rule(each));
      } else if (namespace.equals(MVC)) {
        readMvc(each, name);
      } else if (name.equals("bean")) {
        readBean(each);
      } else if (name.equals("beans") && depth > 0) {
        read(each, depth - 1);
      }
    }
  }

  private ComponentScan.Rule rule(Element scan) {
    ComponentScan.Rule rule = new ComponentScan.Rule();
    SpringFiles.words(placeholders.resolve(scan.getAttribute("base-package")))
        .forEach(rule::addPackage);
    if (scan.getAttribute("use-default-filters").equals("false")) {
      rule.dropDefaults();
    }
    for (Element each : children(scan)) {
      Predicate<ClassInfo> filter =
          classes.filter(
              each.getAttribute("type"), placeholders.resolve(each.getAttribute("expression")));
      if (filter != null && "include-filter".equals(each.getLocalName())) {
        rule.include(filter);
      } else if (filter != null) {
        rule.exclude(filter);
      }
    }
    return rule;
  }

  private void readMvc(Element element, String name) {
    beans.mapNames(); // all of these add it
    String path = placeholders.resolve(element.getAttribute("path"));
    switch (name) {
      case "annotation-driven":
        beans.mapAnnotations();
        for (Element each : SpringFiles.all(element, MVC, "path-matching")) {
          readSuffixes(each.getAttribute("suffix-pattern"));
          readSuffixes(each.getAttribute("registered-suffixes-only").equals("true") ? "false" : "");
        }
        break;
      case "view-controller":
        beans.addView(path, status(element, "200"));
        break;
      case "redirect-view-controller":
        beans.addView(path, "3XX");
        break;
      case "status-controller":
        beans.addView(path, status(element, "2XX"));
        break;
      default: // files, interceptors and others answer at no path that is known
    }
  }

  private static String status(Element element, String byDefault) {
    String status = element.getAttribute("status-code");
    return status.matches("[1-5]\\d\\d") ? status : byDefault;
  }

  private void readSuffixes(String value) {
    if (!value.isEmpty()) {
      beans.matchSuffixes(value.equals("true"));
    }
  }

  private void readBean(Element bean) {
    String className = placeholders.resolve(bean.getAttribute("class"));
    if (className.isEmpty() || bean.getAttribute("abstract").equals("true")) {
      return;
    }
    List<String> names = SpringFiles.words(placeholders.resolve(bean.getAttribute("name")));
    names.add(bean.getAttribute("id"));
    classes.add(names, className);
    if (className.endsWith("HandlerMapping")) {
      for (String name : new String[] {"mappings", "urlMap"}) {
        properties(bean, name).forEach(beans::map);
      }
      if (property(bean, "alwaysUseFullPath").contains("true")) {
        beans.useFullPath();
      }
      readSuffixes(String.join("", property(bean, "useSuffixPatternMatch")));
      readSuffixes(String.join("", property(bean, "useDefaultSuffixPattern")));
    }
  }

  /** The words of a property's value or list of values. */
  private List<String> property(Element bean, String name) {
    List<String> words =
        new ArrayList<>(SpringFiles.words(placeholders.resolve(bean.getAttributeNS(P, name))));
    for (Element property : children(bean)) {
      if (property.getAttribute("name").equals(name)) {
        words.addAll(SpringFiles.words(placeholders.resolve(property.getAttribute("value"))));
        for (Element value : SpringFiles.all(property, "*", "value")) {
          words.addAll(SpringFiles.words(placeholders.resolve(value.getTextContent())));
        }
      }
    }
    return words;
  }

  /** The keys and values of a property: of a text with lines, of props, or of a map. */
  private Map<String, String> properties(Element bean, String name) {
    Map<String, String> found = new TreeMap<>();
    for (Element property : children(bean)) {
      if (!property.getAttribute("name").equals(name)) {
        continue;
      }
      List<Element> values = SpringFiles.all(property, "*", "value");
      for (Element prop : SpringFiles.all(property, "*", "prop")) {
        put(found, prop.getAttribute("key"), prop.getTextContent().trim());
      }
      List<Element> entries = SpringFiles.all(property, "*", "entry");
      for (Element entry : entries) {
        String bound = entry.getAttribute("value") + entry.getAttribute("value-ref");
        for (Element reference : SpringFiles.all(entry, "*", "ref")) {
          bound = reference.getAttribute("bean");
        }
        put(found, entry.getAttribute("key"), bound);
      }
      if (entries.isEmpty()) {
        values.forEach(value -> putLines(found, value.getTextContent()));
      }
      putLines(found, property.getAttribute("value"));
    }
    return found;
  }

  private void putLines(Map<String, String> to, String text) {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      return; // says nothing
    }
    lines.forEach((key, value) -> put(to, String.valueOf(key), String.valueOf(value)));
  }

  private void put(Map<String, String> to, String key, String value) {
    to.put(placeholders.resolve(key), placeholders.resolve(value).trim());
  }

  private static List<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element) {
        found.add((Element) node);
      }
    }
    return found;
  }
}
