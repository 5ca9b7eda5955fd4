// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.Bodies;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Media types and Response Objects (OAS 3.0.3 4.7.17) by the types of Java. Not thread-safe. */
final class Responses {
  private static final Logger LOGGER = Logger.getLogger(Responses.class.getName());
  private static final String DESCRIPTION = "description";

  /** What a response is called that a view makes. */
  static final String PAGE = "A page";

  private static final String HTTP = "org.springframework.http.";

  /** Results whose content comes later or beside others; "own" are those with a status. */
  private static final Set<String> WRAPPERS =
      new HashSet<>(
          Arrays.asList(
              "java.util.concurrent.Callable",
              "java.util.concurrent.CompletionStage",
              "java.util.concurrent.CompletableFuture",
              "org.springframework.web.context.request.async.DeferredResult",
              "org.springframework.web.context.request.async.WebAsyncTask",
              "org.springframework.util.concurrent.ListenableFuture",
              "reactor.core.publisher.Mono"));

  /** Results that are written as they are, with their media types. */
  private static final Map<String, String> STREAMS = new HashMap<>();

  private static final String[] JSON_LIBRARIES = {
    "com/fasterxml/jackson/databind/ObjectMapper.class",
    "org/codehaus/jackson/map/ObjectMapper.class",
    String.join("/", "com", "google", "gson", "Gson.class") // in one, it would be relocated
  };

  /** The names of org.springframework.http.HttpStatus that handlers end with. */
  private static final Map<String, String> STATUS = new HashMap<>();

  static {
    String emitters = "org.springframework.web.servlet.mvc.method.annotation.";
    STREAMS.put(emitters + "StreamingResponseBody", "*/*");
    STREAMS.put(emitters + "ResponseBodyEmitter", "*/*");
    STREAMS.put(emitters + "SseEmitter", "text/event-stream");
    String[] status =
        ("OK 200 CREATED 201 ACCEPTED 202 NON_AUTHORITATIVE_INFORMATION 203 NO_CONTENT 204"
                + " RESET_CONTENT 205 PARTIAL_CONTENT 206 MULTIPLE_CHOICES 300 MOVED_PERMANENTLY 301"
                + " FOUND 302 SEE_OTHER 303 NOT_MODIFIED 304 TEMPORARY_REDIRECT 307"
                + " PERMANENT_REDIRECT 308 BAD_REQUEST 400 UNAUTHORIZED 401 FORBIDDEN 403"
                + " NOT_FOUND 404 METHOD_NOT_ALLOWED 405 NOT_ACCEPTABLE 406 CONFLICT 409 GONE 410"
                + " UNPROCESSABLE_ENTITY 422 INTERNAL_SERVER_ERROR 500 NOT_IMPLEMENTED 501"
                + " SERVICE_UNAVAILABLE 503")
            .split(" ", -1);
    for (int i = 0; i < status.length; i += 2) {
      STATUS.put(status[i], status[i + 1]);
    }
  }

  private final Bodies bodies;
  private final String objects;

  Responses(Bodies bodies, ClassSearch search) {
    this.bodies = bodies;
    this.objects = hasJson(search) ? "application/json" : "*/*";
  }

  /** Those of a success whose content is unknown. */
  static Map<String, Object> unknown(String words) {
    return success("2XX", words, "*/*", Collections.emptyMap());
  }

  /** Those of a page. */
  static Map<String, Object> page(String code) {
    return success(code, PAGE, "text/html", Collections.singletonMap("type", "string"));
  }

  private static Map<String, Object> success(
      String code, String words, String type, Map<String, Object> schema) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put(DESCRIPTION, words);
    response.put("content", Bodies.content(Collections.singleton(type), schema));
    return Collections.singletonMap(code, response);
  }

  /** Whether a library is there by which Spring writes JSON. */
  private static boolean hasJson(ClassSearch search) {
    for (String library : JSON_LIBRARIES) {
      try (InputStream file = search.files().resource(library)) {
        if (file != null) {
          return true;
        }
      } catch (IOException | RuntimeException e) {
        LOGGER.log(Level.FINE, library, Redacted.withoutMessages(e));
      }
    }
    return false;
  }

  /** The media types that are named, else those that Spring takes for the type. */
  Collection<String> mediaTypes(Set<String> named, @Nullable JavaType type) {
    if (!named.isEmpty() || type == null) {
      return named;
    }
    JavaType component = type.component();
    String name = type.name();
    if (name.endsWith("MultiValueMap")) {
      return Collections.singleton("application/x-www-form-urlencoded");
    }
    if (name.endsWith(".MultipartRequest") || name.endsWith(".MultipartHttpServletRequest")) {
      return Collections.singleton("multipart/form-data");
    }
    if (name.equals("java.lang.String")) {
      return Collections.singleton("text/plain");
    }
    if (component != null && component.name().equals("byte")) {
      return Collections.singleton("application/octet-stream");
    }
    boolean isStream =
        name.startsWith("org.springframework.core.io.") || name.startsWith("java.io.");
    return Collections.singleton(isStream ? "*/*" : objects);
  }

  /**
   * The responses by status.
   *
   * @param isBody whether the result is written as it is, and names no page
   * @param status a {@code @ResponseStatus}, or null
   */
  Map<String, Object> of(
      JavaType result, boolean isBody, @Nullable MergedAnnotation status, Set<String> produces) {
    JavaType type = unwrapped(result);
    boolean decides = type.name().equals(HTTP + "ResponseEntity");
    boolean isEntity = decides || type.name().equals(HTTP + "HttpEntity");
    JavaType content = isEntity ? content(type) : type;
    String stream = STREAMS.get(content.name());
    String code = decides ? "2XX" : code(status);
    Map<String, Object> response = new LinkedHashMap<>();
    response.put(DESCRIPTION, "The result");
    if (isNothing(content) && (isBody || isEntity || status != null)) {
      response.put(DESCRIPTION, "Done; the response has no content");
    } else if (stream != null) {
      response.put("content", content(produces, stream, Collections.emptyMap()));
    } else if (isBody || isEntity) {
      Collection<String> types = mediaTypes(produces, content);
      response.put("content", Bodies.content(types, schema(content)));
    } else {
      response.put(DESCRIPTION, PAGE);
      Map<String, Object> text = Collections.singletonMap("type", "string");
      response.put("content", content(produces, "text/html", text));
    }
    String reason = status == null ? "" : status.text("reason");
    if (!reason.isEmpty()) {
      response.put(DESCRIPTION, reason); // it is sent as an error, without the result
    }
    if (!reason.isEmpty() || code.equals("204")) {
      response.remove("content");
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put(code, response);
    return responses;
  }

  private static Map<String, Object> content(
      Set<String> named, String byDefault, Map<String, Object> schema) {
    return Bodies.content(named.isEmpty() ? Collections.singleton(byDefault) : named, schema);
  }

  private static boolean isNothing(JavaType type) {
    return type.name().equals("void") || type.name().equals("java.lang.Void");
  }

  private static JavaType content(JavaType entity) {
    return entity.arguments().size() == 1
        ? entity.arguments().get(0)
        : JavaType.named("java.lang.Object");
  }

  private static JavaType unwrapped(JavaType type) {
    boolean wrapped = WRAPPERS.contains(type.name()) && type.arguments().size() == 1;
    return wrapped ? unwrapped(type.arguments().get(0)) : type;
  }

  private Map<String, Object> schema(JavaType type) {
    boolean isStream = type.name().startsWith("org.springframework.core.io.");
    return bodies.schema(isStream ? JavaType.named("java.io.InputStream") : type);
  }

  private static String code(@Nullable MergedAnnotation status) {
    if (status == null) {
      return "200";
    }
    for (String name : status.constants("code", "value")) {
      return STATUS.getOrDefault(name, "2XX");
    }
    return "500"; // what Spring means where no status is named
  }
}
