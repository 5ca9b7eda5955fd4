// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The versions of web.xml, and whether a text is valid in one, by Tomcat's own DTDs and schemas.
 */
final class Descriptors {
  private static final Path JAR =
      Path.of(System.getProperty("tomcat9.home")).resolve("lib/servlet-api.jar");
  private static final String FOLDER = "javax/servlet/resources/";

  static final List<String> VERSIONS = List.of("2.3", "2.4", "2.5", "3.0", "3.1", "4.0");

  private Descriptors() {}

  /** What stands before and behind the content of a web.xml of this version. */
  static String app(String version, String content) {
    String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if (version.equals("2.3")) {
      return head
          + "<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\""
          + " \"http://java.sun.com/dtd/web-app_2_3.dtd\">\n<web-app>\n"
          + content
          + "</web-app>\n";
    }
    return head
        + "<web-app xmlns=\""
        + namespace(version)
        + "\" version=\""
        + version
        + "\">\n"
        + content
        + "</web-app>\n";
  }

  private static String namespace(String version) {
    return switch (version) {
      case "2.4" -> "http://java.sun.com/xml/ns/j2ee";
      case "2.5", "3.0" -> "http://java.sun.com/xml/ns/javaee";
      default -> "http://xmlns.jcp.org/xml/ns/javaee";
    };
  }

  /** The text with the block that locks these patterns. */
  static String withBlock(String xml, String... locked) throws Exception {
    byte[] file = xml.getBytes(StandardCharsets.UTF_8);
    return new String(WebXmlEdit.add(file, block(file, locked)), StandardCharsets.UTF_8);
  }

  static Block block(byte[] file, String... locked) throws Exception {
    WebXml webXml = WebXml.parse(new ByteArrayInputStream(file));
    return Block.of(webXml, List.of(), List.of(locked));
  }

  /** Throws where the text is not valid in this version. */
  static void requireValid(String version, String xml) throws Exception {
    if (version.equals("2.3")) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setValidating(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setEntityResolver((publicId, systemId) -> new InputSource(resource(systemId)));
      builder.setErrorHandler(STRICT);
      builder.parse(new InputSource(new StringReader(xml)));
      return;
    }
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setResourceResolver((type, ns, publicId, systemId, base) -> input(systemId));
    String name = "web-app_" + version.replace('.', '_') + ".xsd";
    StreamSource schema = new StreamSource(resource(name), "file:///" + name);
    factory.newSchema(schema).newValidator().validate(new StreamSource(new StringReader(xml)));
  }

  private static final ErrorHandler STRICT =
      new ErrorHandler() {
        @Override
        public void warning(SAXParseException e) throws SAXException {
          throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
          throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
          throw e;
        }
      };

  private static LSInput input(String systemId) {
    try {
      DOMImplementationLS ls =
          (DOMImplementationLS)
              DOMImplementationRegistry.newInstance().getDOMImplementation("LS 3.0");
      LSInput input = ls.createLSInput();
      input.setSystemId("file:///" + systemId.substring(systemId.lastIndexOf('/') + 1));
      input.setByteStream(resource(systemId));
      return input;
    } catch (ReflectiveOperationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static InputStream resource(String systemId) throws IOException {
    String name = FOLDER + systemId.substring(systemId.lastIndexOf('/') + 1);
    try (JarFile jar = new JarFile(JAR.toFile());
        InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new ByteArrayInputStream(in.readAllBytes());
    }
  }
}
