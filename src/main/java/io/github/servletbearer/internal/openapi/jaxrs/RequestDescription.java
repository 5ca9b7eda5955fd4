// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request has, by the parameters of a method, of the locators before it, and by what is
 * injected into the resource class (JSR 339 3.2, 3.3.2). Not thread-safe.
 */
final class RequestDescription {
  private static final List<String> PLACES = Arrays.asList("Path", "Query", "Header", "Cookie");

  /** Parameters that are no part of the request, by the simple names of their annotations. */
  private static final Set<String> INJECTED =
      new HashSet<>(
          Arrays.asList("Context", "Suspended", "Suspend", "Inject", "InjectParam", "Auth"));

  /** Headers for which OpenAPI has other words (OAS 3.0.3 4.7.12). */
  private static final Set<String> HEADERS_OF_OPENAPI =
      new HashSet<>(Arrays.asList("accept", "content-type", "authorization"));

  /** Patterns that say no more than the type of a whole number. */
  private static final List<String> NUMBERS =
      Arrays.asList("^(\\\\d+)$", "^([0-9]+)$", "^(\\\\d*)$", "^([0-9]*)$");

  private static final int MAX_BEANS = 5;

  private final ClassIndex index;
  private final ParameterSchemas schemas;
  private final Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
  private final Map<String, Object> form = new LinkedHashMap<>();
  private final Set<String> matrix = new LinkedHashSet<>();
  private boolean hasParts = false;
  private boolean isSuspended = false;
  private @Nullable JavaType entity = null;

  RequestDescription(ClassIndex index, ParameterSchemas schemas) {
    this.index = index;
    this.schemas = schemas;
  }

  /** The same, and what a method takes besides. */
  RequestDescription with(ResourceMethod method) {
    RequestDescription more = new RequestDescription(index, schemas);
    more.parameters.putAll(parameters);
    more.form.putAll(form);
    more.matrix.addAll(matrix);
    more.hasParts = hasParts;
    List<ClassInfo.Parameter> annotated = method.annotated().parameters();
    for (int i = 0; i < annotated.size(); i++) {
      JavaType type = method.parameterType(i);
      if (!more.add(annotated.get(i), type, 0) && !more.isInjected(annotated.get(i))) {
        more.entity = type;
      }
    }
    return more;
  }

  private boolean isInjected(AnnotatedElement parameter) {
    boolean injected = false;
    for (AnnotationValues annotation : parameter.annotations()) {
      String simple = simpleName(annotation);
      injected |= INJECTED.contains(simple);
      isSuspended |= simple.startsWith("Suspend");
    }
    return injected;
  }

  private static String simpleName(AnnotationValues annotation) {
    String name = annotation.className();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Adds what is injected into fields, constructors and setters of a class. */
  void addInjected(List<Supertype> hierarchy) {
    addInjected(hierarchy, 0);
  }

  private void addInjected(List<Supertype> hierarchy, int depth) {
    for (Supertype type : hierarchy) {
      for (ClassInfo.Member field : type.declaration().fields()) {
        add(field, type.resolve(field.type()), depth);
      }
      for (ClassInfo.Member method : type.declaration().methods()) {
        boolean constructor = method.name().equals("<init>");
        for (ClassInfo.Parameter parameter : method.parameters()) {
          JavaType parameterType = type.resolve(parameter.type());
          if (constructor) {
            add(parameter, parameterType, depth);
          } else if (method.name().startsWith("set") && method.parameters().size() == 1) {
            add(method, parameterType, depth); // its annotation stands on the method
          }
        }
      }
    }
  }

  /** Adds a parameter, if annotations say that it is one. */
  private boolean add(AnnotatedElement element, JavaType type, int depth) {
    for (AnnotationValues annotation : element.annotations()) {
      String simple = simpleName(annotation);
      if (simple.equals("BeanParam")
          || annotation.className().endsWith("resteasy.annotations.Form")) {
        if (depth < MAX_BEANS) {
          addInjected(Supertype.of(type, index), depth + 1);
        }
        return true;
      }
      String name = annotation.text("value");
      if (simple.equals("FormDataParam") || simple.equals("Multipart")) {
        addPart(name, element, type);
        return true;
      }
      boolean ofJaxRs = JaxRs.isNamed(annotation.className(), simple);
      if (ofJaxRs && simple.endsWith("Param") && !name.isEmpty()) {
        add(simple.substring(0, simple.length() - "Param".length()), name, element, type);
        return true;
      }
    }
    return false;
  }

  private void addPart(String name, AnnotatedElement element, JavaType type) {
    hasParts = true;
    Map<String, Object> schema = schemas.of(type, true, JaxRs.annotation(element, "DefaultValue"));
    boolean isFile =
        type.name().equals("java.io.InputStream") || type.name().equals("java.io.File");
    if (isFile) {
      schema.put("format", "binary");
    }
    form.putIfAbsent(name, schema);
  }

  private void add(String kind, String name, AnnotatedElement element, JavaType type) {
    AnnotationValues defaultValue = JaxRs.annotation(element, "DefaultValue");
    Map<String, Object> schema = schemas.of(type, !kind.equals("Path"), defaultValue);
    AnnotationValues words = element.annotation("Parameter");
    if (words != null && words.is("hidden")) {
      return;
    }
    if (kind.equals("Form")) {
      form.put(name, schema);
    } else if (kind.equals("Matrix")) {
      matrix.add(name);
    } else if (PLACES.contains(kind)) {
      String in = kind.toLowerCase(Locale.ROOT);
      boolean said =
          in.equals("header") && HEADERS_OF_OPENAPI.contains(name.toLowerCase(Locale.ROOT));
      if (!said) {
        parameters.put(in + " " + name, parameter(name, in, schema, words));
      }
    }
  }

  /** A Parameter Object (OAS 3.0.3 4.7.12); JAX-RS requires none but those of the path. */
  private static Map<String, Object> parameter(
      String name, String in, Map<String, Object> schema, @Nullable AnnotationValues words) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", in);
    if (words != null) {
      words.copy(parameter, "description");
    }
    if (in.equals("path") || words != null && words.is("required")) {
      parameter.put("required", true);
    }
    if (words != null) {
      words.copyFlags(parameter, "deprecated");
      words.copy(parameter, "example");
    }
    parameter.put("schema", schema);
    return parameter;
  }

  /** Parameter Objects; those of the path as its template has them. */
  List<Map<String, Object>> parameters(UriTemplate template) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String name : template.names()) {
      Map<String, Object> known = parameters.get("path " + name);
      Object type = known == null ? null : known.get("schema");
      Map<String, Object> schema = withPattern(type, template.pattern(name));
      Map<String, Object> parameter = parameter(name, "path", schema, null);
      if (known != null) {
        known.forEach(parameter::putIfAbsent);
      }
      if (template.mayHoldSlashes(name)) {
        parameter.putIfAbsent("description", "It may hold slashes.");
      }
      all.add(parameter);
    }
    parameters.forEach(
        (place, parameter) -> {
          if (!place.startsWith("path ")) {
            all.add(parameter);
          }
        });
    return all;
  }

  /** A schema, of a text where none is known, with what a text must match. */
  private static Map<String, Object> withPattern(
      @Nullable Object schema, @Nullable String pattern) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("type", "string");
    if (schema instanceof Map) {
      ((Map<?, ?>) schema).forEach((key, value) -> more.put(String.valueOf(key), value));
    }
    boolean isNumber = pattern != null && NUMBERS.contains(pattern);
    if (pattern != null && !(isNumber && !"string".equals(more.get("type")))) {
      more.remove("format");
      more.put("type", "string"); // a schema has patterns for texts alone
      more.put("pattern", pattern);
    }
    return more;
  }

  /** The fields of a form, by name, or an empty map. */
  Map<String, Object> form() {
    return form;
  }

  /** Whether the form is sent in parts (RFC 7578). */
  boolean hasParts() {
    return hasParts;
  }

  /** The names of matrix parameters, which OpenAPI has for required ones alone. */
  Set<String> matrix() {
    return matrix;
  }

  /** Whether the response is made later, by another thread. */
  boolean isSuspended() {
    return isSuspended;
  }

  /** Of a locator's request, the methods behind it read the body. */
  void dropEntity() {
    entity = null;
  }

  /** The type of the body, or null where the method takes none. */
  @Nullable JavaType entity() {
    return entity;
  }
}
