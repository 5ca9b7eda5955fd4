// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import java.util.Collections;
import java.util.Map;

/**
 * The names that servlets have for roles by their {@code security-role-ref}s (Servlet 3.0 13.3).
 * Immutable.
 */
public final class RoleLinks {
  private final Deployment deployment;
  private final Map<String, Map<String, String>> byServlet;

  public RoleLinks(Deployment deployment) {
    this.deployment = deployment;
    this.byServlet = deployment.webXml().roleLinks();
  }

  /** Whether no servlet has any. */
  public boolean isEmpty() {
    return byServlet.isEmpty();
  }

  /**
   * The role that is meant by a name.
   *
   * @param path that of the request, below the context path: its servlet's names count
   */
  public String role(String path, String name) {
    ServletEntry servlet = deployment.servlet(path);
    Map<String, String> links =
        servlet == null
            ? Collections.emptyMap()
            : byServlet.getOrDefault(servlet.name(), Collections.emptyMap());
    return links.getOrDefault(name, name);
  }
}
