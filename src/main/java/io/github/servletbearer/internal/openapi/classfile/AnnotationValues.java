// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One annotation as it stands in a class file: only what its author wrote, for defaults are in the
 * annotation's own class. An element of another type than expected counts as absent. Immutable.
 */
public final class AnnotationValues {
  private static final String VOID = "java.lang.Void";
  private static final String[] JOINED = {"parameters", "responses"};

  private final String className;
  private final Map<String, Object> values;

  /**
   * @param values texts, numbers, booleans, constants, types, annotations, or lists of them; the
   *     reader of class files fills them
   */
  AnnotationValues(String className, Map<String, Object> values) {
    this.className = className;
    this.values = values;
  }

  /** An annotation that no file holds: names and values in turn, without those that are empty. */
  static AnnotationValues of(@Nullable Object... namesAndValues) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      boolean empty =
          value == null
              || value.equals("")
              || value.equals(false)
              || value.equals(Collections.emptyList());
      if (!empty) {
        values.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return of(values);
  }

  static AnnotationValues of(Map<String, Object> values) {
    return new AnnotationValues("", values);
  }

  /** These elements before those of another; what lists by name or status has both. */
  AnnotationValues over(AnnotationValues other) {
    Map<String, Object> joined = new LinkedHashMap<>(other.values);
    joined.putAll(values);
    for (String element : JOINED) {
      List<Object> both = new ArrayList<>(other.children(element));
      both.addAll(children(element)); // the later one of a name counts
      if (!both.isEmpty()) {
        joined.put(element, both);
      }
    }
    return new AnnotationValues(className, joined);
  }

  /** The annotation's class, as in {@code Class.getName}. */
  public String className() {
    return className;
  }

  /** A text, or an empty one. */
  public String text(String element) {
    String value = value(element, String.class);
    return value == null ? "" : value;
  }

  /** The texts of an array. */
  public List<String> texts(String element) {
    return values(element, String.class);
  }

  /** The name of an enum's constant, or an empty text. */
  public String constant(String element) {
    Constant value = value(element, Constant.class);
    return value == null ? "" : value.name;
  }

  /** The names of the enum constants of an array. */
  public List<String> constants(String element) {
    List<String> names = new ArrayList<>();
    values(element, Constant.class).forEach(constant -> names.add(constant.name));
    return names;
  }

  /** Whether a boolean is true. */
  public boolean is(String element) {
    return Boolean.TRUE.equals(values.get(element));
  }

  /** Whether the element is there. */
  public boolean has(String element) {
    return values.containsKey(element);
  }

  /** A whole number or a fraction, or null. */
  public @Nullable Number number(String element) {
    return value(element, Number.class);
  }

  /** A class, or null; {@code Void} stands for none. */
  public @Nullable JavaType type(String element) {
    JavaType type = value(element, JavaType.class);
    boolean none = type != null && (type.name().equals("void") || type.name().equals(VOID));
    return none ? null : type;
  }

  /** The classes of an array. */
  public List<JavaType> types(String element) {
    return values(element, JavaType.class);
  }

  /** An annotation inside this one, or null. */
  public @Nullable AnnotationValues child(String element) {
    return value(element, AnnotationValues.class);
  }

  /** The annotations of an array inside this one. */
  public List<AnnotationValues> children(String element) {
    return values(element, AnnotationValues.class);
  }

  private <T> @Nullable T value(String element, Class<T> kind) {
    Object value = values.get(element);
    return kind.isInstance(value) ? kind.cast(value) : null;
  }

  private <T> List<T> values(String element, Class<T> kind) {
    List<T> found = new ArrayList<>();
    Object array = values.get(element);
    for (Object value : array instanceof List ? (List<?>) array : Collections.emptyList()) {
      if (kind.isInstance(value)) {
        found.add(kind.cast(value));
      }
    }
    return found;
  }

  /** Puts those of the texts that there are. */
  public void copy(Map<String, Object> to, String... elements) {
    for (String element : elements) {
      copy(element, to, element);
    }
  }

  /** Puts the text under another name where there is one. */
  public void copy(String element, Map<String, Object> to, String key) {
    String text = text(element);
    if (!text.isEmpty()) {
      to.put(key, text);
    }
  }

  /** Puts {@code true} for each flag that is set. */
  public void copyFlags(Map<String, Object> to, String... elements) {
    for (String element : elements) {
      if (is(element)) {
        to.put(element, true);
      }
    }
  }

  /** A constant of an enum, which is no text. Immutable. */
  static final class Constant {
    private final String name;

    Constant(String name) {
      this.name = name;
    }
  }
}
