// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.SpringFiles;
import io.github.servletbearer.internal.openapi.framework.Supertype;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds the components of packages as Spring does. Not thread-safe. */
final class ComponentScan {
  /** What a file of an annotation holds that an application may make a stereotype. */
  private static final String ANNOTATION = "Ljava/lang/annotation/Retention;";

  private final ClassSearch search;
  private @Nullable List<String> ownStereotypes;

  ComponentScan(ClassSearch search) {
    this.search = search;
  }

  /** One that is looked for in packages. */
  static final class Rule {
    private final Set<String> packages = new LinkedHashSet<>();
    private final List<Predicate<ClassInfo>> includes = new ArrayList<>();
    private final List<Predicate<ClassInfo>> excludes = new ArrayList<>();
    private boolean hasDefaults = true;

    /** Adds a package, or a pattern of packages. */
    void addPackage(String name) {
      packages.add(name);
    }

    void include(Predicate<ClassInfo> filter) {
      includes.add(filter);
    }

    void exclude(Predicate<ClassInfo> filter) {
      excludes.add(filter);
    }

    /** Components are not looked for, but only what filters include. */
    void dropDefaults() {
      hasDefaults = false;
    }
  }

  /** The names of the classes that are found, sorted, with what their annotations call them. */
  Map<String, String> find(Rule rule) {
    Map<String, String> found = new TreeMap<>();
    for (ClassInfo type : candidates(rule.packages)) {
      boolean isIncluded =
          rule.includes.stream().anyMatch(filter -> filter.test(type))
              || rule.hasDefaults && is(type, SpringMvc.COMPONENT);
      boolean isExcluded = rule.excludes.stream().anyMatch(filter -> filter.test(type));
      if (isIncluded && !isExcluded && !type.hasFlag(Modifier.ABSTRACT)) {
        MergedAnnotation component = MergedAnnotation.of(type, SpringMvc.COMPONENT, search.index());
        found.put(type.name(), component == null ? "" : component.text("value"));
      }
    }
    return found;
  }

  /** All controllers of the application itself, for one whose configuration is unknown. */
  Set<String> ownControllers() {
    Set<String> found = new TreeSet<>();
    for (ClassInfo type : search.own(SpringMvc.IN_FILE)) {
      if (!type.hasFlag(Modifier.ABSTRACT) && isHandler(type.name())) {
        found.add(type.name());
      }
    }
    return found;
  }

  /** Whether a class is a controller, or has a mapping itself or inherits one. */
  boolean isHandler(String className) {
    List<Supertype> hierarchy = Supertype.of(JavaType.named(className), search.index());
    return MergedAnnotation.of(hierarchy, SpringMvc.CONTROLLER, search.index()) != null
        || MergedAnnotation.of(hierarchy, SpringMvc.MAPPING, search.index()) != null;
  }

  /** Whether methods of a class are handlers, so that the class itself is none. */
  boolean hasHandlers(String className) {
    List<Supertype> hierarchy = Supertype.of(JavaType.named(className), search.index());
    return isHandler(className)
        && !Handler.of(hierarchy, search.index(), UnaryOperator.identity()).isEmpty();
  }

  private boolean is(ClassInfo type, String annotation) {
    return MergedAnnotation.of(type, annotation, search.index()) != null;
  }

  /** What names Spring, or an annotation of the application that stands for one of Spring's. */
  private Collection<ClassInfo> candidates(Set<String> patterns) {
    Set<String> packages = new LinkedHashSet<>();
    List<Predicate<ClassInfo>> filters = new ArrayList<>();
    for (String pattern : patterns) {
      if (pattern.matches("[\\w.$*?]+")) {
        String fixed = pattern.split("[*?]", 2)[0];
        boolean isPlain = fixed.equals(pattern);
        packages.add(isPlain ? pattern : fixed.substring(0, Math.max(fixed.lastIndexOf('.'), 0)));
        Predicate<ClassInfo> filter = named(SpringFiles.expression(pattern + ".**"));
        if (filter != null) {
          filters.add(filter);
        }
      }
    }
    Map<String, ClassInfo> found = new LinkedHashMap<>();
    List<String> texts =
        new ArrayList<>(packages.isEmpty() ? Collections.emptyList() : stereotypes());
    for (String text : texts) {
      for (ClassInfo each : search.inPackages(packages, text)) {
        boolean fits = filters.stream().anyMatch(filter -> filter.test(each));
        if (fits && !each.name().startsWith(SpringMvc.PACKAGE)) {
          found.put(each.name(), each);
        }
      }
    }
    return found.values();
  }

  /** What files of components hold. */
  private List<String> stereotypes() {
    if (ownStereotypes == null) {
      List<String> texts = new ArrayList<>();
      texts.add(SpringMvc.IN_FILE);
      for (ClassInfo type : search.own(ANNOTATION)) {
        if (type.isInterface() && is(type, SpringMvc.COMPONENT)) {
          texts.add("L" + type.name().replace('.', '/') + ";");
        }
      }
      ownStereotypes = texts;
    }
    return ownStereotypes;
  }

  /**
   * A filter of classes.
   *
   * @param kind as XML names it: annotation, assignable, aspectj or regex
   * @return null where it is of another kind, or no regular expression
   */
  @Nullable Predicate<ClassInfo> filter(String kind, String expression) {
    switch (kind) {
      case "annotation":
        return type -> is(type, expression);
      case "assignable":
      case "assignable_type":
        return type ->
            Supertype.of(JavaType.named(type.name()), search.index()).stream()
                .anyMatch(each -> each.declaration().name().equals(expression));
      case "aspectj":
        return named(
            SpringFiles.expression(expression.replace("..", ".**.").replaceAll("\\*$", "**")));
      case "regex":
        return named(expression);
      default:
        return null;
    }
  }

  private @Nullable Predicate<ClassInfo> named(String expression) {
    Predicate<String> filter = search.matcher().compile(expression);
    return filter == null ? null : type -> filter.test(type.name());
  }
}
