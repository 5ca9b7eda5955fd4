// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A request and its answer, without a container; every method not listed here fails. */
public final class HttpExchange {
  private final String method;
  private final String pathInfo;
  private final Map<String, String> requestHeaders = new TreeMap<>();
  private final Map<String, String> headers = new TreeMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status = 200;

  public HttpExchange(String method, String pathInfo) {
    this.method = method;
    this.pathInfo = pathInfo;
  }

  public HttpExchange with(String name, String value) {
    requestHeaders.put(name, value);
    return this;
  }

  public HttpServletRequest request() {
    return proxy(
        HttpServletRequest.class,
        (name, arguments) ->
            switch (name) {
              case "getMethod" -> method;
              case "getPathInfo" -> pathInfo;
              case "getHeader" -> requestHeaders.get((String) arguments[0]);
              case "getHeaders" -> {
                String value = requestHeaders.get((String) arguments[0]);
                yield Collections.enumeration(value == null ? List.of() : List.of(value));
              }
              default -> throw new UnsupportedOperationException(name);
            });
  }

  public HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (name, arguments) -> {
          switch (name) {
            case "setStatus" -> status = (int) arguments[0];
            case "setHeader", "addHeader" ->
                headers.put((String) arguments[0], (String) arguments[1]);
            case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
            case "setContentLength" -> headers.put("Content-Length", arguments[0].toString());
            case "getOutputStream" -> {
              return new Body(body);
            }
            default -> throw new UnsupportedOperationException(name);
          }
          return null;
        });
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  public String unzipped() throws IOException {
    byte[] bytes = new GZIPInputStream(new ByteArrayInputStream(body.toByteArray())).readAllBytes();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private interface Answer {
    Object to(String method, Object... arguments);
  }

  private static final class Body extends ServletOutputStream {
    private final ByteArrayOutputStream out;

    Body(ByteArrayOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      out.write(b);
    }
  }
}
