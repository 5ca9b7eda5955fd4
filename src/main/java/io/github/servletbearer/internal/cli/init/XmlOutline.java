// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the elements directly below the root of a well-formed XML text begin and end. Immutable
 * once read.
 */
final class XmlOutline {
  /** An element below the root. */
  static final class Element {
    private final String name;
    private final int start;
    private int end;

    private Element(String name, int start) {
      this.name = name;
      this.start = start;
    }

    String name() {
      return name;
    }

    /** The index of its first character. */
    int start() {
      return start;
    }

    /** The index behind its last character. */
    int end() {
      return end;
    }
  }

  private final String text;
  private final List<Element> elements = new ArrayList<>();
  private String rootName = "";
  private int contentStart;
  private boolean isEmptyTag;

  private XmlOutline(String text) {
    this.text = text;
  }

  /**
   * Reads a text that a parser has found to be well-formed.
   *
   * @throws InitException if an entity stands among the elements, which may hold any of them
   */
  static XmlOutline of(String text) throws InitException {
    XmlOutline outline = new XmlOutline(text);
    outline.read();
    return outline;
  }

  private void read() throws InitException {
    int depth = 0;
    int at = 0;
    while (at < text.length()) {
      int next = text.indexOf('<', at);
      if (depth == 1) {
        requireNoEntity(at, next < 0 ? text.length() : next);
      }
      if (next < 0) {
        return;
      }
      if (text.startsWith("</", next)) {
        at = endOfTag(next);
        depth--;
        if (depth == 1) {
          elements.get(elements.size() - 1).end = at;
        }
      } else if (text.startsWith("<!", next) || text.startsWith("<?", next)) {
        at = endOfOther(next);
      } else {
        at = endOfTag(next);
        depth += startTag(next, at, depth);
      }
    }
  }

  /** Takes a start tag, and returns by how much the elements after it are deeper. */
  private int startTag(int start, int end, int depth) {
    boolean isEmpty = text.charAt(end - 2) == '/';
    if (depth == 0) {
      rootName = name(start);
      contentStart = end;
      isEmptyTag = isEmpty;
    } else if (depth == 1) {
      Element element = new Element(name(start), start);
      element.end = end; // of its start tag, until its end tag is found
      elements.add(element);
    }
    return isEmpty ? 0 : 1;
  }

  private String name(int start) {
    int end = start + 1;
    while (" \t\r\n/>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start + 1, end);
  }

  private void requireNoEntity(int from, int to) throws InitException {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '&') {
        throw new InitException(
            "web.xml has an entity between its elements, which may hold any of them.",
            "Write what it holds into web.xml itself, or paste the block by hand.");
      }
    }
  }

  /** Behind the tag: a quoted value may hold what would end it. */
  private int endOfTag(int start) {
    char quote = 0;
    int at = start;
    for (char c = '<'; quote != 0 || c != '>'; c = text.charAt(at)) {
      quote = quote == 0 && (c == '"' || c == '\'') ? c : c == quote ? 0 : quote;
      at++;
    }
    return at + 1;
  }

  /** Behind a comment, a CDATA section, a processing instruction or the DOCTYPE. */
  private int endOfOther(int start) {
    if (text.startsWith("<!--", start)) {
      return behind("-->", start + 4);
    }
    if (text.startsWith("<![CDATA[", start)) {
      return behind("]]>", start);
    }
    return text.startsWith("<?", start) ? behind("?>", start) : endOfDoctype(start);
  }

  private int endOfDoctype(int start) {
    int at = start + 2;
    for (int open = 0; open > 0 || text.charAt(at) != '>'; ) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        at = text.indexOf(c, at + 1) + 1;
      } else if (text.startsWith("<!--", at) || text.startsWith("<?", at)) {
        at = endOfOther(at);
      } else {
        open += c == '[' || c == '<' ? 1 : c == ']' || c == '>' ? -1 : 0;
        at++;
      }
    }
    return at + 1;
  }

  private int behind(String end, int from) {
    return text.indexOf(end, from) + end.length();
  }

  /** The elements below the root, in their order. */
  List<Element> elements() {
    return Collections.unmodifiableList(elements);
  }

  String rootName() {
    return rootName;
  }

  /** The index behind the root's start tag. */
  int contentStart() {
    return contentStart;
  }

  /** Whether the root is one tag without content. */
  boolean isEmptyTag() {
    return isEmptyTag;
  }
}
