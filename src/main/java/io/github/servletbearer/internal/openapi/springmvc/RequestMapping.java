// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.framework.Bodies;
import io.github.servletbearer.internal.openapi.framework.FoundOperations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a {@code @RequestMapping} asks of requests, of a class and a method together. Immutable. */
final class RequestMapping {
  /**
   * Those that name HTTP methods come first, for Spring prefers them, and those that ask for less,
   * for theirs are the requests that have nothing special.
   */
  static final Comparator<RequestMapping> PREFERENCE =
      Comparator.comparing((RequestMapping each) -> each.methods.isEmpty())
          .thenComparing(each -> each.parameters.size() + each.headers.size());

  /** Of one handler: those of class and method multiply. */
  private static final int MAX_PATHS = 100;

  private final Set<String> paths;
  private final Set<String> methods;
  private final Set<String> parameters;
  private final Set<String> headers;
  private final Set<String> consumes;
  private final Set<String> produces;

  private RequestMapping(
      Collection<String> paths,
      Collection<String> methods,
      Collection<String> parameters,
      Collection<String> headers,
      Collection<String> consumes,
      Collection<String> produces) {
    this.paths = new LinkedHashSet<>(paths);
    this.methods = new LinkedHashSet<>(methods);
    this.parameters = new LinkedHashSet<>(parameters);
    this.headers = new LinkedHashSet<>(headers);
    this.consumes = new LinkedHashSet<>(consumes);
    this.produces = new LinkedHashSet<>(produces);
  }

  /**
   * What an annotation says; nothing where there is none.
   *
   * @param resolver puts values in place of placeholders
   */
  static RequestMapping of(@Nullable MergedAnnotation annotation, UnaryOperator<String> resolver) {
    List<String> none = Collections.emptyList();
    if (annotation == null) {
      return new RequestMapping(none, none, none, none, none, none);
    }
    List<String> paths = new ArrayList<>(annotation.texts("path", "value"));
    paths.replaceAll(resolver);
    List<String> methods = new ArrayList<>(annotation.constants("method"));
    methods.add(annotation.httpMethod());
    methods.removeIf(String::isEmpty);
    List<String> headers = new ArrayList<>(annotation.texts("headers"));
    Set<String> consumes = types(annotation.texts("consumes"), headers, "content-type");
    Set<String> produces = types(annotation.texts("produces"), headers, "accept");
    return new RequestMapping(
        paths, methods, annotation.texts("params"), headers, consumes, produces);
  }

  /** Media types, without those that are excluded; before 3.1 the headers had them. */
  private static Set<String> types(List<String> texts, List<String> headers, String header) {
    List<String> found = new ArrayList<>(texts);
    for (String each : new ArrayList<>(headers)) {
      if (name(each).equalsIgnoreCase(header)) {
        headers.remove(each);
        found.add(isNegated(each) ? "" : value(each));
      }
    }
    found.removeIf(each -> each.startsWith("!"));
    return Bodies.mediaTypes(found);
  }

  /** With what a method's own mapping says besides, or instead. */
  RequestMapping with(RequestMapping method) {
    Set<String> joined = new LinkedHashSet<>();
    for (String path : paths.isEmpty() ? Collections.singleton("") : paths) {
      for (String below : method.paths.isEmpty() ? Collections.singleton("") : method.paths) {
        if (joined.size() < MAX_PATHS) {
          joined.add(AntPath.combine(path, below));
        }
      }
    }
    return new RequestMapping(
        joined,
        union(methods, method.methods),
        union(parameters, method.parameters),
        union(headers, method.headers),
        method.consumes.isEmpty() ? consumes : method.consumes,
        method.produces.isEmpty() ? produces : method.produces);
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }

  /** Ant patterns; an empty one is the root. */
  Set<String> paths() {
    return Collections.unmodifiableSet(paths);
  }

  /**
   * The HTTP methods, as far as OpenAPI has them.
   *
   * @param hasBody whether a method without any takes a body
   */
  Collection<String> methods(boolean hasBody) {
    if (methods.isEmpty()) {
      return hasBody || !consumes.isEmpty()
          ? Collections.singletonList("POST")
          : Arrays.asList("GET", "POST");
    }
    Set<String> known = new LinkedHashSet<>(methods);
    known.retainAll(FoundOperations.HTTP_METHODS);
    return known;
  }

  /** Takes a condition: what must be there, with its value if only one is allowed. */
  interface Visitor {
    void visit(String in, String name, @Nullable String value);
  }

  /** Hands over the parameters and headers that a request must have. */
  void forEachRequired(Visitor visitor) {
    for (String each : parameters) {
      if (!isNegated(each)) {
        visitor.visit("query", name(each), each.contains("=") ? value(each) : null);
      }
    }
    for (String each : headers) {
      if (!isNegated(each)) {
        visitor.visit("header", name(each), each.contains("=") ? value(each) : null);
      }
    }
  }

  /** What a request must not have, in words; an empty text where there is nothing. */
  String excluded() {
    List<String> words = new ArrayList<>();
    for (String each : union(parameters, headers)) {
      if (isNegated(each)) {
        String value = each.contains("=") ? "=" + value(each) : "";
        words.add("`" + name(each) + value + "`");
      }
    }
    return words.isEmpty() ? "" : "It answers requests without " + String.join(", ", words) + ".";
  }

  private static boolean isNegated(String condition) {
    return condition.startsWith("!") || condition.contains("!=");
  }

  private static String name(String condition) {
    return condition.replaceAll("^!|!?=.*$", "").trim();
  }

  private static String value(String condition) {
    return condition.substring(condition.indexOf('=') + 1).trim();
  }

  /** The media types of bodies, or none where any will do. */
  Set<String> consumes() {
    return Collections.unmodifiableSet(consumes);
  }

  /** The media types of responses, or none where the type decides. */
  Set<String> produces() {
    return Collections.unmodifiableSet(produces);
  }
}
