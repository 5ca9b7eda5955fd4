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
import java.util.HashSet;
import java.util.List;
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

  /** The annotation of a class, or of the nearest of its supertypes that has it, or null. */
  static @Nullable MergedAnnotation of(List<Supertype> hierarchy, String name, ClassIndex index) {
    for (Supertype type : hierarchy) {
      MergedAnnotation found = of(type.declaration(), name, index);
      if (found != null) {
        return found;
      }
    }
    return null;
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

  /** What the first annotation of the chain says that has the element. */
  private <T> T first(T none, String[] names, BiFunction<AnnotationValues, String, T> reader) {
    for (int i = 0; i < chain.size(); i++) {
      AnnotationValues values = chain.get(i);
      boolean isLast = i == chain.size() - 1;
      for (String element : isLast ? Arrays.asList(names) : aliases(values, names)) {
        if (values.has(element)) {
          return reader.apply(values, element);
        }
      }
    }
    return none;
  }

  /** The elements of an application's annotation that stand for one of Spring's. */
  private List<String> aliases(AnnotationValues values, String[] names) {
    ClassInfo type = index.find(values.className());
    List<String> found = new ArrayList<>();
    for (ClassInfo.Member element :
        type == null ? Collections.<ClassInfo.Member>emptyList() : type.methods()) {
      AnnotationValues alias = element.annotationOfClass(ALIAS);
      String other = element.name().equals("value") ? "" : element.name();
      if (alias != null) {
        String attribute =
            alias.text("attribute").isEmpty() ? alias.text("value") : alias.text("attribute");
        other = attribute.isEmpty() ? element.name() : attribute;
      }
      if (Arrays.asList(names).contains(other)) {
        found.add(element.name());
      }
    }
    return found;
  }
}
