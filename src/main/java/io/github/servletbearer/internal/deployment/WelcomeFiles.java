// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Where a container serves a folder's welcome file in place of the folder, and which servlets may
 * do so: on Tomcat the filters for that file run, not those for the folder. Immutable.
 */
final class WelcomeFiles {
  /** Those of containers, where web.xml names none. */
  private static final List<String> USUAL =
      Collections.unmodifiableList(Arrays.asList("index.html", "index.htm", "index.jsp"));

  private final List<ServletEntry> servers;
  private final List<UrlPattern> pages;

  WelcomeFiles(Deployment deployment) {
    List<String> named = deployment.webXml().welcomeFiles();
    List<String> files = named.isEmpty() ? USUAL : named;
    pages = deployment.webXml().pages();
    servers = new ArrayList<>();
    for (ServletEntry servlet : deployment.servlets()) {
      if (mayServe(servlet, files)) {
        servers.add(servlet);
      }
    }
  }

  /**
   * Whether the container looks for a welcome file before it takes the mapping for a folder of the
   * pattern: after exact paths, prefixes and extensions, whatever servlet is the default one, and
   * below a prefix that was given to the servlet for JSPs.
   */
  boolean mayBeServed(ServletEntry servlet, UrlPattern mapping, UrlPattern pattern) {
    boolean mayHoldFolders =
        pattern.isExact() ? pattern.base().endsWith("/") : pattern.extension() == null;
    return mayHoldFolders
        && (mapping.isDefault()
            || Deployment.JSP_SERVLET.equals(servlet.name())
            || pages.contains(mapping));
  }

  /** Whether the filter sees each servlet that may serve a welcome file, by its name. */
  boolean areSeenBy(FilterScope scope, ServletEntry servlet, UrlPattern files) {
    boolean all = scope.covers(servlet.name(), files);
    for (ServletEntry server : servers) {
      all &= scope.covers(server.name(), files);
    }
    return all;
  }

  /** Whether a mapping of the servlet, but for the default one, may take a file in some folder. */
  private static boolean mayServe(ServletEntry servlet, List<String> files) {
    for (UrlPattern pattern : servlet.patterns()) {
      for (String file : files) {
        boolean takes =
            pattern.extension() == null
                ? endsWithin(pattern.base(), file)
                : pattern.covers(UrlPattern.ofFilter("/" + file));
        if (takes && !pattern.isDefault()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a path ends with the file, or with a folder that the file's name begins with. */
  private static boolean endsWithin(String path, String file) {
    for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
      if (path.endsWith("/" + file.substring(0, slash))) {
        return true;
      }
    }
    return path.endsWith("/" + file);
  }
}
