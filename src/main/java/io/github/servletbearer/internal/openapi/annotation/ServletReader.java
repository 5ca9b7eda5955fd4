// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.deployment.KnownServlet;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.Superclasses;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.openapi.classfile.ClassHeaders;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.ServletClasses;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the methods and annotations of a servlet from its class file. What cannot be read stays
 * undocumented; its security does not depend on it. Not thread-safe.
 */
public final class ServletReader {
  // Whole names, which a build that moves the API to another package can rewrite.
  private static final String REQUEST = "javax.servlet.http.HttpServletRequest";
  private static final String RESPONSE = "javax.servlet.http.HttpServletResponse";
  private static final String DESCRIPTOR =
      "(L" + REQUEST.replace('.', '/') + ";L" + RESPONSE.replace('.', '/') + ";)V";
  private static final String ANY_PROTOCOL =
      DESCRIPTOR.replace("/http/HttpServlet", "/Servlet"); // of the Servlet interface
  private static final String SERVICE = "service";

  /** What HttpServlet dispatches to, and doPatch, to which many servlets dispatch themselves. */
  private static final List<String> SHOWN =
      Collections.unmodifiableList(Arrays.asList("Get", "Post", "Put", "Delete", "Patch"));

  /** HttpServlet answers the others by itself as well: they are shown with an @Operation only. */
  private static final List<String> ALL =
      Collections.unmodifiableList(
          Arrays.asList("Get", "Post", "Put", "Delete", "Patch", "Head", "Options", "Trace"));

  private static final List<String> NONE = Collections.emptyList();

  /** What is shown where nothing tells the methods. */
  private static final List<String> ASSUMED =
      Collections.unmodifiableList(Arrays.asList("GET", "POST"));

  private final ClassIndex index;
  private final SwaggerAnnotations annotations;

  public ServletReader(ClassIndex index, SwaggerAnnotations annotations) {
    this.index = index;
    this.annotations = annotations;
  }

  /**
   * The servlet, or null where there is nothing to show.
   *
   * @param type its class, or null where it is unknown, a JSP's or cannot be read
   */
  public @Nullable DocumentedServlet read(ServletEntry entry, @Nullable ClassInfo type) {
    String className = entry.className();
    if (className == null || ServletClasses.isOfJsps(className)) {
      return undescribed(entry, Unknown.JSP);
    }
    boolean foreign = ServletClasses.isForeign(className);
    KnownServlet known =
        KnownServlet.of(className, foreign ? Superclasses.UNKNOWN : index.superclasses());
    if (type == null) {
      return known != null
          ? undescribed(entry, Unknown.behindServlet(known.product()))
          : foreign ? null : undescribed(entry, Unknown.CLASS);
    }
    return read(entry, index.lineage(type), known);
  }

  /** A filter that serves content of its own, as if it were a servlet. */
  public static DocumentedServlet ofFilter(OtherFilter filter) {
    ServletEntry entry =
        new ServletEntry(
            filter.name(),
            filter.entry().className(),
            filter.servedPatterns(),
            Collections.emptyMap());
    return undescribed(entry, Unknown.behindFilter(filter.servedBy()));
  }

  private static DocumentedServlet undescribed(ServletEntry entry, Unknown unknown) {
    return new DocumentedServlet(
        entry,
        OperationAnnotations.NONE,
        false,
        operations(assumed(OperationAnnotations.NONE)),
        unknown);
  }

  private static Map<String, OperationAnnotations> assumed(OperationAnnotations annotations) {
    Map<String, OperationAnnotations> methods = new LinkedHashMap<>();
    ASSUMED.forEach(method -> methods.put(method, annotations));
    return methods;
  }

  private @Nullable DocumentedServlet read(
      ServletEntry entry, List<ClassInfo> lineage, @Nullable KnownServlet known) {
    OperationAnnotations declared = classAnnotations(lineage);
    if (declared.isHidden()) {
      return null;
    }
    Map<String, OperationAnnotations> methods = methods(lineage);
    OperationAnnotations service = declared(lineage, SERVICE);
    Unknown unknown = unknown(lineage, methods, known);
    if (unknown != Unknown.NOTHING) {
      methods = assumed(service == null ? OperationAnnotations.NONE : service);
    }
    boolean annotated =
        declared.isAnnotated()
            || methods.values().stream().anyMatch(OperationAnnotations::isAnnotated);
    methods.values().removeIf(OperationAnnotations::isHidden);
    return new DocumentedServlet(entry, declared, annotated, operations(methods), unknown);
  }

  private static List<DocumentedOperation> operations(Map<String, OperationAnnotations> methods) {
    List<DocumentedOperation> operations = new ArrayList<>();
    methods.forEach(
        (method, annotations) -> operations.add(new DocumentedOperation(method, annotations)));
    return operations;
  }

  private Unknown unknown(
      List<ClassInfo> lineage,
      Map<String, OperationAnnotations> methods,
      @Nullable KnownServlet known) {
    boolean annotated = methods.values().stream().anyMatch(OperationAnnotations::isAnnotated);
    if (known != null && !annotated) {
      return Unknown.behindServlet(known.product());
    }
    if (!methods.isEmpty()) {
      return Unknown.NOTHING;
    }
    String end = lineage.get(lineage.size() - 1).superclass();
    boolean byInterface = end.equals("java.lang.Object"); // as a default method
    if (declares(lineage, SERVICE) || byInterface) {
      return Unknown.METHODS;
    }
    // HttpServlet refuses every method that no class overrides.
    boolean whole = ClassHeaders.isOfThePlatform(end);
    return whole ? Unknown.NOTHING : Unknown.INHERITED;
  }

  /** Whether the servlet is one for HTTP, or has an unknown superclass. */
  private static boolean mayBeHttp(List<ClassInfo> lineage) {
    String end = lineage.get(lineage.size() - 1).superclass();
    return end.equals("javax.servlet.http.HttpServlet") || !ClassHeaders.isOfThePlatform(end);
  }

  /** Whether doPatch is called: HttpServlet of javax answers 501, unless service is overridden. */
  private static boolean callsPatch(List<ClassInfo> lineage) {
    String end = lineage.get(lineage.size() - 1).superclass();
    return declares(lineage, SERVICE) || !end.startsWith("javax.");
  }

  /** The annotations of the nearest class that has any. */
  private OperationAnnotations classAnnotations(List<ClassInfo> lineage) {
    for (ClassInfo type : lineage) {
      OperationAnnotations declared = annotations.ofClass(type);
      if (declared.isAnnotated()) {
        return declared;
      }
    }
    return OperationAnnotations.NONE;
  }

  /** Annotations by HTTP method, in the order of the documentation. */
  private Map<String, OperationAnnotations> methods(List<ClassInfo> lineage) {
    Map<String, OperationAnnotations> found = new LinkedHashMap<>();
    for (String name : mayBeHttp(lineage) ? ALL : NONE) {
      OperationAnnotations declared = declared(lineage, "do" + name);
      boolean shown = declared != null && (SHOWN.contains(name) || declared.isAnnotated());
      if (shown && (!name.equals("Patch") || callsPatch(lineage))) {
        found.put(name.toUpperCase(Locale.ROOT), declared);
      }
    }
    OperationAnnotations service = declared(lineage, SERVICE);
    if (service != null) {
      for (String method : service.method().split(",", -1)) {
        if (isHttpMethod(method.trim())) {
          found.putIfAbsent(method.trim(), service);
        }
      }
    }
    return found;
  }

  private static boolean isHttpMethod(String method) {
    return ALL.stream().anyMatch(name -> name.toUpperCase(Locale.ROOT).equals(method));
  }

  /**
   * The annotations of a method that the application declares, or null where it declares none. An
   * overriding method without any has those of the method that it overrides, of a superclass before
   * an interface.
   */
  private @Nullable OperationAnnotations declared(List<ClassInfo> lineage, String name) {
    if (!declares(lineage, name)) {
      return null;
    }
    List<ClassInfo> all = new ArrayList<>(lineage);
    all.addAll(index.interfaces(lineage));
    boolean deprecated = false;
    boolean first = true;
    for (ClassInfo type : all) {
      for (ClassInfo.Member method : type.methods()) {
        if (isHttp(method, name)) {
          deprecated |= first && method.annotationOfClass("java.lang.Deprecated") != null;
          first = false;
          OperationAnnotations declared = annotations.ofMethod(method);
          if (declared.isAnnotated()) {
            return deprecated ? declared.deprecated() : declared;
          }
        }
      }
    }
    return deprecated ? OperationAnnotations.NONE.deprecated() : OperationAnnotations.NONE;
  }

  private static boolean declares(List<ClassInfo> lineage, String name) {
    for (ClassInfo type : lineage) {
      for (ClassInfo.Member method : type.methods()) {
        if (isHttp(method, name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the method is the one of that name that HttpServlet, or a container, calls. */
  private static boolean isHttp(ClassInfo.Member method, String name) {
    return method.name().equals(name)
        && (method.descriptor().equals(DESCRIPTOR)
            || name.equals(SERVICE) && method.descriptor().equals(ANY_PROTOCOL))
        && !method.isSynthetic()
        && !method.hasFlag(Modifier.STATIC | Modifier.PRIVATE);
  }
}
