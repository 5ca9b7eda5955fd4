// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.Bodies;
import io.github.servletbearer.internal.openapi.framework.InheritedMethod;
import io.github.servletbearer.internal.openapi.framework.ParameterSchemas;
import io.github.servletbearer.internal.openapi.framework.RequestDescription;
import io.github.servletbearer.internal.openapi.framework.Supertype;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a request has by the parameters of a handler. Not thread-safe. */
final class RequestReader {
  /** Kinds of annotations and the places in a request that they name. */
  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("PathVariable", "path");
    PLACES.put("RequestParam", "query");
    PLACES.put("RequestHeader", "header");
    PLACES.put("CookieValue", "cookie");
  }

  private static final Set<String> FILES =
      new HashSet<>(
          Arrays.asList(
              "org.springframework.web.multipart.MultipartFile",
              "org.springframework.web.multipart.commons.CommonsMultipartFile",
              "javax.servlet.http.Part"));

  private static final Set<String> ENTITIES =
      new HashSet<>(
          Arrays.asList(
              "org.springframework.http.HttpEntity", "org.springframework.http.RequestEntity"));

  /** Types of the JVM that a text is converted to, besides those of {@code java.lang}. */
  private static final Set<String> TEXTS =
      new HashSet<>(
          Arrays.asList(
              "java.util.Date",
              "java.util.UUID",
              "java.util.Currency",
              "java.net.URI",
              "java.net.URL",
              "java.math.BigDecimal",
              "java.math.BigInteger"));

  /** Types like those that Spring itself has values for. */
  private static final Set<String> OF_THE_REQUEST =
      new HashSet<>(Arrays.asList("java.time.ZoneId", SpringMvc.PACKAGE + "http.HttpMethod"));

  /** How the names of the types begin that hold all parts of a form. */
  private static final String PARTS = SpringMvc.PACKAGE + "web.multipart.Multipart";

  private static final int MAX_PROPERTIES = 100;

  private final ClassIndex index;
  private final ParameterSchemas schemas;
  private final Bodies bodies;
  private final UnaryOperator<String> resolver;

  /**
   * @param resolver puts values in place of placeholders
   */
  RequestReader(
      ClassIndex index, ParameterSchemas schemas, Bodies bodies, UnaryOperator<String> resolver) {
    this.index = index;
    this.schemas = schemas;
    this.bodies = bodies;
    this.resolver = resolver;
  }

  /** What a handler takes, by the parameters that are known. */
  RequestDescription read(Handler handler) {
    RequestDescription request = new RequestDescription();
    handler.modelMethods().forEach(each -> add(each, request));
    add(handler.method(), request);
    return request;
  }

  private void add(InheritedMethod method, RequestDescription request) {
    for (HandlerParameter parameter : HandlerParameter.of(method, index)) {
      AnnotationValues words = parameter.words();
      if (words == null || !words.is("hidden")) {
        add(parameter, words, request);
      }
    }
  }

  private void add(
      HandlerParameter parameter, @Nullable AnnotationValues words, RequestDescription request) {
    JavaType type = parameter.type();
    MergedAnnotation part = parameter.annotation("RequestPart");
    MergedAnnotation body = parameter.annotation("RequestBody");
    MergedAnnotation matrix = parameter.annotation("MatrixVariable");
    if (body != null) {
      request.body(type, parameter.isRequired(body));
    } else if (ENTITIES.contains(type.name())) {
      List<JavaType> content = type.arguments();
      request.body(
          content.size() == 1 ? content.get(0) : JavaType.named("java.lang.Object"), false);
    } else if (part != null) {
      addPart(parameter.name(part), type, parameter.isRequired(part), request);
    } else if (matrix != null) {
      request.addMatrix(parameter.name(matrix));
    } else if (!addAnnotated(parameter, words, request)) {
      addPlain(parameter, request);
    }
  }

  private boolean addAnnotated(
      HandlerParameter parameter, @Nullable AnnotationValues words, RequestDescription request) {
    for (Map.Entry<String, String> place : PLACES.entrySet()) {
      MergedAnnotation annotation = parameter.annotation(place.getKey());
      if (annotation == null) {
        continue;
      }
      JavaType type = parameter.type();
      String name = resolver.apply(parameter.name(annotation));
      boolean required = parameter.isRequired(annotation);
      if (isFile(type)) {
        addPart(name, type, required, request);
      } else if (!name.isEmpty() && !isOfAll(type)) {
        String given = resolver.apply(annotation.text("defaultValue"));
        boolean isKnown = !given.isEmpty() && !given.contains("#{") && !given.contains("${");
        boolean several = !place.getValue().equals("path");
        Map<String, Object> schema = schemas.of(type, several, isKnown ? given : null);
        if (isKnown && schema.get("items") instanceof Map) {
          putDefault(schema, given, ((Map<?, ?>) schema.get("items")).get("type"));
        }
        schema = schemas.refined(schema, words);
        request.add(place.getValue(), name, schema, required, words);
      }
      return true;
    }
    return false;
  }

  /** The values of a list, which commas divide; none where one of them has another type. */
  private static void putDefault(Map<String, Object> schema, String given, @Nullable Object type) {
    Map<String, Object> items = new LinkedHashMap<>();
    items.put("type", type);
    List<Object> values = new ArrayList<>();
    for (String each : given.split(",", -1)) {
      values.add(Schemas.literal(each.trim(), items));
    }
    schema.remove("default");
    if ("string".equals(type) || values.stream().noneMatch(String.class::isInstance)) {
      schema.put("default", values);
    }
  }

  /** Whether the type holds all parameters of a request, of which none is known. */
  private static boolean isOfAll(JavaType type) {
    return type.name().endsWith("Map") || type.name().endsWith(".HttpHeaders");
  }

  private void addPlain(HandlerParameter parameter, RequestDescription request) {
    JavaType type = parameter.type();
    MergedAnnotation model = parameter.annotation("ModelAttribute");
    if (model == null && (parameter.isInjected() || OF_THE_REQUEST.contains(type.name()))) {
      return; // what its annotation says is unknown
    }
    String name = parameter.name(null);
    if (isFile(type)) {
      addPart(name, type, false, request);
    } else if (type.name().equals("java.io.InputStream") || type.name().startsWith(PARTS)) {
      request.body(type, false);
    } else if (model == null && isText(type)) {
      if (!name.isEmpty()) {
        Map<String, Object> schema =
            schemas.refined(schemas.of(type, true, null), parameter.words());
        // Spring has no value but false for one of the primitive types that is not sent.
        boolean required = type.name().matches("byte|short|int|long|float|double|char");
        request.add("query", name, schema, required, parameter.words());
      }
    } else if (index.find(type.name()) != null && !type.name().startsWith(SpringMvc.PACKAGE)) {
      addBean(type, request);
    }
  }

  private void addPart(String name, JavaType type, boolean required, RequestDescription request) {
    if (name.isEmpty()) {
      return;
    }
    JavaType element = ParameterSchemas.element(type);
    Map<String, Object> schema = new LinkedHashMap<>();
    if (!isFile(type)) {
      schema.putAll(bodies.schema(type));
    } else if (element != null) {
      schema.put("type", "array");
      schema.put("items", binary());
    } else {
      schema.putAll(binary());
    }
    request.addPart(name, schema, required);
  }

  private Map<String, Object> binary() {
    return bodies.schema(JavaType.named("java.io.InputStream"));
  }

  private static boolean isFile(JavaType type) {
    JavaType element = ParameterSchemas.element(type);
    return FILES.contains(element == null ? type.name() : element.name());
  }

  /** The properties that have setters; those of its properties are not followed. */
  private void addBean(JavaType type, RequestDescription request) {
    int added = 0;
    for (Supertype each : Supertype.of(type, index)) {
      for (ClassInfo.Member method : each.declaration().methods()) {
        boolean isSetter =
            method.name().matches("set.+")
                && method.parameters().size() == 1
                && method.hasFlag(Modifier.PUBLIC)
                && !method.isSynthetic();
        JavaType property = isSetter ? each.resolve(method.parameters().get(0).type()) : type;
        String name = isSetter ? property(method.name()) : "";
        if (!isSetter || added >= MAX_PROPERTIES || request.has("query", name)) {
          continue;
        }
        if (isFile(property)) {
          added++;
          addPart(name, property, false, request);
        } else if (isText(property)) {
          added++;
          request.add("query", name, schemas.of(property, true, null), false, null);
        }
      }
    }
  }

  private static String property(String setter) {
    String name = setter.substring("set".length());
    boolean isAcronym = name.length() > 1 && Character.isUpperCase(name.charAt(1));
    return isAcronym ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** Whether a text is converted to the type, or several to a list of them. */
  private boolean isText(JavaType type) {
    JavaType element = ParameterSchemas.element(type);
    String name = element == null ? type.name() : element.name();
    ClassInfo declaration = index.find(name);
    return declaration != null && declaration.isEnum()
        || TEXTS.contains(name)
        || name.startsWith("java.time.")
        || name.startsWith("java.lang.") && !name.equals("java.lang.Object")
        || name.indexOf('.') < 0 && declaration == null && !name.equals("[]");
  }
}
