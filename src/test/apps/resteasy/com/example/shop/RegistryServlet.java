// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Lists what RESTEasy has registered, by reflection: its classes differ between versions. */
public class RegistryServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    try {
      Object registry = getServletContext().getAttribute("org.jboss.resteasy.spi.Registry");
      Map<?, ?> bounded =
          (Map<?, ?>) call(hasRoot(registry) ? call(registry, "getRoot") : registry, "getBounded");
      for (Map.Entry<?, ?> entry : bounded.entrySet()) {
        for (Object invoker : (List<?>) entry.getValue()) {
          for (Object method : methods(invoker)) {
            response.getWriter().println(method + " " + entry.getKey());
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  private static boolean hasRoot(Object registry) {
    for (Method method : registry.getClass().getMethods()) {
      if (method.getName().equals("getBounded")) {
        return false;
      }
    }
    return true;
  }

  /** The HTTP methods; none of a locator. */
  private static Collection<?> methods(Object invoker) throws ReflectiveOperationException {
    for (Method method : invoker.getClass().getMethods()) {
      if (method.getName().equals("getHttpMethods")) {
        return (Collection<?>) call(invoker, "getHttpMethods");
      }
    }
    return java.util.Collections.emptyList();
  }

  private static Object call(Object object, String method) throws ReflectiveOperationException {
    Method found = object.getClass().getMethod(method);
    found.setAccessible(true);
    return found.invoke(object);
  }
}
