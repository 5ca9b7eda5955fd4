// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;
import org.apache.struts2.dispatcher.FilterDispatcher;

/** Answers everything, and is known for it by its superclass. */
public final class FrontControllerFilter extends FilterDispatcher {
  private String name;

  @Override
  public void init(FilterConfig config) {
    name = config.getFilterName();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException {
    ((HttpServletResponse) response).setHeader(ForeignFilter.ANSWERED, name);
  }

  @Override
  public void destroy() {}
}
