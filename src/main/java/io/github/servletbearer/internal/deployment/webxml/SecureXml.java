// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.FactoryConfigurationError;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.DocumentType;
import org.w3c.dom.Element;
import org.w3c.dom.Entity;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads XML that may carry a DOCTYPE, as every web.xml before Servlet 2.4 does, without ever
 * resolving an external entity.
 */
public final class SecureXml {
  /** The JDK's own parser: an application may carry an ancient one that knows no safety switch. */
  private static final String JDK_PARSER =
      "com.sun.org.apache.xerces.internal.jaxp.DocumentBuilderFactoryImpl";

  /** A parameter entity that is outside of the document, by its name. */
  private static final Pattern PARAMETER_ENTITY =
      Pattern.compile("<!ENTITY\\s+%\\s+(\\S+)\\s+(?:SYSTEM|PUBLIC)\\s");

  private SecureXml() {}

  /**
   * The root of a document, whose nodes are namespace-aware.
   *
   * @throws IOException if it is no XML
   */
  public static Element parse(InputStream xml) throws IOException {
    try {
      DocumentBuilder builder = factory().newDocumentBuilder();
      builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
      // Throws at fatal errors alone; without it the JDK prints them to the console, too.
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(xml).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("web.xml is no XML as it should be: " + e.getMessage(), e);
    }
  }

  private static DocumentBuilderFactory factory() throws ParserConfigurationException {
    DocumentBuilderFactory factory;
    try {
      factory = DocumentBuilderFactory.newInstance(JDK_PARSER, null);
    } catch (FactoryConfigurationError e) {
      factory = DocumentBuilderFactory.newInstance(); // a JDK that names its parser otherwise
    }
    factory.setNamespaceAware(true);
    factory.setXIncludeAware(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory;
  }

  /** The public and the system identifier of the document's DTD; empty where it has none. */
  static String dtd(Element root) {
    DocumentType type = root.getOwnerDocument().getDoctype();
    return type == null ? "" : type.getPublicId() + " " + type.getSystemId();
  }

  /**
   * Where external entities are that the document declares, or that its own DTD may. The DTDs of
   * the specifications declare none.
   */
  static List<String> externalEntities(Element root) {
    List<String> found = new ArrayList<>();
    DocumentType type = root.getOwnerDocument().getDoctype();
    if (type == null) {
      return found;
    }
    String publicId = String.valueOf(type.getPublicId());
    if (type.getSystemId() != null && !publicId.startsWith("-//Sun Microsystems, Inc.//DTD Web")) {
      found.add(type.getSystemId());
    }
    NamedNodeMap entities = type.getEntities();
    for (int i = 0; i < entities.getLength(); i++) {
      Entity entity = (Entity) entities.item(i);
      if (entity.getSystemId() != null) {
        found.add(entity.getSystemId());
      }
    }
    Matcher parameter = PARAMETER_ENTITY.matcher(String.valueOf(type.getInternalSubset()));
    while (parameter.find()) {
      found.add(parameter.group(1)); // DOM lists none of these
    }
    return found;
  }

  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && name.equals(node.getLocalName())) {
        found.add((Element) node);
      }
    }
    return found;
  }

  /** The trimmed texts of all children of this name. */
  static List<String> texts(Element parent, String name) {
    List<String> found = new ArrayList<>();
    for (Element child : children(parent, name)) {
      found.add(child.getTextContent().trim());
    }
    return found;
  }

  static @Nullable String text(Element parent, String name) {
    List<String> found = texts(parent, name);
    return found.isEmpty() ? null : found.get(0);
  }
}
