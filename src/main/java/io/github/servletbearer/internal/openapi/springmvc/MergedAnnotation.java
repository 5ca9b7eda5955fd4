// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.Supertype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An annotation of Spring on a class, method or parameter: itself, or one that it annotates, whose
 * elements stand for its own by {@code @AliasFor} or by their names. Immutable.
 */
final class MergedAnnotation {
  private static final String ALIAS = "org.springframework.core.annotation.AliasFor";
  private static final int MAX_DEPTH = 4;
  private static final int MAX_SUPERTYPES = 200;

  /** From the annotation on the element to the one that is looked for. */
  private final List<AnnotationValues> chain;

  private final ClassIndex index;

  private MergedAnnotation(List<AnnotationValues> chain, ClassIndex index) {
    this.chain = chain;
    this.index = index;
  }

  /** The annotation of an element, or null. */
  static @Nullable MergedAnnotation of(AnnotatedElement element, String name, ClassIndex index) {
    List<AnnotationValues> chain =
        chain(element.annotations(), name, index, new HashSet<>(), MAX_DEPTH);
    return chain == null ? null : new MergedAnnotation(chain, index);
  }

  /**
   * The annotation of a class, or of the nearest of its supertypes that has it, or null. Interfaces
   * of a class go before its superclass.
   */
  static @Nullable MergedAnnotation of(List<Supertype> hierarchy, String name, ClassIndex index) {
    return hierarchy.isEmpty()
        ? null
        : inherited(hierarchy.get(0).declaration().name(), name, index, new HashSet<>());
  }

  private static @Nullable MergedAnnotation inherited(
      String className, String name, ClassIndex index, Set<String> seen) {
    boolean isNew = seen.size() < MAX_SUPERTYPES && seen.add(className);
    ClassInfo type = isNew ? index.find(className) : null;
    if (type == null) {
      return null;
    }
    MergedAnnotation found = of(type, name, index);
    for (JavaType each : type.interfaces()) {
      found = found == null ? inherited(each.name(), name, index, seen) : found;
    }
    return found == null ? inherited(type.superclass(), name, index, seen) : found;
  }

  /** A repeatable annotation of an element, by itself and in its container. */
  static List<MergedAnnotation> all(AnnotatedElement element, String name, ClassIndex index) {
    List<MergedAnnotation> found = new ArrayList<>();
    MergedAnnotation single = of(element, name, index);
    if (single != null) {
      found.add(single);
    }
    AnnotationValues container = element.annotationOfClass(name + "s");
    if (container != null) {
      for (AnnotationValues each : container.children("value")) {
        found.add(new MergedAnnotation(Collections.singletonList(each), index));
      }
    }
    return found;
  }

  /** An annotation of an element and those of all annotations that it has. */
  static List<MergedAnnotation> every(AnnotatedElement element, String name, ClassIndex index) {
    List<MergedAnnotation> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (AnnotationValues each : element.annotations()) {
      List<AnnotationValues> chain =
          chain(Collections.singletonList(each), name, index, seen, MAX_DEPTH);
      if (chain != null) {
        found.add(new MergedAnnotation(chain, index));
      }
    }
    return found;
  }

  private static @Nullable List<AnnotationValues> chain(
      List<AnnotationValues> annotations,
      String name,
      ClassIndex index,
      Set<String> seen,
      int depth) {
    for (AnnotationValues each : annotations) {
      if (SpringMvc.standsFor(each.className(), name)) {
        return new ArrayList<>(Collections.singletonList(each));
      }
    }
    for (AnnotationValues each : annotations) {
      boolean isOwn = !each.className().startsWith(SpringMvc.PACKAGE);
      ClassInfo type =
          depth > 0 && isOwn && seen.add(each.className()) ? index.find(each.className()) : null;
      List<AnnotationValues> rest =
          type == null ? null : chain(type.annotations(), name, index, seen, depth - 1);
      if (rest != null) {
        rest.add(0, each);
        return rest;
      }
    }
    return null;
  }

  /** The HTTP method that an annotation of the chain stands for, or an empty text. */
  String httpMethod() {
    return SpringMvc.httpMethod(chain.get(chain.size() - 1).className());
  }

  /**
   * The texts of an element, one or several.
   *
   * @param names by which the element is known, as "value" and "path"
   */
  List<String> texts(String... names) {
    return first(
        Collections.emptyList(),
        names,
        (values, element) -> {
          String single = values.text(element);
          return single.isEmpty() ? values.texts(element) : Collections.singletonList(single);
        });
  }

  /** The first text of an element, or an empty one. */
  String text(String... names) {
    List<String> texts = texts(names);
    return texts.isEmpty() ? "" : texts.get(0);
  }

  /** The names of enum constants. */
  List<String> constants(String... names) {
    return first(
        Collections.emptyList(),
        names,
        (values, element) -> {
          String single = values.constant(element);
          return single.isEmpty() ? values.constants(element) : Collections.singletonList(single);
        });
  }

  /** The classes of an array, or a single one. */
  List<JavaType> types(String... names) {
    return first(
        Collections.emptyList(),
        names,
        (values, element) -> {
          JavaType single = values.type(element);
          return single == null ? values.types(element) : Collections.singletonList(single);
        });
  }

  /** The annotations of an array. */
  List<AnnotationValues> children(String name) {
    return first(Collections.emptyList(), new String[] {name}, AnnotationValues::children);
  }

  /** Whether a boolean is true; by default it is what is given. */
  boolean is(String name, boolean byDefault) {
    return first(byDefault, new String[] {name}, AnnotationValues::is);
  }

  /** Whether something is said of an element. */
  boolean has(String name) {
    return first(false, new String[] {name}, AnnotationValues::has);
  }

  /** What the first annotation of the chain says that has the element, at least by default. */
  private <T> T first(T none, String[] names, BiFunction<AnnotationValues, String, T> reader) {
    Map<String, List<String>> elements = new HashMap<>();
    T found = none;
    for (int i = chain.size() - 1; i >= 0; i--) {
      AnnotationValues values = chain.get(i);
      ClassInfo type = i == chain.size() - 1 ? null : index.find(values.className());
      List<String> own = type == null ? Arrays.asList(names) : aliases(type, names, elements);
      elements.put(values.className(), own);
      for (AnnotationValues each :
          type == null ? Arrays.asList(values) : Arrays.asList(type.defaults(), values)) {
        for (String element : own) {
          found = each.has(element) ? reader.apply(each, element) : found;
        }
      }
    }
    return found;
  }

  /**
   * The elements of an application's annotation that stand for one of Spring's.
   *
   * @param elements those of the annotations that it has, by their class names
   */
  private List<String> aliases(ClassInfo type, String[] names, Map<String, List<String>> elements) {
    List<String> found = new ArrayList<>();
    for (ClassInfo.Member element : type.methods()) {
      AnnotationValues alias = element.annotationOfClass(ALIAS);
      String other = element.name().equals("value") ? "" : element.name();
      List<String> others = Arrays.asList(names);
      if (alias != null) {
        String attribute =
            alias.text("attribute").isEmpty() ? alias.text("value") : alias.text("attribute");
        other = attribute.isEmpty() ? element.name() : attribute;
        JavaType target = alias.type("annotation");
        others = target == null ? others : elementsOf(target.name(), elements);
      }
      if (others.contains(other)) {
        found.add(element.name());
      }
    }
    return found;
  }

  private static List<String> elementsOf(String target, Map<String, List<String>> elements) {
    for (Map.Entry<String, List<String>> each : elements.entrySet()) {
      if (SpringMvc.standsFor(each.getKey(), target)) {
        return each.getValue();
      }
    }
    return Collections.emptyList();
  }
}
