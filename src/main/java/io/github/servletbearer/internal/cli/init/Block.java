// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The elements that Servlet Bearer needs in a web.xml, as its version allows them, in ASCII.
 * Immutable.
 */
public final class Block {
  private static final String INDENT = "  ";
  private static final String ALL = "/*";
  private static final List<String> ENDPOINTS =
      Collections.unmodifiableList(Arrays.asList("/token", "/openapi.json", "/docs/*"));

  private final WebXmlForm form;
  private final FreeNames names;
  private final List<String> locked;
  private final Collection<String> open;
  private final boolean strictPaths;

  private Block(
      WebXmlForm form,
      FreeNames names,
      List<String> locked,
      Collection<String> open,
      boolean strictPaths) {
    this.form = form;
    this.names = names;
    this.locked = locked;
    this.open = open;
    this.strictPaths = strictPaths;
  }

  /**
   * The block for an application that locks these url-patterns.
   *
   * @param webXml with what fragments and annotations add to it
   * @param files the names of the application's files, whose paths stay theirs
   * @param locked at least one
   * @throws InitException if its version knows no filters
   */
  public static Block of(WebXml webXml, Collection<String> files, List<String> locked)
      throws InitException {
    return new Block(
        WebXmlForm.of(webXml.version()),
        new FreeNames(webXml, files),
        locked,
        Collections.emptyList(),
        false);
  }

  /** The same, which also names what stays open ({@code openPaths}). */
  public Block withOpenPaths(Collection<String> patterns) {
    return new Block(form, names, locked, new ArrayList<>(patterns), strictPaths);
  }

  /** The same with {@code StrictPathFilter}. */
  public Block withStrictPaths() {
    return new Block(form, names, locked, open, true);
  }

  WebXmlForm form() {
    return form;
  }

  /** The lines of the elements by their names, in the order of the DTD. */
  Map<String, List<String>> elements() {
    Map<String, List<String>> elements = new LinkedHashMap<>();
    if (!open.isEmpty()) {
      elements.put(
          "context-param",
          element(
              "context-param",
              text("param-name", "bearer.openPaths"),
              text("param-value", String.join(" ", open))));
    }
    List<String> filters = new ArrayList<>();
    List<String> filterMappings = new ArrayList<>();
    if (strictPaths) {
      filters.addAll(filter(names.strictFilter(), FilterEntry.STRICT_PATH_FILTER));
      filterMappings.addAll(
          element(
              "filter-mapping",
              text("filter-name", names.strictFilter()),
              text("url-pattern", ALL)));
    }
    filters.addAll(filter(names.filter(), FilterEntry.BEARER_FILTER));
    filterMappings.addAll(
        mappings("filter-mapping", text("filter-name", names.filter()), locked, dispatchers()));
    elements.put("filter", filters);
    elements.put("filter-mapping", filterMappings);
    elements.put(
        "servlet",
        element(
            "servlet",
            text("servlet-name", names.servlet()),
            text("servlet-class", ServletEntry.BEARER_SERVLET),
            text("load-on-startup", "1")));
    elements.put(
        "servlet-mapping",
        mappings("servlet-mapping", text("servlet-name", names.servlet()), endpoints(), ""));
    return elements;
  }

  private List<String> filter(String name, String className) {
    String async = form.hasAsync() ? text("async-supported", "true") : "";
    return element("filter", text("filter-name", name), text("filter-class", className), async);
  }

  private List<String> endpoints() {
    List<String> patterns = new ArrayList<>();
    ENDPOINTS.forEach(endpoint -> patterns.add(names.folder() + endpoint));
    return patterns;
  }

  private String dispatchers() {
    StringBuilder all = new StringBuilder();
    form.dispatchers().forEach(type -> all.append(text("dispatcher", type)));
    return all.toString();
  }

  /** One mapping, or one for each pattern where the version allows no more. */
  private List<String> mappings(
      String name, String target, List<String> patterns, String dispatchers) {
    List<String> lines = new ArrayList<>();
    List<String> content = new ArrayList<>(Collections.singletonList(target));
    for (String pattern : patterns) {
      content.add(text("url-pattern", pattern));
      if (!form.hasSeveralPatterns()) {
        content.add(dispatchers);
        lines.addAll(element(name, content.toArray(new String[0])));
        content.subList(1, content.size()).clear();
      }
    }
    if (form.hasSeveralPatterns()) {
      content.add(dispatchers);
      lines.addAll(element(name, content.toArray(new String[0])));
    }
    return lines;
  }

  private static List<String> element(String name, String... content) {
    List<String> lines = new ArrayList<>();
    lines.add("<" + name + ">");
    for (String line : content) {
      if (!line.isEmpty()) {
        lines.add(INDENT + line);
      }
    }
    lines.add("</" + name + ">");
    return lines;
  }

  private static String text(String name, String value) {
    StringBuilder text = new StringBuilder("<" + name + ">");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c < ' ' || c > '~' || c == '<' || c == '&' || c == '>') {
                text.append("&#").append(c).append(';');
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.append("</").append(name).append('>').toString();
  }

  /** What it does, in one sentence. */
  public String summary() {
    StringJoiner endpoints = new StringJoiner(", ");
    endpoints().forEach(endpoints::add);
    boolean judgesForwards = !form.dispatchers().isEmpty() || locked.contains(ALL);
    return String.format(
        "%s locked%s%s; endpoints %s.",
        String.join(", ", locked),
        judgesForwards ? "" : " (not for open pages that forward there: run check)",
        open.isEmpty() ? "" : "; open " + String.join(" ", open),
        endpoints);
  }

  /** All elements, to be pasted by hand. */
  String text() {
    StringBuilder text = new StringBuilder();
    elements()
        .forEach(
            (name, lines) -> {
              if (form.isOrdered()) {
                text.append("<!-- ").append(place(name)).append(" -->\n");
              }
              lines.forEach(line -> text.append(line).append('\n'));
            });
    return text.toString();
  }

  private static String place(String name) {
    return name.startsWith("filter") ? "before every other " + name : "after the last " + name;
  }
}
