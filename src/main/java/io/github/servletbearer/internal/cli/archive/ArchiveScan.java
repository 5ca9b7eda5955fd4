// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.deployment.WebSocketEndpoint;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.openapi.annotation.AnnotatedComponents;
import io.github.servletbearer.internal.openapi.annotation.AnnotatedEndpoints;
import io.github.servletbearer.internal.openapi.annotation.RestApplications;
import io.github.servletbearer.internal.openapi.classfile.ClassReferences;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All class files, pages and descriptors of an application, read once: what they declare beside
 * web.xml, what they dispatch, and what they may register unseen. Not thread-safe.
 */
public final class ArchiveScan {
  private static final String OURS = "io/github/servletbearer/";
  private static final String CLASSES = "WEB-INF/classes/";
  private static final String VERSIONS = "META-INF/versions/";
  private static final String FRAGMENT = "META-INF/web-fragment.xml";

  private final Dispatches dispatches = new Dispatches();
  private final Registrars registrars = new Registrars();
  private final AnnotatedComponents own = new AnnotatedComponents();
  private final RestApplications applications = new RestApplications();
  private final List<WebSocketEndpoint> webSockets = new ArrayList<>();
  private final Map<String, Library> libraries = new TreeMap<>();

  /** What a library declares. */
  private static final class Library {
    private final AnnotatedComponents annotated = new AnnotatedComponents();
    private @Nullable WebXml fragment = null;

    private @Nullable String name() {
      return fragment == null ? null : fragment.fragmentName();
    }
  }

  private @Nullable String broken = null;

  private ArchiveScan() {}

  /**
   * Reads every class and page of the application and of its libraries, but not those of Servlet
   * Bearer.
   *
   * @throws IOException if one of them cannot be read
   */
  public static ArchiveScan of(WebArchive archive) throws IOException {
    ArchiveScan scan = new ArchiveScan();
    archive.forEachOwnFile(scan::visit);
    archive.forEachLibraryFile(scan::visitLibrary);
    return scan;
  }

  private void visit(String name, InputStream content) throws IOException {
    if (name.startsWith(CLASSES) && name.endsWith(".class")) {
      visitClass(name.substring(CLASSES.length()), "", content, own);
    } else {
      dispatches.visitFile(name, content);
    }
  }

  private void visitLibrary(Path file, String name, InputStream content) throws IOException {
    String jar = String.valueOf(file.getFileName());
    Library library = libraries.computeIfAbsent(jar, key -> new Library());
    String classFile = ofAnyVersion(name);
    if (classFile.endsWith(".class") && !classFile.startsWith("META-INF/")) {
      visitClass(classFile, jar, content, library.annotated);
    } else if (name.equals(RestApplications.SERVICES)) {
      applications.readServices(new String(Streams.readAll(content), StandardCharsets.ISO_8859_1));
    } else if (name.equals(FRAGMENT)) {
      try {
        library.fragment = WebXml.parseFragment(new ByteArrayInputStream(Streams.readAll(content)));
      } catch (IOException e) {
        throw new IOException(FRAGMENT + " of " + jar + ": " + e.getMessage(), e);
      }
    }
  }

  /** The name without the folder for later JVMs, of which one may run the application (JEP 238). */
  private static String ofAnyVersion(String name) {
    int end = name.startsWith(VERSIONS) ? name.indexOf('/', VERSIONS.length()) : -1;
    return end < 0 ? name : name.substring(end + 1);
  }

  private void visitClass(
      String name, String jar, InputStream content, AnnotatedComponents annotated)
      throws IOException {
    if (name.startsWith(OURS) || name.endsWith("module-info.class")) {
      return;
    }
    String className = name.substring(0, name.length() - ".class".length()).replace('/', '.');
    byte[] file = Streams.readAll(content);
    try {
      ClassReferences references = ClassReferences.read(file);
      dispatches.visitClass(className, references);
      registrars.visit(className, jar, references);
      annotated.read(file);
      applications.readClass(file);
      WebSocketEndpoint endpoint = AnnotatedEndpoints.read(file);
      if (endpoint != null) {
        webSockets.add(endpoint);
      }
    } catch (IOException e) {
      broken = broken == null ? className : broken;
    }
  }

  /** A file that should be a class and is none, or null. */
  public @Nullable String broken() {
    return broken;
  }

  /** The WebSocket endpoints that classes declare by annotation (JSR 356 4.1). */
  public List<WebSocketEndpoint> webSockets() {
    return Collections.unmodifiableList(webSockets);
  }

  /** Where requests are handed on. */
  public Dispatches dispatches() {
    return dispatches;
  }

  /** The application's web.xml with what annotations and fragments add to it. */
  public WebXml complete(WebXml webXml) {
    WebXml declared = webXml.isComplete() ? webXml : withFragments(webXml);
    return declared.with(Collections.singletonList(applications.beside(declared)));
  }

  private WebXml withFragments(WebXml webXml) {
    List<WebXml> more = new ArrayList<>();
    more.add(own.webXml());
    for (Library library : libraries.values()) {
      if (!webXml.excludes(library.name())) {
        boolean complete = library.fragment != null && library.fragment.isComplete();
        if (library.fragment != null) {
          more.add(library.fragment);
        }
        if (!complete) {
          more.add(library.annotated.webXml());
        }
      }
    }
    return webXml.with(more);
  }

  /**
   * What may add servlets, filters, mappings or WebSockets and cannot be followed, in words.
   *
   * @param complete web.xml with all that is known
   */
  public List<String> unknown(WebXml complete) {
    List<String> unknown = new ArrayList<>();
    for (String entity : complete.externalEntities()) {
      unknown.add("the external entity " + entity + " of a descriptor is not read");
    }
    Set<String> silent = new HashSet<>();
    if (complete.listeners().isEmpty()) { // then initializers alone could call a library's classes
      libraries.forEach(
          (jar, library) -> {
            if (complete.excludes(library.name())) {
              silent.add(jar);
            }
          });
    }
    unknown.addAll(registrars.found(silent));
    return unknown;
  }
}
