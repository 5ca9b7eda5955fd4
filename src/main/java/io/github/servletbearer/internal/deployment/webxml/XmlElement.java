// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/** An element of an XML document, with what is in it. Does not change once it is read. */
public final class XmlElement {
  private final String namespace;
  private final String localName;
  private final String qualifiedName;
  private final Map<String, String> attributes = new HashMap<>();

  /** Texts and elements, in their order. */
  private final List<Object> content = new ArrayList<>();

  XmlElement(String namespace, String localName, String qualifiedName, Attributes attributes) {
    this.namespace = namespace;
    this.localName = localName;
    this.qualifiedName = qualifiedName;
    for (int i = 0; i < attributes.getLength(); i++) {
      this.attributes.put(attributes.getQName(i), attributes.getValue(i));
      this.attributes.put(
          key(attributes.getURI(i), attributes.getLocalName(i)), attributes.getValue(i));
    }
  }

  void add(XmlElement child) {
    content.add(child);
  }

  void add(String text) {
    content.add(text);
  }

  /** The namespace, or an empty text. */
  public String namespace() {
    return namespace;
  }

  /** The name without a prefix. */
  public String localName() {
    return localName;
  }

  /** The name as it is written. */
  String qualifiedName() {
    return qualifiedName;
  }

  /** The value of an attribute, by its name as it is written; empty where it has none. */
  public String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  /** The value of an attribute of a namespace; empty where it has none. */
  public String attribute(String attributeNamespace, String name) {
    return attribute(key(attributeNamespace, name));
  }

  private static String key(String attributeNamespace, String name) {
    return "{" + attributeNamespace + "}" + name;
  }

  /** The elements in it, in their order. */
  public List<XmlElement> children() {
    List<XmlElement> found = new ArrayList<>();
    for (Object each : content) {
      if (each instanceof XmlElement) {
        found.add((XmlElement) each);
      }
    }
    return found;
  }

  /** The elements in it of this local name. */
  public List<XmlElement> children(String name) {
    List<XmlElement> found = new ArrayList<>();
    for (XmlElement child : children()) {
      if (child.localName.equals(name)) {
        found.add(child);
      }
    }
    return found;
  }

  /** The elements in it and in these, at any depth, in the order of the document. */
  List<XmlElement> descendants() {
    List<XmlElement> found = new ArrayList<>();
    addDescendants(found);
    return found;
  }

  private void addDescendants(List<XmlElement> found) {
    for (XmlElement child : children()) {
      found.add(child);
      child.addDescendants(found);
    }
  }

  /**
   * The elements in it at any depth.
   *
   * @param wantedNamespace a namespace, or {@code *} for all
   */
  public List<XmlElement> all(String wantedNamespace, String name) {
    List<XmlElement> found = descendants();
    found.removeIf(
        each ->
            !each.localName.equals(name)
                || !wantedNamespace.equals("*") && !each.namespace.equals(wantedNamespace));
    return found;
  }

  /** All text in it, at any depth, without blanks around it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    addText(text);
    return text.toString().trim();
  }

  private void addText(StringBuilder text) {
    for (Object each : content) {
      if (each instanceof XmlElement) {
        ((XmlElement) each).addText(text);
      } else {
        text.append(each);
      }
    }
  }

  /** The texts of all children of this name. */
  List<String> texts(String name) {
    List<String> found = new ArrayList<>();
    for (XmlElement child : children(name)) {
      found.add(child.text());
    }
    return found;
  }

  /** The text of the first child of this name, or null. */
  @Nullable String text(String name) {
    List<String> found = texts(name);
    return found.isEmpty() ? null : found.get(0);
  }
}
