// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.deployment.Dispatcher;
import io.github.servletbearer.internal.deployment.WebXml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where an application hands requests on by itself, as far as its files tell: calls in class files,
 * tags in JSPs. Which path a call leads to cannot be known without running it. Not thread-safe.
 */
final class Dispatches {
  private static final String OURS = "io/github/servletbearer/";
  private static final String SERVLET_API = "javax/servlet/";

  private static final Map<String, Dispatcher> CALLS = calls();
  private static final Map<String, Dispatcher> TAGS = tags();

  private final Map<Dispatcher, String> firsts = new EnumMap<>(Dispatcher.class);
  private final SortedSet<String> pages = new TreeSet<>();
  private final SortedSet<String> declaredElsewhere = new TreeSet<>();
  private @Nullable String firstAsking = null;

  private Dispatches() {}

  private static Map<String, Dispatcher> calls() {
    Map<String, Dispatcher> calls = new HashMap<>();
    calls.put(SERVLET_API + "RequestDispatcher.forward", Dispatcher.FORWARD);
    calls.put(SERVLET_API + "RequestDispatcher.include", Dispatcher.INCLUDE);
    calls.put(SERVLET_API + "jsp/PageContext.forward", Dispatcher.FORWARD);
    calls.put(SERVLET_API + "jsp/PageContext.include", Dispatcher.INCLUDE);
    calls.put(SERVLET_API + "AsyncContext.dispatch", Dispatcher.ASYNC);
    return Collections.unmodifiableMap(calls);
  }

  private static Map<String, Dispatcher> tags() {
    Map<String, Dispatcher> tags = new HashMap<>();
    tags.put("<jsp:forward", Dispatcher.FORWARD);
    tags.put("<jsp:include", Dispatcher.INCLUDE);
    tags.put("<c:import", Dispatcher.INCLUDE);
    return Collections.unmodifiableMap(tags);
  }

  /** Reads every class and page of the application and of its libraries, but not ours. */
  static Dispatches of(WebArchive archive) throws IOException {
    Dispatches dispatches = new Dispatches();
    archive.forEachOwnFile(dispatches::visit);
    archive.forEachLibraryFile(dispatches::visitLibrary);
    String asking = dispatches.firstAsking;
    if (asking != null
        && !dispatches.firsts.containsKey(Dispatcher.FORWARD)
        && !dispatches.firsts.containsKey(Dispatcher.INCLUDE)) {
      // Somebody gets a dispatcher, and nobody is seen to use it.
      dispatches.firsts.put(Dispatcher.FORWARD, asking);
      dispatches.firsts.put(Dispatcher.INCLUDE, asking);
    }
    return dispatches;
  }

  private void visit(String name, InputStream content) throws IOException {
    if (name.startsWith("WEB-INF/classes/") && name.endsWith(".class")) {
      visitClass(name.substring("WEB-INF/classes/".length()), content);
    } else if (name.matches(".*\\.(jsp[fx]?|tagx?|tagf)")) {
      visitPage(name, content);
    }
    if (!name.startsWith("WEB-INF/") && !name.startsWith("META-INF/")) {
      pages.add("/" + name);
    }
  }

  private void visitLibrary(String name, InputStream content) throws IOException {
    if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
      visitClass(name, content);
    } else if (name.equals("META-INF/web-fragment.xml")) {
      declaredElsewhere.add("a META-INF/web-fragment.xml in WEB-INF/lib");
    }
  }

  private void visitClass(String name, InputStream content) throws IOException {
    if (name.startsWith(OURS) || name.endsWith("module-info.class")) {
      return;
    }
    String className = name.substring(0, name.length() - ".class".length()).replace('/', '.');
    ConstantPool constants;
    try {
      constants = ConstantPool.read(content);
    } catch (IOException e) {
      throw new IOException(className + " is no class file", e);
    }
    for (String method : constants.methods()) {
      Dispatcher type = CALLS.get(method);
      if (type != null) {
        firsts.putIfAbsent(type, className + " calls " + shortName(method));
      }
      boolean asks =
          method.startsWith(SERVLET_API)
              && (method.endsWith(".getRequestDispatcher")
                  || method.endsWith(".getNamedDispatcher"));
      if (asks && firstAsking == null) {
        firstAsking = className + " calls " + shortName(method);
      }
    }
    if (constants.hasText("Ljavax/servlet/annotation/WebServlet;")
        || constants.hasText("Ljavax/servlet/annotation/WebFilter;")) {
      declaredElsewhere.add(className);
    }
  }

  private static String shortName(String method) {
    return method.substring(method.lastIndexOf('/') + 1);
  }

  private void visitPage(String name, InputStream content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      bytes.write(buffer, 0, read);
    }
    String text = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
    TAGS.forEach(
        (tag, type) -> {
          if (text.contains(tag)) {
            firsts.putIfAbsent(type, "/" + name + " has " + tag + ">");
          }
        });
  }

  /** The kinds of dispatch that happen, each with the first place where one does. */
  Map<Dispatcher, String> firsts() {
    return Collections.unmodifiableMap(firsts);
  }

  /** The files that are welcome files of their folders. */
  List<String> welcomePages(WebXml webXml) {
    List<String> found = new ArrayList<>();
    for (String page : pages) {
      if (webXml.welcomeFiles().contains(page.substring(page.lastIndexOf('/') + 1))) {
        found.add(page);
      }
    }
    return found;
  }

  /** Classes and fragments by which the container may register more than web.xml says. */
  SortedSet<String> declaredElsewhere() {
    return Collections.unmodifiableSortedSet(declaredElsewhere);
  }
}
