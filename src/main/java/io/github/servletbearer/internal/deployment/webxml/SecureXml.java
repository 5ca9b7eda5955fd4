// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UnsupportedEncodingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.FactoryConfigurationError;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * An XML document that may carry a DOCTYPE, as every web.xml before Servlet 2.4 does, read without
 * ever resolving an external entity. Does not change once it is read.
 */
public final class SecureXml {
  /** The JDK's own parser: an application may carry an ancient one that knows no safety switch. */
  private static final String JDK_PARSER =
      "com.sun.org.apache.xerces.internal.jaxp.SAXParserFactoryImpl";

  private static final String NO_XML = "web.xml is no XML as it should be: ";

  /** Elements in elements; descriptors have six. */
  private static final int MAX_DEPTH = 100;

  private final XmlElement root;
  private final String dtd;
  private final List<String> externalEntities;

  private SecureXml(XmlElement root, Handler handler) {
    this.root = root;
    this.dtd = handler.dtd;
    this.externalEntities = Collections.unmodifiableList(handler.externalEntities);
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is no XML
   */
  public static SecureXml parse(InputStream xml) throws IOException {
    Handler handler = new Handler();
    try {
      SAXParser parser = factory().newSAXParser();
      parser.setProperty("http://xml.org/sax/properties/lexical-handler", handler);
      parser.setProperty("http://xml.org/sax/properties/declaration-handler", handler);
      parser.parse(xml, handler);
    } catch (SAXParseException e) {
      String place = " (line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ")";
      throw new IOException(NO_XML + e.getMessage() + place, e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(NO_XML + e.getMessage(), e);
    } catch (UnsupportedEncodingException e) {
      throw new IOException(NO_XML + "its encoding " + e.getMessage() + " is unknown", e);
    }
    return new SecureXml(Objects.requireNonNull(handler.root), handler); // XML has an element
  }

  private static SAXParserFactory factory() throws ParserConfigurationException, SAXException {
    SAXParserFactory factory;
    try {
      factory = SAXParserFactory.newInstance(JDK_PARSER, null);
    } catch (FactoryConfigurationError e) {
      factory = SAXParserFactory.newInstance(); // a JDK that names its parser otherwise
    }
    factory.setNamespaceAware(true);
    factory.setXIncludeAware(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    // Messages name an entity as it is written, not below the folder where Java was started.
    factory.setFeature("http://xml.org/sax/features/resolve-dtd-uris", false);
    return factory;
  }

  public XmlElement root() {
    return root;
  }

  /** The public and the system identifier of the document's DTD; empty where it has none. */
  String dtd() {
    return dtd;
  }

  /**
   * Where external entities are that the document declares, or that its own DTD may. The DTDs of
   * the specifications declare none.
   */
  List<String> externalEntities() {
    return externalEntities;
  }

  /** Collects the elements; it throws at fatal errors alone. */
  private static final class Handler extends DefaultHandler2 {
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private final List<String> externalEntities = new ArrayList<>();
    private @Nullable XmlElement root;
    private String dtd = "";

    @Override
    public void startElement(
        String namespace, String localName, String qualifiedName, Attributes attributes)
        throws SAXException {
      addText();
      XmlElement element = new XmlElement(namespace, localName, qualifiedName, attributes);
      XmlElement parent = open.peek();
      if (parent == null) {
        root = element;
      } else {
        parent.add(element);
      }
      if (open.size() == MAX_DEPTH) {
        throw new SAXException("its elements are nested too deep");
      }
      open.push(element);
    }

    @Override
    public void endElement(String namespace, String localName, String qualifiedName) {
      addText();
      open.pop();
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      text.append(characters, start, length);
    }

    /** Texts are whole, though the parser hands them over in parts. */
    private void addText() {
      XmlElement parent = open.peek();
      if (parent != null && text.length() > 0) {
        parent.add(text.toString());
      }
      text.setLength(0);
    }

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) {
      dtd = publicId + " " + systemId;
      if (systemId != null
          && !String.valueOf(publicId).startsWith("-//Sun Microsystems, Inc.//DTD Web")) {
        externalEntities.add(systemId);
      }
    }

    @Override
    public void externalEntityDecl(String name, @Nullable String publicId, String systemId) {
      externalEntities.add(name.startsWith("%") ? name.substring(1) : systemId);
    }

    @Override
    public InputSource resolveEntity(
        @Nullable String name, @Nullable String publicId, @Nullable String base, String systemId) {
      return new InputSource(new StringReader(""));
    }
  }
}
