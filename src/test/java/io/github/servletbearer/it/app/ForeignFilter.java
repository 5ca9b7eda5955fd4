// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import javax.servlet.DispatcherType;
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
 * A filter of an application that does as its init-param {@code does} says: {@code pass}, {@code
 * answer} by itself, {@code rewrite} the path in a wrapper and pass on, {@code wait} and pass on by
 * an asynchronous dispatch, or {@code forward} to {@code /elsewhere}.
 */
public class ForeignFilter implements Filter {
  /** Header of what such a filter has answered: its name. */
  public static final String ANSWERED = "X-Answered-By";

  /** Header of what such a filter has seen: its name. */
  public static final String SEEN = "X-Seen-By";

  private String name;
  private String does;

  @Override
  public void init(FilterConfig config) {
    name = config.getFilterName();
    does = config.getInitParameter("does");
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      chain.doFilter(request, response); // once is enough
      return;
    }
    ((HttpServletResponse) response).addHeader(SEEN, name);
    switch (does) {
      case "answer" -> ((HttpServletResponse) response).setHeader(ANSWERED, name);
      case "rewrite" -> chain.doFilter(new Rewritten((HttpServletRequest) request), response);
      case "wait" -> request.startAsync().dispatch();
      case "forward" -> request.getRequestDispatcher("/elsewhere").forward(request, response);
      default -> chain.doFilter(request, response);
    }
  }

  @Override
  public void destroy() {}

  private static final class Rewritten extends HttpServletRequestWrapper {

    Rewritten(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRequestURI() {
      return getContextPath() + "/a/b";
    }

    @Override
    public String getServletPath() {
      return "/a/b";
    }

    @Override
    public String getPathInfo() {
      return null;
    }
  }
}
