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
 * them in two maps by their paths, Jetty 10 and 12 in one by patterns, which are read where they
 * are. Elsewhere none is known.
 */
final class WebSocketRegistry {
  private static final Logger LOG = Logger.getLogger(WebSocketRegistry.class.getName());
  private static final String[] ATTRIBUTES = {
    "javax.websocket.server.ServerContainer", "jakarta.websocket.server.ServerContainer"
  };
  private static final String TOMCAT = "org.apache.tomcat.websocket.server.WsServerContainer";
  private static final String JETTY = "org.eclipse.jetty.";

  private WebSocketRegistry() {}

  /** The endpoints, as far as the container lists them. */
  static List<WebSocketEndpoint> endpoints(ServletContext context) {
    List<WebSocketEndpoint> found = new ArrayList<>();
    for (String attribute : ATTRIBUTES) {
      Object container = context.getAttribute(attribute);
      if (container != null) {
        add(container, found);
      }
    }
    return found;
  }

  private static void add(Object container, List<WebSocketEndpoint> found) {
    String name = container.getClass().getName();
    try {
      if (name.equals(TOMCAT)) {
        addOfTomcat(container, found);
      } else if (name.startsWith(JETTY)) {
        addOfJetty(container, found);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.FINE, "the WebSocket endpoints of this container cannot be listed", e);
    }
  }

  private static void addOfTomcat(Object container, List<WebSocketEndpoint> found)
      throws ReflectiveOperationException {
    add(((Map<?, ?>) field(container, "configExactMatchMap")).keySet(), found);
    for (Object templates : ((Map<?, ?>) field(container, "configTemplateMatchMap")).values()) {
      if (templates instanceof Map) { // 8.5 and later: by their paths
        add(((Map<?, ?>) templates).keySet(), found);
      } else {
        for (Object match : (Iterable<?>) templates) {
          Object template = call(match, "getUriTemplate");
          found.add(new WebSocketEndpoint(String.valueOf(call(template, "getPath")), null));
        }
      }
    }
  }

  /** Jetty 9.4 has no such field; its handshakes pass the application's filters. */
  private static void addOfJetty(Object container, List<WebSocketEndpoint> found)
      throws ReflectiveOperationException {
    Object mappings = field(field(container, "webSocketMappings"), "mappings");
    for (Object mapping : (Iterable<?>) mappings) {
      Object path = call(call(mapping, "getPathSpec"), "getDeclaration");
      found.add(new WebSocketEndpoint(String.valueOf(path), null));
    }
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
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
