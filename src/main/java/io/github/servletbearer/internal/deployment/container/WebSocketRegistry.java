// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.container;

import io.github.servletbearer.internal.deployment.WebSocketEndpoint;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.ServletContext;

/**
 * The WebSocket endpoints of a running application. No API lists them (JSR 356 6.4); Tomcat keeps
 * them in two maps by their paths, which are read where they are. Elsewhere none is known.
 */
final class WebSocketRegistry {
  private static final Logger LOG = Logger.getLogger(WebSocketRegistry.class.getName());
  private static final String[] ATTRIBUTES = {
    "javax.websocket.server.ServerContainer", "jakarta.websocket.server.ServerContainer"
  };
  private static final String TOMCAT = "org.apache.tomcat.websocket.server.WsServerContainer";

  private WebSocketRegistry() {}

  /** The endpoints, as far as the container lists them. */
  static List<WebSocketEndpoint> endpoints(ServletContext context) {
    List<WebSocketEndpoint> found = new ArrayList<>();
    for (String attribute : ATTRIBUTES) {
      Object container = context.getAttribute(attribute);
      if (container != null && container.getClass().getName().equals(TOMCAT)) {
        add(container, found);
      }
    }
    return found;
  }

  private static void add(Object container, List<WebSocketEndpoint> found) {
    try {
      add(map(container, "configExactMatchMap").keySet(), found);
      for (Object templates : map(container, "configTemplateMatchMap").values()) {
        if (templates instanceof Map) { // 8.5 and later: by their paths
          add(((Map<?, ?>) templates).keySet(), found);
        } else {
          for (Object match : (Iterable<?>) templates) {
            Object template = call(match, "getUriTemplate");
            found.add(new WebSocketEndpoint(String.valueOf(call(template, "getPath")), null));
          }
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.FINE, "the WebSocket endpoints of this Tomcat cannot be listed", e);
    }
  }

  private static Map<?, ?> map(Object container, String name) throws ReflectiveOperationException {
    Field field = container.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return (Map<?, ?>) field.get(container);
  }

  private static Object call(Object target, String name) throws ReflectiveOperationException {
    Method method = target.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method.invoke(target);
  }

  private static void add(Collection<?> paths, List<WebSocketEndpoint> found) {
    paths.forEach(path -> found.add(new WebSocketEndpoint(String.valueOf(path), null)));
  }
}
