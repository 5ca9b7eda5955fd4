// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import javax.servlet.ServletContext;
import javax.servlet.SessionCookieConfig;
import org.jspecify.annotations.Nullable;

/** The path parameter in which links carry a session id. */
public final class SessionParameter {
  private SessionParameter() {}

  /**
   * The name by which links carry a session id, if it is another than {@code jsessionid} (Servlet
   * 3.0 7.1.3), or null.
   */
  public static @Nullable String name(ServletContext context) {
    SessionCookieConfig cookie = context.getSessionCookieConfig();
    return cookie == null ? null : cookie.getName();
  }
}
