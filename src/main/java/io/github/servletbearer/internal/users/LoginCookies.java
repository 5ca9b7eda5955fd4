// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.internal.deployment.container.ServletContainer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.SessionCookieConfig;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Removes the cookies that the container adds to a response during one login. The servlet API can
 * only add cookies, so there are two detours: a reset of the response, and {@link Remover}.
 */
final class LoginCookies {
  private static final String SET_COOKIE = "Set-Cookie";
  private static final String CONTENT_TYPE = "Content-Type";

  private final HttpServletResponse response;
  private final List<String> before;

  /** Records which cookies the response has before the login. */
  LoginCookies(HttpServletResponse response) {
    this.response = response;
    this.before = values(response, SET_COOKIE);
  }

  /** Removes the added cookies, except that of the session of this id, which stays. */
  void remove(@Nullable String sessionId) {
    List<String> now = values(response, SET_COOKIE);
    List<String> kept = new ArrayList<>();
    for (String cookie : now) {
      if (before.contains(cookie) || sessionId != null && cookie.contains(sessionId)) {
        kept.add(cookie);
      }
    }
    if (kept.size() < now.size() && !response.isCommitted()) {
      resetTo(kept);
    }
  }

  private void resetTo(List<String> cookies) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : response.getHeaderNames()) {
      headers.put(name, values(response, name));
    }
    headers.remove(CONTENT_TYPE);
    headers.put(SET_COOKIE, cookies);
    int status = response.getStatus();
    String contentType = response.getContentType();
    response.reset();
    response.setStatus(status);
    if (contentType != null) {
      response.setContentType(contentType);
    }
    headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
  }

  private static List<String> values(HttpServletResponse response, String name) {
    Collection<String> values = response.getHeaders(name);
    return values == null ? Collections.emptyList() : new ArrayList<>(values);
  }

  /**
   * Removes the cookie of a session that the login created, where it is not a header yet; see
   * {@link ServletContainer#hidesSessionCookie}. Where that fails, the response has a cookie that
   * deletes that of the ended session.
   */
  void removeHidden(SessionCookieConfig config) {
    String name = config.getName();
    Remover remover = new Remover(name == null ? "JSESSIONID" : name);
    remover.setPath(config.getPath());
    if (config.getDomain() != null) {
      remover.setDomain(config.getDomain());
    }
    remover.setMaxAge(0);
    try {
      response.addCookie(remover);
    } catch (Removed e) {
      return; // as intended: the session's cookie is removed, and this one is not added
    }
  }

  /**
   * Removes an equal cookie from a sorted set without being added itself. Undertow 2.2 keeps
   * cookies in a {@code TreeSet} until commit, where {@code response.reset()} does not reach them.
   * Adding one first removes its equal, by name, path and domain in this order; then the new cookie
   * is compared again to find its place, and throws.
   */
  private static final class Remover extends Cookie {
    private static final long serialVersionUID = 1L;

    private boolean equalInNameAndPath;

    Remover(String name) {
      super(name, "");
    }

    @Override
    public String getName() {
      if (equalInNameAndPath) {
        throw new Removed();
      }
      return super.getName();
    }

    /** Called only where name and path are equal to those of the other cookie. */
    @Override
    public @Nullable String getDomain() {
      equalInNameAndPath = true;
      return super.getDomain();
    }
  }

  private static final class Removed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Removed() {
      super(null, null, false, false);
    }
  }
}
