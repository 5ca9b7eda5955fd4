// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * The floor that our filter is compared with: what somebody writes by hand for one application, and
 * no more. One header, its grammar, the SHA-256 of the token, a map, the time, one attribute and a
 * request with a user. It takes every token for valid the first time, and finds it from then on.
 *
 * <p>With the init-param {@code attributes} it does what our filter does for the application, its
 * access log and caches, too: it makes sure that nobody has set one of its attributes, sets them
 * all, and says that the answer depends on the token.
 */
public final class FloorFilter implements Filter {
  private static final byte[] REFUSAL =
      ("{\"detail\":\"Not authenticated\",\"error\":\"invalid_request\","
              + "\"error_description\":\"Not authenticated\"}")
          .getBytes(StandardCharsets.US_ASCII);

  private static final String[] ATTRIBUTES = {
    "token", "floor.token", "floor.scopes", "floor.sub", "floor.tid"
  };

  private final Map<Key, User> users = new ConcurrentHashMap<>();
  private boolean presence;
  private boolean attributes;

  /** Without the init-param {@code presence}, tokens are looked up. */
  @Override
  public void init(FilterConfig config) {
    presence = config.getInitParameter("presence") != null;
    attributes = config.getInitParameter("attributes") != null;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String token = token(http.getHeader("Authorization"));
    if (token == null) {
      refuse((HttpServletResponse) response);
      return;
    }
    if (attributes) {
      requireFree(http);
      ((HttpServletResponse) response).setHeader("Vary", "Authorization");
    }
    http.setAttribute("token", token);
    if (presence) {
      if (attributes) {
        http.setAttribute("floor.tid", Key.of(token).id());
      }
      chain.doFilter(http, response);
      return;
    }
    Key key = Key.of(token);
    User user = users.get(key);
    if (user == null) {
      user = new User("johndoe", Set.of("user"), System.currentTimeMillis() + 3_600_000);
      users.put(key, user);
    }
    if (System.currentTimeMillis() >= user.expiresAt()) {
      refuse((HttpServletResponse) response);
      return;
    }
    if (attributes) {
      http.setAttribute("floor.token", user);
      http.setAttribute("floor.scopes", String.join(" ", user.roles()));
      http.setAttribute("floor.sub", user.getName());
      http.setAttribute("floor.tid", key.id());
    }
    chain.doFilter(new UserRequest(http, user), response);
  }

  private static void requireFree(HttpServletRequest request) throws ServletException {
    for (String name : ATTRIBUTES) {
      if (request.getAttribute(name) != null) {
        throw new ServletException("an attribute of the connector");
      }
    }
  }

  private static String token(String header) {
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return null;
    }
    for (int i = 7; i < header.length(); i++) {
      char c = header.charAt(i);
      boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!plain && "-._~+/=".indexOf(c) < 0) {
        return null;
      }
    }
    return header.length() == 7 ? null : header.substring(7);
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(401);
    response.setHeader("WWW-Authenticate", "Bearer realm=\"api\"");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Vary", "Authorization");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType("application/json");
    response.setContentLength(REFUSAL.length);
    response.getOutputStream().write(REFUSAL);
  }

  private record User(String getName, Set<String> roles, long expiresAt) implements Principal {}

  private record Key(long a, long b, long c, long d) {
    static Key of(String token) {
      try {
        byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        return new Key(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The first digits, for a log. */
    String id() {
      char[] digits = new char[8];
      for (int i = 0; i < digits.length; i++) {
        digits[i] = Character.forDigit((int) (a >>> (60 - 4 * i)) & 0xf, 16);
      }
      return new String(digits);
    }

    @Override
    public int hashCode() {
      return (int) a;
    }
  }

  private static final class UserRequest extends HttpServletRequestWrapper {
    private final User user;

    UserRequest(HttpServletRequest request, User user) {
      super(request);
      this.user = user;
    }

    @Override
    public String getRemoteUser() {
      return user.getName();
    }

    @Override
    public Principal getUserPrincipal() {
      return user;
    }

    @Override
    public boolean isUserInRole(String role) {
      return user.roles().contains(role);
    }

    @Override
    public String getAuthType() {
      return "Bearer";
    }
  }

  @Override
  public void destroy() {}
}
