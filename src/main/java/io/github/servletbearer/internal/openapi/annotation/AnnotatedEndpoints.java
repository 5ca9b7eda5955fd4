// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.deployment.WebSocketEndpoint;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassFileReader;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads {@code @ServerEndpoint} from class files (JSR 356 4.1). */
public final class AnnotatedEndpoints {
  private static final String[] ANNOTATIONS = {
    "javax.websocket.server.ServerEndpoint", "jakarta.websocket.server.ServerEndpoint"
  };
  private static final String TRACE = "/websocket/server/ServerEndpoint;";

  private AnnotatedEndpoints() {}

  /**
   * The endpoint that a class file declares, or null for none, and for a file that is no class.
   *
   * @throws IOException if it cannot be read
   */
  public static @Nullable WebSocketEndpoint read(byte[] classFile) throws IOException {
    ClassInfo type = ClassFileReader.readIfNames(TRACE, classFile);
    return type == null ? null : endpoint(type);
  }

  private static @Nullable WebSocketEndpoint endpoint(ClassInfo type) {
    for (String annotation : ANNOTATIONS) {
      AnnotationValues endpoint = type.annotationOfClass(annotation);
      if (endpoint != null) {
        String path = endpoint.text("value");
        return new WebSocketEndpoint(path.startsWith("/") ? path : "/" + path, type.name());
      }
    }
    return null;
  }
}
