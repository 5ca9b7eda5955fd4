// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A WebSocket endpoint (JSR 356) and the paths that lead to it. Immutable. */
public final class WebSocketEndpoint {
  private final String path;
  private final @Nullable String className;

  /**
   * @param path a path below the context path, or a template: {@code /live/{topic}}
   * @param className the class, or null where it is not known
   */
  public WebSocketEndpoint(String path, @Nullable String className) {
    this.path = path;
    this.className = className;
  }

  /** All paths that it may have: for a template everything below its fixed folder. */
  public UrlPattern pattern() {
    int variable = path.indexOf('{');
    return UrlPattern.ofFilter(
        variable < 0 ? path : path.substring(0, path.lastIndexOf('/', variable)) + "/*");
  }

  /** What it is, in words. */
  @Override
  public String toString() {
    return "WebSocket " + (className == null ? path : className);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WebSocketEndpoint
        && path.equals(((WebSocketEndpoint) other).path)
        && Objects.equals(className, ((WebSocketEndpoint) other).className);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }
}
