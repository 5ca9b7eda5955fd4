// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.log.Redacted;

/** A block for people to paste, under a comment that says where, and what there is to lock. */
public final class BlockText {
  private BlockText() {}

  /**
   * The text, without a line end behind it.
   *
   * @param webXml the application's, with what fragments and annotations add to it
   * @param file the name of the application
   */
  public static String of(Block block, WebXml webXml, String file) {
    StringBuilder text = new StringBuilder();
    text.append("<!-- Servlet Bearer for ").append(safe(file)).append(", web.xml of version ");
    text.append(safe(version(block, webXml))).append(".\n     ").append(place(block, webXml));
    StringBuilder mappings = new StringBuilder();
    for (ServletEntry servlet : webXml.servlets()) {
      for (UrlPattern pattern : servlet.patterns()) {
        String root = pattern.text().isEmpty() ? "the context root" : pattern.text();
        mappings.append("\n       ").append(safe(root)).append("  ").append(safe(servlet.name()));
      }
    }
    if (mappings.length() > 0) {
      text.append("\n     Servlet mappings to choose from, for its url-pattern:");
    }
    return text.append(mappings).append("\n-->\n").append(block.text().trim()).toString();
  }

  private static String place(Block block, WebXml webXml) {
    if (block.form().isOrdered()) {
      return "Its DTD fixes the order: each part goes where its comment says. In this version\n"
          + "     filters see no forward and no include.";
    }
    return webXml.isPresent()
        ? "Paste it before the first filter and filter-mapping."
        : "There is no WEB-INF/web.xml yet: write one whose web-app holds this.";
  }

  private static String version(Block block, WebXml webXml) {
    String version = webXml.version();
    return version == null ? block.form().version() : version;
  }

  /** Foreign text may not end the comment. */
  private static String safe(String text) {
    return Redacted.line(text).replaceAll("-(?=-|$)", "- ");
  }
}
