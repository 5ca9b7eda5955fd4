// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.FilterRegistration;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;

/** Registers a {@link ForeignFilter} {@code wait} before the filters of web.xml. */
public class WaitingFilterListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    FilterRegistration.Dynamic filter =
        event.getServletContext().addFilter("wait", ForeignFilter.class);
    filter.setInitParameter("does", "wait");
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}
}
