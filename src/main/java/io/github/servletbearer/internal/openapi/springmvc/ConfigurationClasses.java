// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.classfile.MethodCall;
import io.github.servletbearer.internal.openapi.framework.SpringFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads beans from classes: components, {@code @Configuration} and what it names. Of their code,
 * which is not run, a few calls with constants count. Not thread-safe.
 */
final class ConfigurationClasses {
  /** What {@code @EnableWebMvc} imports, and some extend instead. */
  private static final String WEB_MVC =
      "org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport";

  /** The methods by whose code classes configure paths. */
  private static final Set<String> CONFIGURING =
      new HashSet<>(
          Arrays.asList(
              "addViewControllers", "configurePathMatch", "requestMappingHandlerMapping"));

  private static final int MAX_CLASSES = 50_000;

  private final ClassSearch search;
  private final ClassIndex index;
  private final ComponentScan scan;
  private final Placeholders placeholders;
  private final Beans beans;
  private final Set<String> seen = new HashSet<>();
  private final List<String> propertyFiles = new ArrayList<>();
  private final List<String> xmlFiles = new ArrayList<>();

  ConfigurationClasses(
      ClassSearch search, ComponentScan scan, Placeholders placeholders, Beans beans) {
    this.search = search;
    this.index = search.index();
    this.scan = scan;
    this.placeholders = placeholders;
    this.beans = beans;
  }

  /** Locations of properties that classes name; they are given once. */
  List<String> takePropertyFiles() {
    return taken(propertyFiles);
  }

  /** Locations of XML that classes name; they are given once. */
  List<String> takeXmlFiles() {
    return taken(xmlFiles);
  }

  private static List<String> taken(List<String> from) {
    List<String> taken = new ArrayList<>(from);
    from.clear();
    return taken;
  }

  @Nullable Predicate<ClassInfo> filter(String kind, String expression) {
    return scan.filter(kind, expression);
  }

  /** Adds the components of packages. */
  void scan(ComponentScan.Rule rule) {
    scan.find(rule).forEach((type, name) -> add(Collections.singleton(name), type));
  }

  /** Adds a bean, and what its class declares. */
  void add(Collection<String> names, String className) {
    beans.add(names, className);
    if (seen.size() >= MAX_CLASSES || !seen.add(className)) {
      return;
    }
    ClassInfo type = index.find(className);
    if (type == null) {
      return;
    }
    if (index.superclasses().lineage(className).contains(WEB_MVC)) {
      mapAnnotations();
    }
    for (ClassInfo each : index.lineage(type)) {
      readAnnotations(each);
      if (each.methods().stream().anyMatch(method -> CONFIGURING.contains(method.name()))) {
        search.calls(each.name(), SpringMvc.SERVLET).forEach(this::readCall);
      }
      for (ClassInfo.Member method : each.methods()) {
        MergedAnnotation bean = MergedAnnotation.of(method, SpringMvc.BEAN, index);
        if (bean != null) {
          List<String> beanNames = bean.texts("name", "value");
          add(
              beanNames.isEmpty() ? Collections.singletonList(method.name()) : beanNames,
              method.type().name());
        }
      }
    }
  }

  /** Takes what a call configures, as far as constants tell; all else of the code is unknown. */
  private void readCall(MethodCall call) {
    @Nullable Boolean flag = call.flag();
    switch (call.name()) {
      case "addViewController":
        call.texts().forEach(path -> beans.addView(path, "200"));
        break;
      case "addRedirectViewController":
        call.texts().stream().limit(1).forEach(path -> beans.addView(path, "3XX"));
        break;
      case "addStatusController":
        call.texts().forEach(path -> beans.addView(path, "default"));
        break;
      case "setUseSuffixPatternMatch":
        if (flag != null) {
          beans.matchSuffixes(flag);
        }
        break;
      case "setUseRegisteredSuffixPatternMatch":
        if (Boolean.TRUE.equals(flag)) {
          beans.matchSuffixes(false);
        }
        break;
      default: // says nothing of paths
    }
  }

  private void mapAnnotations() {
    beans.mapAnnotations();
    beans.mapNames();
  }

  private void readAnnotations(ClassInfo type) {
    if (MergedAnnotation.of(type, SpringMvc.ENABLE_WEB_MVC, index) != null) {
      mapAnnotations();
    }
    if (type.annotationOfClass(SpringMvc.BOOT) != null) {
      propertyFiles.add("classpath:application.properties");
    }
    for (MergedAnnotation each : MergedAnnotation.all(type, SpringMvc.PROPERTY_SOURCE, index)) {
      propertyFiles.addAll(each.texts("value"));
    }
    MergedAnnotation xml = MergedAnnotation.of(type, SpringMvc.IMPORT_RESOURCE, index);
    if (xml != null) {
      xmlFiles.addAll(xml.texts("value", "locations"));
    }
    for (MergedAnnotation imported : MergedAnnotation.every(type, SpringMvc.IMPORT, index)) {
      imported.types("value").forEach(each -> add(Collections.emptyList(), each.name()));
    }
    for (MergedAnnotation each : MergedAnnotation.all(type, SpringMvc.COMPONENT_SCAN, index)) {
      scan(rule(each, type));
    }
  }

  private ComponentScan.Rule rule(MergedAnnotation scanned, ClassInfo on) {
    ComponentScan.Rule rule = new ComponentScan.Rule();
    List<String> packages = new ArrayList<>();
    for (String name : scanned.texts("value", "basePackages", "scanBasePackages")) {
      packages.addAll(SpringFiles.words(placeholders.resolve(name)));
    }
    for (JavaType type : scanned.types("basePackageClasses", "scanBasePackageClasses")) {
      packages.add(packageOf(type.name()));
    }
    if (packages.isEmpty()) {
      packages.add(packageOf(on.name()));
    }
    packages.forEach(rule::addPackage);
    if (!scanned.is("useDefaultFilters", true)) {
      rule.dropDefaults();
    }
    scanned.children("includeFilters").forEach(each -> filters(each).forEach(rule::include));
    scanned.children("excludeFilters").forEach(each -> filters(each).forEach(rule::exclude));
    return rule;
  }

  private List<Predicate<ClassInfo>> filters(AnnotationValues filter) {
    List<String> expressions = new ArrayList<>(filter.texts("pattern"));
    for (String element : new String[] {"value", "classes"}) {
      filter.types(element).forEach(type -> expressions.add(type.name()));
    }
    String kind = filter.constant("type").toLowerCase(Locale.ROOT);
    List<Predicate<ClassInfo>> found = new ArrayList<>();
    for (String expression : expressions) {
      Predicate<ClassInfo> one = scan.filter(kind.isEmpty() ? "annotation" : kind, expression);
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  private static String packageOf(String className) {
    return className.substring(0, Math.max(className.lastIndexOf('.'), 0));
  }
}
