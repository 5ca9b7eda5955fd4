// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The request that the container has made, which no filter has changed or hidden anything of. */
public final class ContainerRequest {
  private ContainerRequest() {}

  /** What is below all wrappers, or null where that is no HTTP request. */
  public static @Nullable HttpServletRequest of(ServletRequest request) {
    ServletRequest layer = request;
    while (layer instanceof ServletRequestWrapper) {
      layer = ((ServletRequestWrapper) layer).getRequest();
    }
    return layer instanceof HttpServletRequest ? (HttpServletRequest) layer : null;
  }
}
