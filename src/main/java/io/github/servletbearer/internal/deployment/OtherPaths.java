// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import org.jspecify.annotations.Nullable;

/**
 * Servlets and filters that serve a page by other paths than its own, which no container knows, so
 * that a filter on some of their paths can be got around. They are known by their classes.
 *
 * <p>Above each is what was asked, on a real server. A new one is a line here.
 */
public enum OtherPaths {
  // org.lucee:lucee 5.4.3.2: /API/secret.cfm is /api/secret.cfm, on Linux, too
  LUCEE("lucee.loader.servlet.CFMLServlet", "Lucee", "finds pages in any letter case"),
  // Tapestry 5: /API/secret and /en/api/secret are /api/secret
  TAPESTRY_5("org.apache.tapestry5.TapestryFilter", "Tapestry", "finds pages in any letter case"),
  // org.apache.solr:solr 4.10.4: /update:x is /update
  SOLR(
      "org.apache.solr.servlet.SolrDispatchFilter",
      "Solr",
      "leaves out what follows a colon, as in /update:x"),
  // org.apache.sling:org.apache.sling.launchpad 7: /.3.json, too, shows /content/secret
  SLING(
      "org.apache.sling.launchpad.webapp.SlingServlet",
      "Sling",
      "shows what lies below a folder by the folder's name, as in /content.infinity.json"),
  // org.jolokia:jolokia-war 1.7.2: /READ/..., /?p=read/... and a POST to / are /read/...
  JOLOKIA(
      "org.jolokia.http.AgentServlet",
      "Jolokia",
      "takes what it does from the query and the body, too, and in any letter case");

  private final String className;
  private final String product;
  private final String habit;

  OtherPaths(String className, String product, String habit) {
    this.className = className;
    this.product = product;
    this.habit = habit;
  }

  /** What it is called. */
  public String product() {
    return product;
  }

  /** What it does, as the rest of a sentence about it. */
  public String habit() {
    return habit;
  }

  /** Whether any open path leads to all that it serves, also one that {@code exclude} names. */
  public boolean ignoresPaths() {
    return this == JOLOKIA;
  }

  /** What is known of a servlet or a filter by its class, or null. */
  public static @Nullable OtherPaths of(@Nullable String className) {
    for (OtherPaths known : values()) {
      if (known.className.equals(className)) {
        return known;
      }
    }
    return null;
  }
}
