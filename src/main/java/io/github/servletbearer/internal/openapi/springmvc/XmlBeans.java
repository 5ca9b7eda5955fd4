// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.deployment.webxml.XmlElement;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.framework.SpringFiles;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads beans from the XML of Spring. Not thread-safe. */
final class XmlBeans {
  private static final String CONTEXT = "http://www.springframework.org/schema/context";
  private static final String MVC = "http://www.springframework.org/schema/mvc";
  private static final String P = "http://www.springframework.org/schema/p";
  private static final int MAX_DEPTH = 20;

  /** What makes mappings, one by names of beans among them. */
  private static final Set<String> MAPPINGS =
      new HashSet<>(
          Arrays.asList(
              "annotation-driven",
              "view-controller",
              "redirect-view-controller",
              "status-controller",
              "resources",
              "default-servlet-handler"));

  private final ConfigurationClasses classes;
  private final Placeholders placeholders;
  private final SpringFiles files;
  private final Beans beans;
  private final Map<String, XmlElement> byId = new HashMap<>();

  XmlBeans(
      ConfigurationClasses classes, Placeholders placeholders, SpringFiles files, Beans beans) {
    this.classes = classes;
    this.placeholders = placeholders;
    this.files = files;
    this.beans = beans;
  }

  /** Reads files with what they import; false where there is none of them. */
  boolean read(Collection<String> locations) {
    List<XmlElement> roots = files.read(locations);
    for (XmlElement root : roots) { // first, for all others may have placeholders
      readProperties(root);
      root.children().forEach(each -> byId.put(each.attribute("id"), each));
      root.all("*", "bean").forEach(each -> byId.put(each.attribute("id"), each));
    }
    byId.remove(""); // what nothing can refer to
    for (XmlElement root : roots) {
      read(root, MAX_DEPTH);
    }
    return !roots.isEmpty();
  }

  private void readProperties(XmlElement root) {
    for (XmlElement each : root.all(CONTEXT, "property-placeholder")) {
      placeholders.read(SpringFiles.words(each.attribute("location")), files);
    }
    for (XmlElement bean : root.all("*", "bean")) {
      String className = bean.attribute("class");
      if (className.endsWith("PlaceholderConfigurer")) {
        properties(bean, "properties").forEach(placeholders::put); // files go before these
        for (String name : new String[] {"location", "locations"}) {
          placeholders.read(property(bean, name), files);
        }
      }
    }
  }

  private void read(XmlElement parent, int depth) {
    for (XmlElement each : parent.children()) {
      String name = each.localName();
      String namespace = each.namespace();
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

  private ComponentScan.Rule rule(XmlElement scan) {
    ComponentScan.Rule rule = new ComponentScan.Rule();
    SpringFiles.words(placeholders.resolve(scan.attribute("base-package")))
        .forEach(rule::addPackage);
    if (scan.attribute("use-default-filters").equals("false")) {
      rule.dropDefaults();
    }
    for (XmlElement each : scan.children()) {
      Predicate<ClassInfo> filter =
          classes.filter(
              each.attribute("type"), placeholders.resolve(each.attribute("expression")));
      if (filter != null && "include-filter".equals(each.localName())) {
        rule.include(filter);
      } else if (filter != null) {
        rule.exclude(filter);
      }
    }
    return rule;
  }

  private void readMvc(XmlElement element, String name) {
    if (MAPPINGS.contains(name)) {
      beans.mapNames(); // all of these add it
    }
    String path = placeholders.resolve(element.attribute("path"));
    switch (name) {
      case "annotation-driven":
        beans.mapAnnotations();
        for (XmlElement each : element.all(MVC, "path-matching")) {
          readSuffixes(each.attribute("suffix-pattern"));
          readSuffixes(each.attribute("registered-suffixes-only").equals("true") ? "false" : "");
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

  private static String status(XmlElement element, String byDefault) {
    String status = element.attribute("status-code");
    return status.matches("[1-5]\\d\\d") ? status : byDefault;
  }

  private void readSuffixes(String value) {
    if (!value.isEmpty()) {
      beans.matchSuffixes(value.equals("true"));
    }
  }

  /** The class of a bean, perhaps that of its parent. */
  private String className(XmlElement bean) {
    XmlElement from = bean;
    for (int i = 0; i < MAX_DEPTH && from != null; i++) {
      if (!from.attribute("class").isEmpty()) {
        return placeholders.resolve(from.attribute("class"));
      }
      from = byId.get(from.attribute("parent"));
    }
    return "";
  }

  private void readBean(XmlElement bean) {
    String className = className(bean);
    if (className.isEmpty() || bean.attribute("abstract").equals("true")) {
      return;
    }
    List<String> names = SpringFiles.words(placeholders.resolve(bean.attribute("name")));
    names.add(bean.attribute("id"));
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
  private List<String> property(XmlElement bean, String name) {
    List<String> words =
        new ArrayList<>(SpringFiles.words(placeholders.resolve(bean.attribute(P, name))));
    for (XmlElement property : bean.children()) {
      if (property.attribute("name").equals(name)) {
        words.addAll(SpringFiles.words(placeholders.resolve(property.attribute("value"))));
        for (XmlElement value : property.all("*", "value")) {
          words.addAll(SpringFiles.words(placeholders.resolve(value.text())));
        }
      }
    }
    return words;
  }

  /** The keys and values of a property: of a text with lines, of props, or of a map. */
  private Map<String, String> properties(XmlElement bean, String name) {
    Map<String, String> found = new TreeMap<>();
    for (XmlElement each : bean.children()) {
      if (!each.attribute("name").equals(name)) {
        continue;
      }
      XmlElement property = byId.getOrDefault(each.attribute("ref"), each);
      List<XmlElement> values = property.all("*", "value");
      for (XmlElement prop : property.all("*", "prop")) {
        put(found, prop.attribute("key"), prop.text());
      }
      List<XmlElement> entries = property.all("*", "entry");
      for (XmlElement entry : entries) {
        String bound = entry.attribute("value") + entry.attribute("value-ref");
        for (XmlElement reference : entry.all("*", "ref")) {
          bound = reference.attribute("bean") + reference.attribute("local");
        }
        for (XmlElement inner : entry.all("*", "bean")) {
          bound = bound.isEmpty() ? className(inner) : bound;
        }
        String key = entry.attribute("key");
        for (XmlElement element : entry.children("key")) {
          key = element.text();
        }
        put(found, key, bound);
      }
      if (entries.isEmpty()) {
        values.forEach(value -> putLines(found, value.text()));
      }
      putLines(found, property.attribute("value"));
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
    if (key.isEmpty()) {
      return; // another bean has it, or nothing is said
    }
    to.put(placeholders.resolve(key), placeholders.resolve(value).trim());
  }
}
