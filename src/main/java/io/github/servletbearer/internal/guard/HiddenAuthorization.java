// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request that shows the application no Authorization header, for applications that take every
 * such header for one of their own login. Further guards see it.
 *
 * <p>The header is hidden where it has a bearer token: an application that reads it for its own
 * login, by Basic, needs it where it has Basic credentials. Code that takes the container's own
 * request out of its wrappers sees it; no wrapper can prevent that.
 */
final class HiddenAuthorization extends JudgedRequest {
  private static final String NAME = "Authorization";

  private HiddenAuthorization(HttpServletRequest request) {
    super(request);
  }

  /** The request without the header; the same object if it is hidden already. */
  static HttpServletRequest of(HttpServletRequest request) {
    boolean hidden = nearest(request, HiddenAuthorization.class) != null;
    return hidden ? request : new HiddenAuthorization(request);
  }

  /** The Authorization headers that are hidden in a request; null where none are. */
  static @Nullable Enumeration<String> hidden(HttpServletRequest request) {
    HiddenAuthorization hiding = nearest(request, HiddenAuthorization.class);
    return hiding == null ? null : ((HttpServletRequest) hiding.getRequest()).getHeaders(NAME);
  }

  @Override
  HttpServletRequest likewise(HttpServletRequest other) {
    return of(other);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return NAME.equalsIgnoreCase(name) ? null : super.getHeader(name);
  }

  @Override
  public @Nullable Enumeration<String> getHeaders(String name) {
    return NAME.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public @Nullable Enumeration<String> getHeaderNames() {
    Enumeration<String> all = super.getHeaderNames();
    if (all == null) {
      return null;
    }
    List<String> shown = new ArrayList<>();
    while (all.hasMoreElements()) {
      String name = all.nextElement();
      if (!NAME.equalsIgnoreCase(name)) {
        shown.add(name);
      }
    }
    return Collections.enumeration(shown);
  }

  @Override
  public int getIntHeader(String name) {
    return NAME.equalsIgnoreCase(name) ? -1 : super.getIntHeader(name);
  }

  @Override
  public long getDateHeader(String name) {
    return NAME.equalsIgnoreCase(name) ? -1 : super.getDateHeader(name);
  }
}
