// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.outside;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.Principal;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;

/**
 * A filter of a library that wraps requests and believes headers, as some do for proxies. {@code
 * X-Forge: /path} is the path that its wrapper tells; without, it is the path at the time of
 * wrapping, whatever is dispatched later. {@code X-Implement} makes it a request of its own instead
 * of a wrapper. {@code X-Hand-On: forward:/path}, or include, or async, dispatches the wrapper.
 */
public final class ForgingFilter implements Filter {

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    if (http.getHeader("X-Forge") == null && http.getHeader("X-Hand-On") == null) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletRequest forged =
        http.getHeader("X-Implement") == null ? new Forged(http) : own(http);
    String handOn = http.getHeader("X-Hand-On");
    if (handOn == null) {
      chain.doFilter(forged, response);
      return;
    }
    String to = handOn.substring(handOn.indexOf(':') + 1);
    if (handOn.startsWith("forward:")) {
      request.getRequestDispatcher(to).forward(forged, response);
    } else if (handOn.startsWith("include:")) {
      include(to, forged, (HttpServletResponse) response);
    } else if (handOn.startsWith("error:")) {
      ((HttpServletResponse) response).sendError(Integer.parseInt(to));
    } else {
      request.startAsync(forged, response).dispatch(to);
    }
  }

  private static void include(String to, HttpServletRequest forged, HttpServletResponse response)
      throws IOException {
    try {
      forged.getRequestDispatcher(to).include(forged, response);
    } catch (ServletException e) {
      response.getOutputStream().print("caught");
    }
  }

  /** The interface, implemented without a wrapper that could be unwrapped. */
  private static HttpServletRequest own(HttpServletRequest http) {
    Forged forged = new Forged(http);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            ForgingFilter.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(forged, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void destroy() {}

  private static final class Forged extends HttpServletRequestWrapper {
    private final String path;
    private String user;

    Forged(HttpServletRequest request) {
      super(request);
      String forged = request.getHeader("X-Forge");
      path = forged == null ? request.getServletPath() + nonNull(request.getPathInfo()) : forged;
    }

    private static String nonNull(String pathInfo) {
      return pathInfo == null ? "" : pathInfo;
    }

    @Override
    public String getServletPath() {
      return path;
    }

    @Override
    public String getPathInfo() {
      return null;
    }

    @Override
    public String getRequestURI() {
      return getContextPath() + path;
    }

    /** As the request of a security framework with users of its own: here, anybody. */
    @Override
    public void login(String name, String password) {
      user = name;
    }

    @Override
    public Principal getUserPrincipal() {
      return user == null ? super.getUserPrincipal() : () -> user;
    }

    @Override
    public Object getAttribute(String name) {
      if (name.startsWith("javax.servlet.include.")) {
        return name.equals("javax.servlet.include.servlet_path") ? path : null;
      }
      return super.getAttribute(name);
    }
  }
}
