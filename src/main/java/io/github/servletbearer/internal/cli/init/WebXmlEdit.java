// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts a block into a web.xml, byte for byte the same elsewhere: its filters before all others, and
 * each element where the version allows it. Immutable.
 */
public final class WebXmlEdit {
  /** Stands before each part of the block, so that it is found again. */
  static final String MARK = "<!-- Servlet Bearer -->";

  /** The elements of the DTD of 2.3, in its order. */
  private static final List<String> ORDER =
      Collections.unmodifiableList(
          Arrays.asList(
              "icon",
              "display-name",
              "description",
              "distributable",
              "context-param",
              "filter",
              "filter-mapping",
              "listener",
              "servlet",
              "servlet-mapping",
              "session-config",
              "mime-mapping",
              "welcome-file-list",
              "error-page",
              "taglib",
              "resource-env-ref",
              "resource-ref",
              "security-constraint",
              "login-config",
              "security-role",
              "env-entry",
              "ejb-ref",
              "ejb-local-ref"));

  /**
   * For an application without a web.xml, with the location of its schema, without which a server
   * that validates does not find it. Not metadata-complete: then servlets that annotations declare
   * would be gone.
   */
  private static final String NEW =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<web-app version=\"3.0\" xmlns=\"http://java.sun.com/xml/ns/javaee\"\n"
          + "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
          + "    xsi:schemaLocation=\"http://java.sun.com/xml/ns/javaee"
          + " http://java.sun.com/xml/ns/javaee/web-app_3_0.xsd\">\n"
          + "</web-app>\n";

  private final Block block;
  private final String text;
  private final XmlOutline outline;
  private final String lineEnd;

  private WebXmlEdit(String text, Block block) throws InitException {
    this.block = block;
    this.text = text;
    outline = XmlOutline.of(text);
    lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** A new web.xml with the block alone. */
  public static byte[] create(Block block) throws InitException {
    XmlText file = XmlText.of(NEW.getBytes(StandardCharsets.UTF_8));
    return file.encode(new WebXmlEdit(file.text(), block).edited());
  }

  /**
   * The file with the block in it.
   *
   * @param file well-formed, without a block
   * @throws InitException if it is written so that no place is certain
   */
  public static byte[] add(byte[] file, Block block) throws InitException {
    XmlText xml = XmlText.of(file);
    return xml.encode(new WebXmlEdit(xml.text(), block).edited());
  }

  private String edited() {
    if (outline.isEmptyTag()) {
      int slash = text.lastIndexOf('/', outline.contentStart());
      String all = insertion(block.elements().values(), lineEnd, "  ");
      String end = lineEnd + "</" + outline.rootName() + ">";
      return text.substring(0, slash) + ">" + all + end + text.substring(outline.contentStart());
    }
    StringBuilder edited = new StringBuilder();
    int from = 0;
    for (Map.Entry<Integer, List<List<String>>> part : parts().entrySet()) {
      int at = part.getKey();
      edited.append(text, from, at).append(insertion(part.getValue(), lineEnd, indent()));
      boolean isEndOfLine = text.startsWith("\n", at) || text.startsWith("\r\n", at);
      edited.append(isEndOfLine ? "" : lineEnd);
      from = at;
    }
    return edited.append(text, from, text.length()).toString();
  }

  /** What to insert where, the elements that belong together in one. */
  private Map<Integer, List<List<String>>> parts() {
    Map<Integer, List<List<String>>> parts = new TreeMap<>();
    block
        .elements()
        .forEach(
            (name, lines) -> {
              int place = behind(block.form().isOrdered() ? orderedPlace(name) : firstFilter());
              parts.computeIfAbsent(place, key -> new ArrayList<>()).add(lines);
            });
    return parts;
  }

  /** The number of the element before which the DTD wants another: filters first of their kind. */
  private int orderedPlace(String name) {
    int rank = ORDER.indexOf(name);
    boolean isFirst = name.startsWith("filter");
    int at = 0;
    for (XmlOutline.Element element : outline.elements()) {
      int other = ORDER.indexOf(element.name());
      if (other > rank || isFirst && other == rank) {
        return at;
      }
      at++;
    }
    return at;
  }

  /** The number of the first filter or its mapping, or of what usually stands after them. */
  private int firstFilter() {
    int at = 0;
    for (XmlOutline.Element element : outline.elements()) {
      if (element.name().startsWith("filter")) {
        return at;
      }
      at++;
    }
    return orderedPlace("filter-mapping");
  }

  /** The index behind the element before this one, and behind a comment that ends its line. */
  private int behind(int number) {
    int end = number == 0 ? outline.contentStart() : outline.elements().get(number - 1).end();
    int at = end;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || text.startsWith("\r\n", at)) {
        return at;
      }
      int comment = text.startsWith("<!--", at) ? text.indexOf("-->", at + 4) + 3 : at;
      if (comment == at && c != ' ' && c != '\t' || text.substring(at, comment).contains("\n")) {
        return end;
      }
      at = Math.max(at + 1, comment);
    }
    return end;
  }

  /** The blanks before the first element, where it begins a line. */
  private String indent() {
    if (outline.elements().isEmpty()) {
      return "  ";
    }
    int start = outline.elements().get(0).start();
    int line = text.lastIndexOf('\n', start) + 1;
    String before = text.substring(line, start);
    return before.trim().isEmpty() ? before : "  ";
  }

  private static String insertion(Iterable<List<String>> elements, String lineEnd, String indent) {
    StringBuilder part = new StringBuilder(lineEnd).append(indent).append(MARK);
    for (List<String> lines : elements) {
      lines.forEach(line -> part.append(lineEnd).append(indent).append(line));
    }
    return part.toString();
  }
}
