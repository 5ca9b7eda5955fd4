// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Tells what a servlet sees of its request, whatever the method. It knows nothing of ours. What it
 * reads of the body is chosen by the header {@code X-Read}: "body", "parameters" or nothing.
 */
public final class EchoServlet extends HttpServlet {

  /** Header of each answer of a test servlet, so that nobody can mistake one for another's. */
  public static final String RAN = "X-Servlet-Ran";

  /** Stands in the body of each answer of a test servlet. */
  public static final String MARK = "servlet-ran";

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] json = describe(request, getServletName()).getBytes(StandardCharsets.UTF_8);
    response.addHeader(RAN, getServletName());
    response.setContentType("application/json");
    response.getOutputStream().write(json);
  }

  static String describe(HttpServletRequest request, String servletName) throws IOException {
    Object token = request.getAttribute("token");
    Principal principal = request.getUserPrincipal();
    JsonText json =
        new JsonText()
            .add("mark", MARK)
            .add("servlet", servletName)
            .add("method", request.getMethod())
            .add("servletPath", request.getServletPath())
            .add("pathInfo", request.getPathInfo())
            .add("dispatcherType", request.getDispatcherType().name())
            .add("token", token == null ? null : token.toString())
            .add("accessToken", text(request.getAttribute("accessToken")))
            .add("bearer.sub", text(request.getAttribute("bearer.sub")))
            .add("bearer.tid", text(request.getAttribute("bearer.tid")))
            .add("bearer.scopes", text(request.getAttribute("bearer.scopes")))
            .add("tokenClass", className(request))
            .add("remoteUser", request.getRemoteUser())
            .add("principal", principal == null ? null : principal.getName())
            .add("inRoleUser", request.isUserInRole("user"))
            .add("inRoleMgr", request.isUserInRole("mgr"))
            .add("inRoleAdmin", request.isUserInRole("admin"))
            .add("authType", request.getAuthType())
            .add("authorization", request.getHeader("Authorization"))
            .add("headerNames", String.join(" ", Collections.list(request.getHeaderNames())))
            .add("session", request.getSession(false) != null)
            .add("queryString", request.getQueryString())
            .add("attributeNames", String.join(" ", Collections.list(request.getAttributeNames())));
    String read = String.valueOf(request.getHeader("X-Read"));
    if (read.equals("body")) {
      json.add("body", body(request));
    } else if (read.equals("parameters")) {
      request.setCharacterEncoding("UTF-8");
      for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
        json.add("parameter " + parameter.getKey(), Arrays.toString(parameter.getValue()));
      }
    }
    return json.toString();
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private static String className(HttpServletRequest request) {
    Object value = request.getAttribute("io.github.servletbearer.BearerToken");
    return value == null ? null : value.getClass().getName();
  }

  private static String body(HttpServletRequest request) throws IOException {
    try (InputStream in = request.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
