// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Presents annotations of swagger 1.x as those of 2.x, so that readers know one kind alone. */
final class Swagger1Annotations {
  private static final List<String> PACKAGES =
      Collections.unmodifiableList(
          Arrays.asList("io.swagger.annotations.", "com.wordnik.swagger.annotations."));
  private static final String SECURITY = "security.SecurityRequirement";

  private final List<AnnotationValues> annotations;

  private Swagger1Annotations(List<AnnotationValues> annotations) {
    this.annotations = annotations;
  }

  static boolean isOne(String className) {
    for (String name : PACKAGES) {
      if (className.startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The annotations of 2.x that say the same, by their names there.
   *
   * @param annotations all of a class, or all of a method, field or parameter
   */
  static Map<String, AnnotationValues> of(List<AnnotationValues> annotations, boolean ofClass) {
    Swagger1Annotations old = new Swagger1Annotations(annotations);
    Map<String, AnnotationValues> all = new HashMap<>();
    if (ofClass) {
      old.putOfClass(all);
    } else {
      AnnotationValues parameter = old.find("ApiParam");
      AnnotationValues property = old.find("ApiModelProperty");
      put(all, "Operation", old.operation());
      put(all, "Parameter", parameter == null ? null : Swagger1Schemas.parameter(parameter));
      put(all, "media.Schema", property == null ? null : Swagger1Schemas.property(property));
    }
    return all;
  }

  private static void put(
      Map<String, AnnotationValues> all, String name, @Nullable AnnotationValues annotation) {
    if (annotation != null) {
      all.put(name, annotation);
    }
  }

  private @Nullable AnnotationValues find(String name) {
    return first(className -> isOne(className) && className.endsWith("annotations." + name));
  }

  private @Nullable AnnotationValues first(Predicate<String> wanted) {
    for (AnnotationValues each : annotations) {
      if (wanted.test(each.className())) {
        return each;
      }
    }
    return null;
  }

  /** A repeated annotation: in its container, or the only one by itself. */
  private List<AnnotationValues> findAll(String name) {
    AnnotationValues container = find(name + "s");
    AnnotationValues single = find(name);
    List<AnnotationValues> all = new ArrayList<>();
    if (container != null) {
      all.addAll(container.children("value"));
    }
    if (single != null) {
      all.add(single);
    }
    return all;
  }

  private void putOfClass(Map<String, AnnotationValues> all) {
    AnnotationValues api = find("Api");
    if (api != null) {
      put(all, "Hidden", api.is("hidden") ? AnnotationValues.of() : null);
      putSeveral(all, "tags.Tags", tags(api));
      putSeveral(all, SECURITY + "s", security(api));
    }
    putSeveral(all, "responses.ApiResponses", responses(null));
    AnnotationValues model = find("ApiModel");
    if (model != null) {
      String description = model.text("description");
      all.put(
          "media.Schema",
          AnnotationValues.of("name", model.text("value"), "description", description));
    }
    AnnotationValues definition = find("SwaggerDefinition");
    if (definition != null) {
      List<AnnotationValues> tags = definition.children("tags");
      all.put(
          "OpenAPIDefinition", AnnotationValues.of("info", definition.child("info"), "tags", tags));
    }
  }

  private static void putSeveral(
      Map<String, AnnotationValues> all, String container, List<AnnotationValues> annotations) {
    if (!annotations.isEmpty()) {
      all.put(container, AnnotationValues.of("value", annotations));
    }
  }

  /** The tags of an {@code @Api}; before 1.5 its value was the only one. */
  private static List<AnnotationValues> tags(AnnotationValues api) {
    List<String> names = Swagger1Schemas.words(api, "tags");
    if (names.isEmpty()) {
      String value = api.text("value").replace("/", "");
      names = value.isEmpty() ? names : Collections.singletonList(value);
    }
    List<AnnotationValues> tags = new ArrayList<>();
    for (String name : names) {
      String description = names.size() == 1 ? api.text("description") : "";
      tags.add(AnnotationValues.of("name", name, "description", description));
    }
    return tags;
  }

  private static List<AnnotationValues> security(AnnotationValues declaring) {
    List<AnnotationValues> requirements = new ArrayList<>();
    for (AnnotationValues each : declaring.children("authorizations")) {
      List<String> scopes = new ArrayList<>();
      each.children("scopes").forEach(scope -> scopes.add(scope.text("scope")));
      scopes.removeIf(String::isEmpty);
      if (!each.text("value").isEmpty()) {
        requirements.add(AnnotationValues.of("name", each.text("value"), "scopes", scopes));
      }
    }
    return requirements;
  }

  /** The {@code @Operation} of a method, with all that stands beside it in 1.x; null for none. */
  private @Nullable AnnotationValues operation() {
    AnnotationValues operation = find("ApiOperation");
    List<AnnotationValues> responses = responses(operation);
    List<AnnotationValues> implicit = findAll("ApiImplicitParam");
    if (operation == null && responses.isEmpty() && implicit.isEmpty()) {
      return null;
    }
    AnnotationValues words = operation == null ? AnnotationValues.of() : operation;
    List<AnnotationValues> parameters = new ArrayList<>();
    List<AnnotationValues> ofBody = new ArrayList<>();
    for (AnnotationValues each : implicit) {
      boolean inBody = each.text("paramType").matches("body|form|formData");
      (inBody ? ofBody : parameters).add(inBody ? each : Swagger1Schemas.parameter(each));
    }
    boolean declared = first(each -> each.contains(".v3.oas.annotations." + SECURITY)) != null;
    return AnnotationValues.of(
        "summary", words.text("value"),
        "description", words.text("notes"),
        "operationId", words.text("nickname"),
        "method", words.text("httpMethod"),
        "hidden", words.is("hidden"),
        "tags", Swagger1Schemas.words(words, "tags"),
        "parameters", parameters,
        "requestBody", Swagger1Schemas.body(ofBody, mediaTypes(words, "consumes", "Consumes")),
        "responses", responses,
        "security", declared ? null : security(words),
        "extensions", words.children("extensions"));
  }

  /** The media types of an operation, or those of JAX-RS on the same method. */
  private List<String> mediaTypes(AnnotationValues operation, String name, String ofJaxRs) {
    List<String> types = Swagger1Schemas.words(operation, name);
    AnnotationValues other = first(each -> each.endsWith(".ws.rs." + ofJaxRs));
    return !types.isEmpty() || other == null ? types : other.texts("value");
  }

  /** The success that an operation describes, and the {@code @ApiResponses}, by their status. */
  private List<AnnotationValues> responses(@Nullable AnnotationValues operation) {
    AnnotationValues words = operation == null ? AnnotationValues.of() : operation;
    List<String> types = mediaTypes(words, "produces", "Produces");
    Map<String, AnnotationValues> byStatus = new LinkedHashMap<>();
    boolean isDescribed =
        words.type("response") != null
            || words.has("code")
            || words.has("produces")
            || words.has("responseHeaders");
    if (isDescribed) {
      Number code = words.number("code");
      String status = code == null ? "200" : code.toString();
      byStatus.put(status, Swagger1Schemas.response(words, status, "Successful response", types));
    }
    for (AnnotationValues each : findAll("ApiResponse")) {
      Number code = each.number("code");
      String status = code == null || code.intValue() == 0 ? "default" : code.toString();
      byStatus.merge(
          status,
          Swagger1Schemas.response(each, status, each.text("message"), types),
          (first, own) -> own.over(first));
    }
    return new ArrayList<>(byStatus.values());
  }
}
