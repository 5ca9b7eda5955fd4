// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a class holds: its fields, each with the annotations of its getter and setter as well, and
 * getters without a field that have annotations of their own. Not thread-safe.
 */
public final class BeanProperties {
  private static final String FLAG = "is";

  private final Map<String, ClassInfo.Member> getters = new LinkedHashMap<>();
  private final Map<String, ClassInfo.Member> setters = new LinkedHashMap<>();
  private final BooleanSupplier namedByGetters;

  private BeanProperties(ClassInfo type, BooleanSupplier namedByGetters) {
    this.namedByGetters = namedByGetters;
    for (ClassInfo.Member method : type.methods()) {
      boolean isCalled = method.hasFlag(Modifier.PUBLIC) && !method.hasFlag(Modifier.STATIC);
      if (isCalled && !method.isSynthetic()) {
        add(method);
      }
    }
  }

  private void add(ClassInfo.Member method) {
    int parameters = method.parameters().size();
    String read = after("get", method);
    String flag = after(FLAG, method);
    String written = after("set", method);
    if (parameters == 0 && read != null) {
      getters.put(key(read), method);
    } else if (parameters == 0 && flag != null && isBoolean(method)) {
      getters.putIfAbsent(key(flag), method);
    } else if (parameters == 1 && written != null) {
      setters.put(key(written), method);
    }
  }

  /** The fields in the order of the file, and then the getters; the names are those in JSON. */
  public static List<ClassInfo.Member> of(ClassInfo type, BooleanSupplier namedByGetters) {
    BeanProperties properties = new BeanProperties(type, namedByGetters);
    List<ClassInfo.Member> found = new ArrayList<>();
    for (ClassInfo.Member field : type.fields()) {
      if (!field.hasFlag(Modifier.STATIC | Modifier.TRANSIENT) && !field.isSynthetic()) {
        found.add(properties.ofField(field));
      }
    }
    properties.getters.values().stream()
        .filter(getter -> getter.hasSwagger() || isNamed(getter))
        .forEach(getter -> found.add(properties.ofGetter(getter)));
    return found;
  }

  private ClassInfo.Member ofField(ClassInfo.Member field) {
    String flag = isBoolean(field) ? after(FLAG, field) : null;
    if (flag != null && !getters.containsKey(key(field.name())) && getters.containsKey(key(flag))) {
      // private boolean isOpen with isOpen(), the getter of "open"
      String name = namedByGetters.getAsBoolean() ? decapitalized(flag) : field.name();
      return joined(name, field, getters.remove(key(flag)), setters.get(key(flag)));
    }
    String key = key(field.name());
    return joined(field.name(), field, getters.remove(key), setters.get(key));
  }

  private ClassInfo.Member ofGetter(ClassInfo.Member getter) {
    String read = after(isBoolean(getter) && after("get", getter) == null ? FLAG : "get", getter);
    String property = Objects.requireNonNull(read);
    return joined(decapitalized(property), getter, setters.get(key(property)));
  }

  /** The first one under a name, with the annotations of all. */
  private static ClassInfo.Member joined(String name, ClassInfo.@Nullable Member... members) {
    ClassInfo.Member first = Objects.requireNonNull(members[0]);
    List<AnnotationValues> annotations =
        Stream.of(members)
            .filter(Objects::nonNull)
            .flatMap(member -> member.annotations().stream())
            .collect(Collectors.toList());
    if (name.equals(first.name()) && annotations.equals(first.annotations())) {
      return first;
    }
    ClassInfo.Member joined = new ClassInfo.Member(name, 0, first.descriptor(), first.type());
    annotations.forEach(joined::add);
    return joined;
  }

  private static boolean isNamed(ClassInfo.Member getter) {
    return getter.annotationEndingWith(".JsonProperty") != null;
  }

  private static boolean isBoolean(ClassInfo.Member member) {
    return member.type().name().equals("boolean");
  }

  /** What follows a prefix in the name, if that begins with a capital; or null. */
  private static @Nullable String after(String prefix, ClassInfo.Member member) {
    String name = member.name();
    int length = prefix.length();
    boolean found =
        name.startsWith(prefix)
            && name.length() > length
            && !Character.isLowerCase(name.charAt(length));
    return found ? name.substring(length) : null;
  }

  /** Fields and methods write the first letters of one name in several ways. */
  private static String key(String property) {
    return property.toLowerCase(Locale.ROOT);
  }

  private static String decapitalized(String property) {
    return property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1);
  }
}
