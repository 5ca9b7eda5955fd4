// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.InheritedMethod;
import io.github.servletbearer.internal.openapi.framework.ParameterSchemas;
import io.github.servletbearer.internal.openapi.framework.RequestDescription;
import io.github.servletbearer.internal.openapi.framework.Supertype;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request has, by the parameters of a method, of the locators before it, and by what is
 * injected into the resource class (JSR 339 3.2, 3.3.2). Not thread-safe.
 */
final class ResourceRequest {
  private static final List<String> PLACES = Arrays.asList("Path", "Query", "Header", "Cookie");

  /** Parameters that are no part of the request, by the simple names of their annotations. */
  private static final Set<String> INJECTED =
      new HashSet<>(
          Arrays.asList("Context", "Suspended", "Suspend", "Inject", "InjectParam", "Auth"));

  /** What takes a file of a form, or any other part of it. */
  private static final Pattern FILES =
      Pattern.compile(
          "byte\\[]|java\\.io\\.(InputStream|File)|.*[.$](FormDataBodyPart|Attachment|DataHandler)");

  /** Of one method, each counted once: beans may hold others, and so themselves. */
  private static final int MAX_BEANS = 100;

  private final ClassIndex index;
  private final ParameterSchemas schemas;
  private final RequestDescription described;
  private final Set<String> beans = new HashSet<>();
  private boolean isSuspended = false;

  ResourceRequest(ClassIndex index, ParameterSchemas schemas) {
    this(index, schemas, new RequestDescription());
  }

  private ResourceRequest(
      ClassIndex index, ParameterSchemas schemas, RequestDescription described) {
    this.index = index;
    this.schemas = schemas;
    this.described = described;
  }

  /**
   * The same, and what a method takes besides; of a locator's, the methods behind read the body.
   */
  ResourceRequest with(InheritedMethod method) {
    ResourceRequest more = new ResourceRequest(index, schemas, described.copy());
    List<ClassInfo.Parameter> annotated = method.annotated().parameters();
    for (int i = 0; i < annotated.size(); i++) {
      JavaType type = method.parameterType(i);
      if (!more.add(annotated.get(i), type) && !more.isInjected(annotated.get(i), type)) {
        more.described.body(type, false);
      }
    }
    return more;
  }

  private boolean isInjected(AnnotatedElement parameter, JavaType type) {
    boolean injected = false;
    isSuspended |= JaxRs.isNamed(type.name(), "sse.SseEventSink");
    for (AnnotationValues annotation : parameter.annotations()) {
      String simple = simpleName(annotation);
      injected |= INJECTED.contains(simple);
      isSuspended |= simple.startsWith("Suspend");
    }
    return injected;
  }

  private static String simpleName(AnnotationValues annotation) {
    String name = annotation.className();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Adds what is injected into fields, constructors and setters of a class. */
  void addInjected(List<Supertype> hierarchy) {
    ClassInfo.Member used = constructor(hierarchy);
    for (Supertype type : hierarchy) {
      for (ClassInfo.Member field : type.declaration().fields()) {
        add(field, type.resolve(field.type()));
      }
      for (ClassInfo.Member method : type.declaration().methods()) {
        for (ClassInfo.Parameter parameter : method.parameters()) {
          JavaType parameterType = type.resolve(parameter.type());
          if (method == used) {
            add(parameter, parameterType);
          } else if (method.name().startsWith("set") && method.parameters().size() == 1) {
            add(method, parameterType); // its annotation stands on the method
          }
        }
      }
    }
  }

  /** The public constructor with the most parameters (JSR 339 3.1.2), or null. */
  private static ClassInfo.@Nullable Member constructor(List<Supertype> hierarchy) {
    if (hierarchy.isEmpty()) {
      return null;
    }
    ClassInfo.Member most = null;
    for (ClassInfo.Member method : hierarchy.get(0).declaration().methods()) {
      boolean usable = method.name().equals("<init>") && method.hasFlag(Modifier.PUBLIC);
      if (usable && (most == null || method.parameters().size() > most.parameters().size())) {
        most = method;
      }
    }
    return most;
  }

  /** Adds a parameter, if annotations say that it is one. */
  private boolean add(AnnotatedElement element, JavaType type) {
    for (AnnotationValues annotation : element.annotations()) {
      String simple = simpleName(annotation);
      if (simple.equals("BeanParam")
          || simple.equals("MultipartForm")
          || annotation.className().endsWith("resteasy.annotations.Form")) {
        if (beans.size() < MAX_BEANS && beans.add(type.name())) {
          addInjected(Supertype.of(type, index));
        }
        return true;
      }
      String name = annotation.text("value");
      if (simple.equals("FormDataParam") || simple.equals("Multipart")) {
        described.addPart(name, field(element, type), false);
        return true;
      }
      boolean known =
          JaxRs.isNamed(annotation.className(), simple)
              || annotation.className().startsWith("org.jboss.resteasy.annotations.jaxrs.");
      if (known && simple.endsWith("Param")) {
        if (!name.isEmpty()) { // else it is CXF's for a bean, or RESTEasy's for its own name
          add(simple.substring(0, simple.length() - "Param".length()), name, element, type);
        }
        return true;
      }
    }
    return false;
  }

  /** The schema of a field or part of a form. */
  private Map<String, Object> field(AnnotatedElement element, JavaType type) {
    boolean isFile = FILES.matcher(type.toString()).matches();
    JavaType part = isFile ? JavaType.named("java.lang.String") : type;
    Map<String, Object> schema = schemas.of(part, true, defaultValue(element));
    if (isFile) {
      schema.put("format", "binary");
    }
    return schema;
  }

  private static @Nullable String defaultValue(AnnotatedElement element) {
    AnnotationValues annotation = JaxRs.annotation(element, "DefaultValue");
    return annotation == null ? null : annotation.text("value");
  }

  private void add(String kind, String name, AnnotatedElement element, JavaType type) {
    AnnotationValues words = element.annotation("Parameter");
    Map<String, Object> schema =
        schemas.refined(schemas.of(type, !kind.equals("Path"), defaultValue(element)), words);
    if (words != null && words.is("hidden")) {
      return;
    }
    if (kind.equals("Form")) {
      described.addField(name, schemas.refined(field(element, type), words));
    } else if (kind.equals("Matrix")) {
      described.addMatrix(name);
    } else if (PLACES.contains(kind)) {
      // JAX-RS requires none but those of the path
      described.add(kind.toLowerCase(Locale.ROOT), name, schema, false, words);
    }
  }

  RequestDescription described() {
    return described;
  }

  /** Whether the response is made later, by another thread. */
  boolean isSuspended() {
    return isSuspended;
  }
}
