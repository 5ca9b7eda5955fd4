// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;

/** Lists what RESTEasy has registered, by reflection: its classes differ between versions. */
@Path("registry")
public class RegistryResource {
  @GET
  @Produces("text/plain")
  public String mappings() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<?, ?> entry : registered().entrySet()) {
      for (Object invoker : (List<?>) entry.getValue()) {
        Method methods = method(invoker, "getHttpMethods"); // a locator has none
        Object names = methods == null ? Collections.emptySet() : methods.invoke(invoker);
        for (Object name : (Collection<?>) names) {
          lines.append(name).append(' ').append(entry.getKey()).append('\n');
        }
      }
    }
    return lines.toString();
  }

  private static Map<?, ?> registered() throws Exception {
    Object registry = contextData("org.jboss.resteasy.spi.Registry");
    Method root = method(registry, "getRoot"); // until 3
    Object holder = root == null ? registry : root.invoke(registry);
    return (Map<?, ?>) holder.getClass().getMethod("getBounded").invoke(holder);
  }

  private static Object contextData(String type) throws Exception {
    Class<?> context;
    try {
      context = Class.forName("org.jboss.resteasy.core.ResteasyContext"); // since 4
    } catch (ClassNotFoundException e) {
      context = Class.forName("org.jboss.resteasy.spi.ResteasyProviderFactory");
    }
    return context.getMethod("getContextData", Class.class).invoke(null, Class.forName(type));
  }

  private static Method method(Object object, String name) {
    for (Method method : object.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    return null;
  }
}
