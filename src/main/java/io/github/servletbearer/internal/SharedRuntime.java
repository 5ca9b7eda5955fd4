// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where the filters and servlets of an application get the runtime that they share: the first that
 * asks starts it. Thread-safe.
 */
public final class SharedRuntime {
  private SharedRuntime() {}

  /**
   * The application's runtime, for one more user of it, which must {@link BearerRuntime#release}
   * it.
   *
   * @throws ServletException if the start fails, or has failed; the log has every problem, once
   */
  public static BearerRuntime acquire(ServletContext context) throws ServletException {
    synchronized (BearerRuntime.lockOf(context)) {
      Object published = context.getAttribute(BearerRuntime.ATTRIBUTE);
      if (published instanceof StartFailure) {
        throw ((StartFailure) published).toException();
      }
      BearerRuntime runtime =
          published instanceof BearerRuntime
              ? (BearerRuntime) published
              : new RuntimeStart(context).run();
      runtime.retain();
      return runtime;
    }
  }

  /**
   * As {@link #acquire}, for a servlet that may start at the deployment: a failure is thrown once,
   * to stop the deployment. Where the application runs nevertheless, servlets that start later stay
   * closed.
   *
   * @return null where the start has failed, and an exception would not stop the application
   * @throws ServletException if the start fails, and this is the first servlet to find out
   */
  public static @Nullable BearerRuntime acquireAtDeployment(ServletContext context)
      throws ServletException {
    synchronized (BearerRuntime.lockOf(context)) {
      try {
        return acquire(context);
      } catch (ServletException e) {
        Object published = context.getAttribute(BearerRuntime.ATTRIBUTE);
        boolean first =
            published instanceof StartFailure && ((StartFailure) published).claimThrow();
        if (first && !ServletContainer.of(context.getServerInfo()).servesDespiteFailures()) {
          throw e;
        }
        return null;
      }
    }
  }

  /**
   * Whether a filter that has no runtime of its own is to refuse a request; the application's
   * runtime counts it, once there is one.
   */
  public static boolean refuses(
      ServletContext context, HttpServletRequest request, BearerError reason) {
    Object published = context.getAttribute(BearerRuntime.ATTRIBUTE);
    return !(published instanceof BearerRuntime)
        || ((BearerRuntime) published).refuses(request, reason);
  }
}
