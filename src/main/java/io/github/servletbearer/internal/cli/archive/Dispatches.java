// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.openapi.classfile.ClassReferences;
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
 * Where an application hands requests on by itself, as far as its files show: calls in class files,
 * tags in JSPs. Which path a call leads to cannot be known without running it. Not thread-safe.
 */
public final class Dispatches {
  private static final String SERVLET_API = "javax/servlet/";
  private static final String GET_DISPATCHER = "getRequestDispatcher";
  private static final String NAMED = "getNamedDispatcher";

  private static final Map<String, Dispatcher> CALLS = calls();
  private static final Map<String, Dispatcher> TAGS = tags();

  private final Map<Dispatcher, String> firsts = new EnumMap<>(Dispatcher.class);
  private final SortedSet<String> pages = new TreeSet<>();
  private @Nullable String firstGetting = null;
  private @Nullable String firstNamed = null;

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

  /** Looks at one class, whose name is written with dots. */
  void visitClass(String className, ClassReferences references) {
    for (String method : references.methods()) {
      Dispatcher type = CALLS.get(method);
      if (type != null) {
        firsts.putIfAbsent(type, className + " calls " + shortName(method));
      }
      boolean ofTheApi = method.startsWith(SERVLET_API);
      boolean named = ofTheApi && method.endsWith("." + NAMED);
      boolean gets = named || ofTheApi && method.endsWith("." + GET_DISPATCHER);
      if (gets && firstGetting == null) {
        firstGetting = className + " calls " + shortName(method);
      }
      if (named && firstNamed == null) {
        firstNamed = className + " calls " + shortName(method);
      }
    }
  }

  private static String shortName(String method) {
    return method.substring(method.lastIndexOf('/') + 1);
  }

  /** Looks at a file of the application that is no class: a page, or what may be served as one. */
  void visitFile(String name, InputStream content) throws IOException {
    if (name.matches(".*\\.(jsp[fx]?|tagx?|tagf)")) {
      visitPage(name, content);
    }
    if (!name.startsWith("WEB-INF/") && !name.startsWith("META-INF/")) {
      pages.add("/" + name);
    }
  }

  private void visitPage(String name, InputStream content) throws IOException {
    String text = new String(Streams.readAll(content), StandardCharsets.ISO_8859_1);
    if (text.contains(NAMED)) {
      firstNamed = firstNamed == null ? "/" + name + " has " + NAMED : firstNamed;
    }
    if (text.contains(GET_DISPATCHER)) {
      firstGetting = firstGetting == null ? "/" + name + " has " + GET_DISPATCHER : firstGetting;
    }
    TAGS.forEach(
        (tag, type) -> {
          if (text.contains(tag)) {
            firsts.putIfAbsent(type, "/" + name + " has " + tag + ">");
          }
        });
  }

  /** The kinds of dispatch that happen, each with the first place where one does. */
  public Map<Dispatcher, String> firsts() {
    Map<Dispatcher, String> found = new EnumMap<>(Dispatcher.class);
    if (firstGetting != null
        && !firsts.containsKey(Dispatcher.FORWARD)
        && !firsts.containsKey(Dispatcher.INCLUDE)) {
      // A dispatcher is taken, and its use is not seen.
      found.put(Dispatcher.FORWARD, firstGetting);
      found.put(Dispatcher.INCLUDE, firstGetting);
    }
    found.putAll(firsts);
    return Collections.unmodifiableMap(found);
  }

  /** The first place where a servlet is called by its name, or null. */
  public @Nullable String firstNamed() {
    return firstNamed;
  }

  /** The files that are welcome files of their folders. */
  public List<String> welcomePages(WebXml webXml) {
    List<String> found = new ArrayList<>();
    for (String page : pages) {
      if (webXml.welcomeFiles().contains(page.substring(page.lastIndexOf('/') + 1))) {
        found.add(page);
      }
    }
    return found;
  }
}
