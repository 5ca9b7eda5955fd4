// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import io.github.servletbearer.Fakes;
import java.util.Enumeration;
import javax.servlet.DispatcherType;
import javax.servlet.FilterChain;
import javax.servlet.ServletOutputStream;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/**
 * A request and its response that cost nearly nothing and allocate nothing themselves, so that what
 * is measured is the filter's. What a filter must not call throws.
 */
final class TinyExchange implements FilterChain {
  final Request request;
  final Response response = new Response();

  /** What the application got. */
  ServletRequest passed;

  /**
   * @param authorization the value of the header, or null
   */
  TinyExchange(String authorization) {
    request = new Request(authorization);
  }

  /** The same exchange once more, as if nothing had happened. */
  void reset() {
    request.attributes = 0;
    response.status = 0;
    passed = null;
  }

  @Override
  public void doFilter(ServletRequest next, ServletResponse answer) {
    passed = next;
  }

  static final class Request extends HttpServletRequestWrapper implements Enumeration<String> {
    private final String authorization;
    private final String[] names = new String[16];
    private final Object[] values = new Object[16];
    private int attributes;
    private boolean given;

    Request(String authorization) {
      super(Fakes.as(HttpServletRequest.class, new Object()));
      this.authorization = authorization;
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getRequestURI() {
      return "/app/api/plain";
    }

    @Override
    public String getServletPath() {
      return "/api/plain";
    }

    @Override
    public String getPathInfo() {
      return null;
    }

    @Override
    public DispatcherType getDispatcherType() {
      return DispatcherType.REQUEST;
    }

    @Override
    public String getHeader(String name) {
      return name.equals("Authorization") ? authorization : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      given = !name.equals("Authorization") || authorization == null;
      return this;
    }

    @Override
    public boolean hasMoreElements() {
      return !given;
    }

    @Override
    public String nextElement() {
      given = true;
      return authorization;
    }

    @Override
    public Object getAttribute(String name) {
      for (int i = 0; i < attributes; i++) {
        if (names[i].equals(name)) {
          return values[i];
        }
      }
      return null;
    }

    @Override
    public void setAttribute(String name, Object value) {
      names[attributes] = name;
      values[attributes++] = value;
    }
  }

  static final class Response extends HttpServletResponseWrapper {
    private final ServletOutputStream out =
        new ServletOutputStream() {
          @Override
          public void write(int octet) {}

          @Override
          public void write(byte[] bytes) {}
        };

    int status;

    Response() {
      super(Fakes.as(HttpServletResponse.class, new Object()));
    }

    @Override
    public void setStatus(int status) {
      this.status = status;
    }

    @Override
    public boolean containsHeader(String name) {
      return false;
    }

    @Override
    public void setHeader(String name, String value) {}

    @Override
    public void setContentType(String type) {}

    @Override
    public void setContentLength(int length) {}

    @Override
    public boolean isCommitted() {
      return false;
    }

    @Override
    public void resetBuffer() {}

    @Override
    public ServletOutputStream getOutputStream() {
      return out;
    }
  }
}
