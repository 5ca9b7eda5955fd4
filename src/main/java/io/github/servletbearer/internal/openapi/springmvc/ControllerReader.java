// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.classfile.ClassReferences;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.Bodies;
import io.github.servletbearer.internal.openapi.framework.FoundOperations;
import io.github.servletbearer.internal.openapi.framework.ParameterSchemas;
import io.github.servletbearer.internal.openapi.framework.RequestDescription;
import io.github.servletbearer.internal.openapi.framework.Supertype;
import io.github.servletbearer.internal.openapi.framework.UriTemplate;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the handlers of controllers. One for each servlet; not thread-safe. */
final class ControllerReader {
  private static final String STATUS = SpringMvc.BIND + "ResponseStatus";

  /** Of which each may have several operations, or none that a request reaches. */
  private static final int MAX_HANDLERS = 20_000;

  private final ClassSearch search;
  private final ServletPaths paths;
  private final UnaryOperator<String> resolver;
  private final FoundOperations found;
  private final RequestReader requests;
  private final Bodies bodies;
  private final Responses responses;
  private final Map<String, Boolean> redirecting = new HashMap<>();
  private final Map<Handler, String> notes = new LinkedHashMap<>();

  /**
   * @param resolver puts values in place of placeholders
   * @param found takes the operations
   */
  ControllerReader(
      ClassSearch search,
      Schemas schemas,
      ServletPaths paths,
      UnaryOperator<String> resolver,
      FoundOperations found) {
    ParameterSchemas parameters = new ParameterSchemas(search.index(), schemas);
    this.search = search;
    this.paths = paths;
    this.resolver = resolver;
    this.found = found;
    this.bodies = new Bodies(schemas);
    this.requests = new RequestReader(search.index(), parameters, bodies, resolver);
    this.responses = new Responses(bodies, search);
  }

  /**
   * Reads a controller; {@link #finish} adds its operations.
   *
   * @param note a sentence for the description of each operation, or an empty text
   */
  void read(String className, String note) {
    List<Supertype> hierarchy = Supertype.of(JavaType.named(className), search.index());
    if (!hierarchy.isEmpty() && found.hasPlaceForClass()) {
      for (Handler handler : Handler.of(hierarchy, search.index(), resolver)) {
        if (notes.size() < MAX_HANDLERS) {
          notes.put(handler, note);
        }
      }
    }
  }

  /** Adds the operations; of several for one path and method, the one that answers comes first. */
  void finish() {
    List<Handler> handlers = new ArrayList<>(notes.keySet());
    handlers.sort(Comparator.comparing(Handler::mapping, RequestMapping.PREFERENCE));
    for (Handler handler : handlers) {
      if (found.hasPlace()) {
        add(handler, notes.getOrDefault(handler, ""));
      }
    }
    notes.clear();
  }

  private void add(Handler handler, String note) {
    RequestMapping mapping = handler.mapping();
    RequestDescription request = requests.read(handler);
    addConditions(mapping, request);
    addBody(mapping, request);
    Map<String, Object> common = new LinkedHashMap<>();
    String description = description(handler, request, note);
    if (!description.isEmpty()) {
      common.put("description", description);
    }
    common.put("responses", responses(handler));
    Map<String, Object> body =
        bodies.request(request, responses.mediaTypes(mapping.consumes(), request.entity()));
    for (UriTemplate template : paths.of(mapping.paths())) {
      for (String httpMethod : mapping.methods(body != null)) {
        Map<String, Object> fields = new LinkedHashMap<>(common);
        fields.put("parameters", request.parameters(template));
        if (body != null && !httpMethod.equals("GET") && !httpMethod.equals("HEAD")) {
          fields.put("requestBody", body);
        }
        found.add(httpMethod, template.path(), fields, handler.method(), handler.hierarchy());
      }
    }
  }

  private static String description(Handler handler, RequestDescription request, String note) {
    Set<String> sentences = new LinkedHashSet<>();
    sentences.add(note);
    sentences.add(request.matrixSentence());
    sentences.addAll(handler.sentences());
    sentences.remove("");
    return String.join(" ", sentences);
  }

  /** The parameters and headers without which another handler answers. */
  private static void addConditions(RequestMapping mapping, RequestDescription request) {
    mapping.forEachRequired(
        (in, name, value) -> {
          Map<String, Object> schema = new LinkedHashMap<>();
          schema.put("type", "string");
          if (value != null) {
            schema.put("enum", Collections.singletonList(value));
          }
          if (value != null || !request.has(in, name)) {
            request.add(in, name, schema, true, null);
          }
        });
  }

  /** A body of the media types that are asked for, where no parameter takes it. */
  private static void addBody(RequestMapping mapping, RequestDescription request) {
    if (mapping.consumes().isEmpty() || request.hasBody()) {
      return;
    }
    if (mapping.consumes().equals(Collections.singleton(Bodies.FORM))
        && mapping.methods(true).stream().allMatch("POST"::equals)) { // no other's is parsed
      request.sendQueryAsForm();
    }
    if (!request.hasBody()) {
      request.body(JavaType.named("java.lang.Object"), true);
    }
  }

  private Map<String, Object> responses(Handler handler) {
    boolean isBody = handler.returnsBody();
    MergedAnnotation status = handler.annotation(STATUS);
    if (status == null && handler.writesItself()) {
      return Responses.unknown("The response that the method makes");
    }
    Map<String, Object> made =
        responses.of(handler.result(), isBody, status, handler.mapping().produces());
    if (made.values().toString().contains(Responses.PAGE) && redirects(handler)) {
      made.put("3XX", Collections.singletonMap("description", "A redirect to another page"));
    }
    return made;
  }

  /** Whether the code of the class has a text by which Spring redirects. */
  private boolean redirects(Handler handler) {
    String className = handler.method().owner().declaration().name();
    return redirecting.computeIfAbsent(
        className,
        name -> {
          ClassReferences references = search.references(name);
          Collection<String> texts =
              references == null ? Collections.emptyList() : references.strings();
          return texts.stream().anyMatch(text -> text.startsWith("redirect:"));
        });
  }
}
