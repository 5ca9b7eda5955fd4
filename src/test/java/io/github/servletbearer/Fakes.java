// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import io.github.servletbearer.internal.time.ServerClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.DispatcherType;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Stand-ins for what a container gives, for the rules that no container is needed to study. A
 * method that a fake does not have throws, so that nothing is called unnoticed.
 */
public final class Fakes {
  private Fakes() {}

  /** The interface, answered by the public methods that the object has by the same name. */
  public static <T> T as(Class<T> type, Object object) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Method own;
          try {
            own = object.getClass().getMethod(method.getName(), method.getParameterTypes());
          } catch (NoSuchMethodException e) {
            throw new UnsupportedOperationException("the fake has no " + method, e);
          }
          own.setAccessible(true);
          try {
            return own.invoke(object, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(Fakes.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** A request, as much of it as our code may ask for. */
  public static class Request {
    public String method = "POST";
    public String servletPath = "/token";
    public String pathInfo;
    public String uri;
    public String query;
    public String contentType = "application/x-www-form-urlencoded";
    public int contentLength = -1;
    public byte[] body = {};
    public boolean secure = true;
    public String remoteAddr = "192.0.2.1";
    public DispatcherType dispatcherType = DispatcherType.REQUEST;
    public final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    public final Map<String, Object> attributes = new HashMap<>();

    public HttpServletRequest http() {
      return as(HttpServletRequest.class, this);
    }

    public String getRequestURI() {
      return uri != null ? uri : servletPath + (pathInfo == null ? "" : pathInfo);
    }

    public Request header(String name, String... values) {
      headers.put(name, List.of(values));
      return this;
    }

    public String getMethod() {
      return method;
    }

    public String getServletPath() {
      return servletPath;
    }

    public String getPathInfo() {
      return pathInfo;
    }

    public String getQueryString() {
      return query;
    }

    public String getContentType() {
      return contentType;
    }

    public int getContentLength() {
      return contentLength;
    }

    public ServletInputStream getInputStream() {
      return new Input(body);
    }

    public boolean isSecure() {
      return secure;
    }

    public String getRemoteAddr() {
      return remoteAddr;
    }

    public DispatcherType getDispatcherType() {
      return dispatcherType;
    }

    public String getServerName() {
      return "localhost";
    }

    public int getServerPort() {
      return 80;
    }

    public String getScheme() {
      return "http";
    }

    public String getHeader(String name) {
      return headers.containsKey(name) ? headers.get(name).get(0) : null;
    }

    public Enumeration<String> getHeaders(String name) {
      return Collections.enumeration(headers.getOrDefault(name, List.of()));
    }

    public Object getAttribute(String name) {
      return attributes.get(name);
    }

    public void setAttribute(String name, Object value) {
      attributes.put(name, value);
    }

    public void removeAttribute(String name) {
      attributes.remove(name);
    }
  }

  /** A response that keeps what was sent. */
  public static class Response {
    public int status = 200;
    public boolean committed;
    public boolean writerTaken;
    public final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(body, true, StandardCharsets.UTF_8);

    public HttpServletResponse http() {
      return as(HttpServletResponse.class, this);
    }

    public String text() {
      writer.flush();
      return body.toString(StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    public void setStatus(int status) {
      this.status = status;
    }

    public boolean isCommitted() {
      return committed;
    }

    public int getStatus() {
      return status;
    }

    public void reset() {
      if (committed) {
        throw new IllegalStateException("committed");
      }
      body.reset();
      headers.clear();
      status = 200;
    }

    public void resetBuffer() {
      body.reset();
    }

    public void setHeader(String name, String value) {
      headers.put(name, new ArrayList<>(List.of(value)));
    }

    public void addHeader(String name, String value) {
      headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    public boolean containsHeader(String name) {
      return headers.containsKey(name);
    }

    public Collection<String> getHeaders(String name) {
      return headers.getOrDefault(name, List.of());
    }

    public Collection<String> getHeaderNames() {
      return headers.keySet();
    }

    public String getContentType() {
      return headers.containsKey("Content-Type") ? header("Content-Type") : null;
    }

    public void setContentType(String type) {
      setHeader("Content-Type", type);
    }

    public void setContentLength(int length) {
      setHeader("Content-Length", String.format(Locale.ROOT, "%d", length));
    }

    public ServletOutputStream getOutputStream() {
      if (writerTaken) {
        throw new IllegalStateException("getWriter() has been called");
      }
      return new Output(body);
    }

    public PrintWriter getWriter() {
      return writer;
    }
  }

  private static final class Input extends ServletInputStream {
    private final ByteArrayInputStream in;

    Input(byte[] body) {
      in = new ByteArrayInputStream(body);
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return in.read(bytes, offset, length);
    }
  }

  private static final class Output extends ServletOutputStream {
    private final ByteArrayOutputStream out;

    Output(ByteArrayOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      out.write(b);
    }
  }

  /** A clock that stands still until it is moved by hand. */
  public static final class HandClock extends ServerClock {
    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private long elapsedMillis = -77;

    /** Time passes. */
    public void advance(Duration by) {
      now = now.plus(by);
      elapsedMillis += by.toMillis();
    }

    /** Somebody sets the date: no time passes. */
    public void set(Duration by) {
      now = now.plus(by);
    }

    @Override
    public long elapsedMillis() {
      return elapsedMillis;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
