// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import java.util.Enumeration;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

/**
 * Stands before everything and lets a test say by headers what is otherwise hard to have: another
 * client address ({@code X-Test-Address}), an attribute set earlier ({@code X-Test-Attribute:
 * name=value}), a request that fails when its Authorization is read ({@code X-Test-Break}).
 */
public final class DisguiseFilter implements Filter {

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String attribute = http.getHeader("X-Test-Attribute");
    if (attribute != null) {
      String[] nameAndValue = attribute.split("=", 2);
      request.setAttribute(nameAndValue[0], nameAndValue[1]);
    }
    boolean disguised =
        http.getHeader("X-Test-Address") != null || http.getHeader("X-Test-Break") != null;
    chain.doFilter(disguised ? new Disguised(http) : request, response);
  }

  @Override
  public void destroy() {}

  private static final class Disguised extends HttpServletRequestWrapper {

    Disguised(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRemoteAddr() {
      String address = getHeader("X-Test-Address");
      return address == null ? super.getRemoteAddr() : address;
    }

    @Override
    public boolean isSecure() {
      return "https".equals(getHeader("X-Test-Scheme")) || super.isSecure();
    }

    @Override
    public String getScheme() {
      return isSecure() ? "https" : super.getScheme();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      if (name.equalsIgnoreCase("Authorization") && getHeader("X-Test-Break") != null) {
        throw new IllegalStateException("secret-detail of an inner failure");
      }
      return super.getHeaders(name);
    }
  }
}
