// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Request Body Objects and contents (OAS 3.0.3 4.7.13, 4.7.14) by types and media types. */
public final class Bodies {
  /** The media type of forms. */
  public static final String FORM = "application/x-www-form-urlencoded";

  private static final String PARTS = "multipart/form-data";
  private static final Map<String, Object> TEXT = Collections.singletonMap("type", "string");

  private final Schemas schemas;

  public Bodies(Schemas schemas) {
    this.schemas = schemas;
  }

  /** The Request Body Object, or null where there is none. */
  public @Nullable Map<String, Object> request(
      RequestDescription request, Collection<String> mediaTypes) {
    JavaType entity = request.entity();
    Map<String, Object> body = new LinkedHashMap<>();
    if (!request.form().isEmpty()) {
      body.put("content", content(formTypes(request, mediaTypes), form(request)));
    } else if (entity != null) {
      body.put("content", content(mediaTypes, schema(entity)));
    } else {
      return null;
    }
    if (request.requiresBody() || !request.requiredFields().isEmpty()) {
      body.put("required", true);
    }
    return body;
  }

  private static Collection<String> formTypes(
      RequestDescription request, Collection<String> mediaTypes) {
    String form = request.hasParts() ? PARTS : FORM;
    List<String> types = beginning(form, mediaTypes);
    if (types.isEmpty()) { // CXF finds fields in parts, too
      types = beginning(request.hasParts() ? "multipart/" : PARTS, mediaTypes);
    }
    return types.isEmpty() ? Collections.singletonList(form) : types;
  }

  private static List<String> beginning(String wanted, Collection<String> mediaTypes) {
    List<String> types = new ArrayList<>(mediaTypes);
    types.removeIf(type -> !type.startsWith(wanted) || type.endsWith("*"));
    return types;
  }

  private static Map<String, Object> form(RequestDescription request) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    if (!request.requiredFields().isEmpty()) {
      schema.put("required", new ArrayList<>(request.requiredFields()));
    }
    schema.put("properties", request.form());
    return schema;
  }

  /** The schema of a body of this type: an array of bytes is the body as it is. */
  public Map<String, Object> schema(JavaType type) {
    JavaType component = type.component();
    boolean isBinary = component != null && component.name().equals("byte");
    boolean isText = type.name().equals("java.io.Reader");
    String plain = isBinary ? "java.io.InputStream" : isText ? "java.lang.String" : null;
    return schemas.of(plain == null ? type : JavaType.named(plain));
  }

  /** Media Type Objects by media types (OAS 3.0.3 4.7.14); an empty schema stands for anything. */
  public static Map<String, Object> content(
      Collection<String> mediaTypes, Map<String, Object> schema) {
    Map<String, Object> content = new LinkedHashMap<>();
    for (String type : mediaTypes) {
      boolean isUnknown = schema.isEmpty() || "array".equals(schema.get("type"));
      boolean isForm = isUnknown && (type.startsWith(FORM) || type.startsWith("multipart/"));
      boolean isWritten = schema.equals(TEXT) && (type.contains("json") || type.contains("xml"));
      Map<String, Object> known = isForm ? Collections.singletonMap("type", "object") : schema;
      content.put(
          type,
          known.isEmpty() || isWritten // by the method itself, as no type tells
              ? new LinkedHashMap<>()
              : Collections.singletonMap("schema", known));
    }
    return content;
  }

  /**
   * The media types in texts, several of them by commas, without the weights of a server (JSR 339
   * 3.5).
   */
  public static Set<String> mediaTypes(Collection<String> texts) {
    Set<String> types = new LinkedHashSet<>();
    for (String text : texts) {
      for (String type : text.split(",", -1)) {
        types.add(type.replaceAll(";\\s*qs?=[^;]*", "").trim());
      }
    }
    types.remove("");
    return types;
  }
}
