// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.ServletEntry;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a servlet's class what it answers and what it says of itself. Nothing of the class is
 * run. What cannot be loaded stays undocumented; the lock does not depend on it. Not thread-safe.
 */
final class ServletReader {
  private static final Logger LOGGER = Logger.getLogger(ServletReader.class.getName());

  /** What HttpServlet dispatches to, and doPatch, to which many servlets dispatch themselves. */
  private static final String[] SHOWN = {"Get", "Post", "Put", "Delete", "Patch"};

  /** Shown only with an @Operation: HttpServlet answers these by itself as well. */
  private static final String[] SHOWN_IF_ANNOTATED = {"Head", "Options", "Trace"};

  private final ServletClasses classes;
  private final AnnotationSource annotations;
  private final Schemas schemas;

  ServletReader(ClassLoader loader, AnnotationSource annotations, Schemas schemas) {
    this.classes = new ServletClasses(loader);
    this.annotations = annotations;
    this.schemas = schemas;
  }

  /** The servlet, or null where there is nothing to show. */
  @Nullable DocumentedServlet read(ServletEntry entry) {
    Class<?> type = classes.load(entry);
    if (type == null || !HttpServlet.class.isAssignableFrom(type)) {
      return null;
    }
    ClassWords words = classWords(type);
    if (words.isHidden()) {
      return null;
    }
    Map<String, OperationWords> methods = methods(type);
    boolean annotated = words.isAnnotated();
    for (OperationWords method : methods.values()) {
      annotated |= method.isAnnotated();
    }
    if (!annotated && ServletClasses.isForeign(type)) {
      return null;
    }
    List<DocumentedOperation> operations = new ArrayList<>();
    methods.forEach(
        (method, said) -> {
          if (!said.isHidden()) {
            operations.add(new DocumentedOperation(method, said));
          }
        });
    return new DocumentedServlet(entry, words, annotated, operations);
  }

  /** The nearest class that says something; subclasses add tags, they do not lose them. */
  private ClassWords classWords(Class<?> type) {
    for (Class<?> c = type; c != null && c != HttpServlet.class; c = c.getSuperclass()) {
      try {
        ClassWords words = annotations.ofClass(c, schemas);
        if (words.isAnnotated()) {
          return words;
        }
      } catch (LinkageError | TypeNotPresentException | ArrayStoreException e) {
        // An annotation that names a missing class: ArrayStoreException up to Java 10.
        warn(c.getName(), e);
      }
    }
    return ClassWords.NONE;
  }

  /** Words by HTTP method, in the order of the documentation. */
  private Map<String, OperationWords> methods(Class<?> type) {
    Map<String, OperationWords> found = new LinkedHashMap<>();
    for (String name : SHOWN) {
      OperationWords words = declared(type, "do" + name);
      if (words != null) {
        found.put(upper(name), words);
      }
    }
    for (String name : SHOWN_IF_ANNOTATED) {
      OperationWords words = declared(type, "do" + name);
      if (words != null && words.isAnnotated()) {
        found.put(upper(name), words);
      }
    }
    OperationWords service = declared(type, "service");
    if (service != null) {
      for (String method : service.method().split(",", -1)) {
        if (isHttpMethod(method.trim())) {
          found.putIfAbsent(method.trim(), service);
        }
      }
    }
    return found;
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static boolean isHttpMethod(String method) {
    for (String name : SHOWN) {
      if (upper(name).equals(method)) {
        return true;
      }
    }
    for (String name : SHOWN_IF_ANNOTATED) {
      if (upper(name).equals(method)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The words of a method that the application declares, or null where it declares none. An
   * overriding method without words has those of the method that it overrides.
   */
  private @Nullable OperationWords declared(Class<?> type, String name) {
    OperationWords words = null;
    boolean deprecated = false;
    for (Class<?> c = type;
        c != HttpServlet.class && c != null && !ServletClasses.isForeign(c);
        c = c.getSuperclass()) {
      try {
        Method method =
            c.getDeclaredMethod(name, HttpServletRequest.class, HttpServletResponse.class);
        if (method.isSynthetic() || method.getReturnType() != void.class) {
          continue;
        }
        boolean first = words == null;
        words = OperationWords.NONE; // it is there, whatever its annotations do
        deprecated |= first && method.isAnnotationPresent(Deprecated.class);
        OperationWords said = annotations.ofMethod(method, schemas);
        if (said.isAnnotated()) {
          return deprecated ? said.deprecated() : said;
        }
      } catch (NoSuchMethodException e) {
        // A superclass may declare it.
      } catch (LinkageError | TypeNotPresentException | ArrayStoreException e) {
        warn(c.getName() + "." + name, e);
      }
    }
    return words != null && deprecated ? words.deprecated() : words;
  }

  private static void warn(String what, Throwable reason) {
    LOGGER.log(
        Level.WARNING,
        "{0}: annotations cannot be read, the document goes without them ({1})",
        new Object[] {what, reason.getClass().getName()});
    LOGGER.log(Level.FINE, what, reason);
  }
}
