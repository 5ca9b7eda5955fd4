// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.deployment.container.Registrations;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletException;
import org.jspecify.annotations.Nullable;

/**
 * Starts the runtime after the application's own listeners, which may prepare what its classes
 * need, and before any filter.
 */
final class EarlyStart implements ServletContextListener {
  private final ServletContext context;
  private final ServletContainer container;
  private @Nullable BearerRuntime runtime;

  /**
   * The start of an application.
   *
   * @param context as the initializer got it: that of the event may list no registrations (Servlet
   *     3.0 4.4)
   */
  EarlyStart(ServletContext context, ServletContainer container) {
    this.context = context;
    this.container = container;
  }

  /** Throws where the start fails, if that may stop the application. */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    if (!isAllowed()) {
      return; // the first filter or servlet starts it
    }
    try {
      runtime = BearerRuntime.acquire(context);
    } catch (ServletException e) {
      if (!container.servesDespiteFailures()) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }
  }

  private boolean isAllowed() {
    try {
      Registrations.filters(context);
      Registrations.servlets(context);
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (runtime != null) {
      runtime.release();
      runtime = null;
    }
  }
}
