// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Http;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks an application for everything that its document lists, and finds what it does otherwise:
 * operations that are not there, media types that are refused, statuses and types of answers that
 * are not documented, locks that are none, and mappings of the framework that are not documented.
 */
public final class DocumentedBehaviour {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch");
  private static final Set<String> OWN = Set.of("/token", "/revoke");

  private final Http app;
  private final String token;
  private final List<String> differences = new ArrayList<>();
  private final Set<String> documented = new TreeSet<>();

  private DocumentedBehaviour(Http app, String token) {
    this.app = app;
    this.token = token;
  }

  /**
   * What differs, in sentences; an empty list is agreement.
   *
   * @param app the running application
   * @param document its OpenAPI document
   * @param token an access token that is valid for all operations
   * @param mappings what the framework itself lists, as in {@code GET /api/items/{id}}, below the
   *     context root; the names in braces do not count; {@code *} is a method that it does not tell
   */
  public static List<String> differences(
      Http app, JsonObject document, String token, Collection<String> mappings) {
    DocumentedBehaviour behaviour = new DocumentedBehaviour(app, token);
    behaviour.askAll(document);
    behaviour.compare(mappings);
    return behaviour.differences;
  }

  private void askAll(JsonObject document) {
    Samples samples = new Samples(document);
    for (Map.Entry<String, JsonElement> path : document.getAsJsonObject("paths").entrySet()) {
      JsonObject item = path.getValue().getAsJsonObject();
      for (Map.Entry<String, JsonElement> entry : item.entrySet()) {
        if (METHODS.contains(entry.getKey()) && !OWN.contains(path.getKey())) {
          JsonObject operation = entry.getValue().getAsJsonObject();
          documented.add(mapping(entry.getKey(), path.getKey()));
          SampleRequest request =
              new SampleRequest(samples, path.getKey(), item, entry.getKey(), operation);
          ask(request, operation, samples);
        }
      }
    }
  }

  private void ask(SampleRequest request, JsonObject operation, Samples samples) {
    JsonObject bodies = bodies(operation, samples);
    List<String> types = new ArrayList<>(bodies.keySet());
    if (types.isEmpty()) {
      types.add(null);
    }
    Set<String> accepted = responseTypes(operation);
    for (String type : types) {
      JsonObject schema = type == null ? null : schema(bodies.getAsJsonObject(type));
      for (String accept : accepted) {
        Answer answer =
            request.send(app, type, schema, "Accept", accept, "Authorization", "Bearer " + token);
        judge(request + with(type, accept), operation, answer);
      }
    }
    String type = types.get(0);
    JsonObject schema = type == null ? null : schema(bodies.getAsJsonObject(type));
    boolean refused = request.send(app, type, schema).status() == 401;
    if (refused != isLocked(operation)) {
      differences.add(
          request + (refused ? " is locked, not by the document" : " is open without a token"));
    }
  }

  private static String with(String type, String accept) {
    return (type == null ? "" : " with " + type) + " for " + accept;
  }

  private void judge(String request, JsonObject operation, Answer answer) {
    int status = answer.status();
    if (Set.of(400, 401, 403, 404, 405, 406, 415).contains(status) || status >= 500) {
      differences.add(request + " is answered by " + status);
    } else if (status < 300) {
      JsonObject responses = operation.getAsJsonObject("responses");
      JsonObject response = response(responses, status);
      if (response == null) {
        differences.add(request + " is answered by " + status + ", not documented");
      } else if (answer.size() > 0) {
        judgeType(request, response, answer);
      }
    }
  }

  private void judgeType(String request, JsonObject response, Answer answer) {
    String type = answer.has("Content-Type") ? answer.header("Content-Type") : "none";
    Set<String> types = response.has("content") ? content(response).keySet() : Set.of();
    if (types.stream().noneMatch(each -> includes(each, type))) {
      differences.add(request + " is answered as " + type + ", not documented");
    }
  }

  private static JsonObject response(JsonObject responses, int status) {
    for (String key : List.of(String.valueOf(status), status / 100 + "XX", "default")) {
      if (responses.has(key)) {
        return responses.getAsJsonObject(key);
      }
    }
    return null;
  }

  private static boolean includes(String range, String type) {
    String wanted = plain(range);
    return wanted.equals("*/*")
        || wanted.equals(plain(type))
        || wanted.endsWith("/*") && plain(type).startsWith(wanted.replace("*", ""));
  }

  private static String plain(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Media Type Objects of the request body, by type. */
  private static JsonObject bodies(JsonObject operation, Samples samples) {
    return operation.has("requestBody")
        ? content(samples.resolve(operation.getAsJsonObject("requestBody")))
        : new JsonObject();
  }

  private static JsonObject schema(JsonObject mediaType) {
    return mediaType.has("schema") ? mediaType.getAsJsonObject("schema") : new JsonObject();
  }

  private static JsonObject content(JsonObject owner) {
    return owner.getAsJsonObject("content");
  }

  /** What successful responses may be; anything where nothing is said. */
  private static Set<String> responseTypes(JsonObject operation) {
    Set<String> types = new LinkedHashSet<>();
    JsonObject responses = operation.getAsJsonObject("responses");
    for (Map.Entry<String, JsonElement> entry : responses.entrySet()) {
      JsonObject response = entry.getValue().getAsJsonObject();
      if (entry.getKey().startsWith("2") && response.has("content")) {
        types.addAll(content(response).keySet());
      }
    }
    return types.isEmpty() ? Set.of("*/*") : types;
  }

  private static boolean isLocked(JsonObject operation) {
    return operation.has("security")
        && !operation.getAsJsonArray("security").isEmpty()
        && !operation.getAsJsonArray("security").contains(new JsonObject());
  }

  private void compare(Collection<String> mappings) {
    for (String mapping : new TreeSet<>(mappings)) {
      String[] methodAndPath = mapping.split(" ", 2);
      String wanted = mapping(methodAndPath[0], methodAndPath[1]);
      if (documented.stream().noneMatch(each -> isSame(wanted, each))) {
        differences.add(mapping + " is mapped, and not documented");
      }
    }
  }

  private static boolean isSame(String listed, String documented) {
    return listed.startsWith("* ")
        ? documented.endsWith(listed.substring(1))
        : documented.equals(listed);
  }

  /** Method and path without the names of parameters, and without a slash at the end. */
  private static String mapping(String method, String path) {
    StringBuilder shape = new StringBuilder(method.toUpperCase(Locale.ROOT)).append(' ');
    int depth = 0; // a regular expression may have braces of its own
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      depth -= c == '}' ? 1 : 0;
      if (depth == 0) {
        shape.append(c);
      }
      depth += c == '{' ? 1 : 0;
    }
    boolean slash = shape.length() > method.length() + 2 && path.endsWith("/");
    return shape.substring(0, shape.length() - (slash ? 1 : 0));
  }
}
