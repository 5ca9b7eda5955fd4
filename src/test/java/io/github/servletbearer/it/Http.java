// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Talks to one web application. Well-formed requests go through the JDK's client; {@link #raw}
 * sends whatever bytes a test wants to send. Redirects are never followed.
 */
public final class Http {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .build();
  private final URI server;
  private final String contextPath;

  public Http(URI server, String contextPath) {
    this.server = server;
    this.contextPath = contextPath;
  }

  public String contextPath() {
    return contextPath;
  }

  /** The absolute address of a path of this application. */
  public URI address(String path) {
    return URI.create(server + contextPath + path);
  }

  /** The Host header of the server. */
  public String host() {
    return server.getAuthority();
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** GET with this token. */
  public Answer getWith(String token, String path) {
    return get(path, "Authorization", "Bearer " + token);
  }

  /** POST of a form of names and values, encoded in UTF-8. */
  public Answer form(String path, String... namesAndValues) {
    return post(path, encode(namesAndValues));
  }

  /** POST of a form body that is encoded already. */
  public Answer post(String path, String form, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type");
    all.add("application/x-www-form-urlencoded");
    return send("POST", path, form, all.toArray(String[]::new));
  }

  public Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path))
            .timeout(TIMEOUT)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      List<Map.Entry<String, String>> lines = new ArrayList<>();
      response
          .headers()
          .map()
          .forEach((name, values) -> values.forEach(value -> lines.add(Map.entry(name, value))));
      return new Answer(response.statusCode(), lines, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends these lines as they are, each character one byte, with Host and Connection added at the
   * end. The first line is the request line; the path in it must name the context itself.
   */
  public Answer raw(String... lines) {
    return RawHttp.exchange(server, RawHttp.request(server, "", lines));
  }

  /** As {@link #raw}, with a body; its Content-Length is added. */
  public Answer rawWithBody(String body, String... lines) {
    return RawHttp.exchange(server, RawHttp.request(server, body, lines));
  }

  /** All that the server sends until it closes the connection, be it well-formed or not. */
  public String rawText(String... lines) {
    return RawHttp.transcript(server, RawHttp.request(server, "", lines));
  }

  /** Logs in and returns the access token. */
  public String login(String username, String password) {
    return login(username, password, "");
  }

  /** Logs in for these scopes and returns the access token. */
  public String login(String username, String password, String scope) {
    Answer answer =
        form(
            "/token",
            "grant_type",
            "password",
            "username",
            username,
            "password",
            password,
            "scope",
            scope);
    if (answer.status() != 200) {
      throw new AssertionError("The login of " + username + " was refused: " + answer);
    }
    return answer.json("access_token");
  }

  /** Encodes names and values as a form. */
  public static String encode(String... namesAndValues) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }
}
