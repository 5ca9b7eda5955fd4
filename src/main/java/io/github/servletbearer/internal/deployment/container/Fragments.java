// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.container;

import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the web-fragment.xml of each library of a running application (Servlet 3.0 8.2). */
final class Fragments {
  private static final String FILE = "META-INF/web-fragment.xml";
  private static final String LIBRARIES = "/WEB-INF/lib/";

  private Fragments() {}

  /**
   * The web.xml with what fragments add to it.
   *
   * @throws IOException if one of them cannot be read
   */
  static WebXml add(WebXml webXml, ClassLoader loader) throws IOException {
    if (webXml.isComplete()) {
      return webXml;
    }
    List<WebXml> fragments = new ArrayList<>();
    for (URL address : Collections.list(loader.getResources(FILE))) {
      if (address.toString().contains(LIBRARIES)) { // not those of the container itself
        WebXml fragment = read(address);
        if (!webXml.excludes(fragment.fragmentName())) {
          fragments.add(fragment);
        }
      }
    }
    return fragments.isEmpty() ? webXml : webXml.with(fragments);
  }

  private static WebXml read(URL address) throws IOException {
    URLConnection connection = address.openConnection();
    connection.setUseCaches(false); // a cache would keep the JAR open after the undeployment
    try (InputStream xml = connection.getInputStream()) {
      return WebXml.parseFragment(xml);
    }
  }
}
