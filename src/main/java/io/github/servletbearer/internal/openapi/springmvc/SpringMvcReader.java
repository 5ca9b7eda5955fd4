// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.SwaggerAnnotations;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.classfile.MethodCall;
import io.github.servletbearer.internal.openapi.framework.DisplayNames;
import io.github.servletbearer.internal.openapi.framework.FoundOperations;
import io.github.servletbearer.internal.openapi.framework.FrameworkReader;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import io.github.servletbearer.internal.openapi.framework.RequestDescription;
import io.github.servletbearer.internal.openapi.framework.UriTemplate;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what Spring MVC answers behind a DispatcherServlet. Not thread-safe. */
public final class SpringMvcReader implements FrameworkReader {
  private static final String NOT_CONFIGURED =
      "The configuration of this servlet is unknown: every controller of the application is listed,"
          + " also one that is served elsewhere or not at all.";

  private static final String DECIDES =
      "The controller decides by itself which methods it answers; GET and POST are assumed.";

  private static final Collection<String> ASSUMED = Arrays.asList("GET", "POST");

  private final ClassSearch search;
  private final ComponentScan scan;
  private final SwaggerAnnotations annotations;
  private final Schemas schemas;

  public SpringMvcReader(ClassSearch search, SwaggerAnnotations annotations, Schemas schemas) {
    this.search = search;
    this.scan = new ComponentScan(search);
    this.annotations = annotations;
    this.schemas = schemas;
  }

  @Override
  public @Nullable List<DocumentedOperation> read(FrontController front) {
    if (front.isFilter() || !front.isA(SpringMvc.DISPATCHER)) {
      return null;
    }
    Configuration configuration = new Configuration(front, search, scan);
    ServletPaths paths = new ServletPaths(front, configuration);
    FoundOperations found = new FoundOperations(annotations);
    ControllerReader reader =
        new ControllerReader(search, schemas, paths, configuration.placeholders()::resolve, found);
    configuration.controllers().forEach(each -> reader.read(each, ""));
    reader.finish();
    Set<String> answered = paths(found);
    configuration
        .mappedBeans()
        .forEach((path, bean) -> addBean(path, bean, templates(path, paths, answered), found));
    configuration
        .views()
        .forEach(view -> addView(view, templates(view.path, paths, answered), found));
    if (found.sorted().isEmpty() && !configuration.isKnown()) {
      scan.ownControllers().forEach(each -> reader.read(each, NOT_CONFIGURED));
      reader.finish();
    }
    List<DocumentedOperation> operations = found.sorted();
    return operations.isEmpty() ? null : operations;
  }

  private static Set<String> paths(FoundOperations found) {
    Set<String> paths = new HashSet<>();
    found.sorted().forEach(each -> paths.add(each.annotations().path()));
    return paths;
  }

  /** Where a path stands; annotated controllers go first, with 405 for methods they do not have. */
  private static Collection<UriTemplate> templates(
      String path, ServletPaths paths, Set<String> answered) {
    List<UriTemplate> templates =
        new ArrayList<>(paths.withoutSuffixes().of(Collections.singleton(path)));
    templates.removeIf(each -> answered.contains(each.path()));
    return templates;
  }

  /** A controller that is mapped as a whole. */
  private void addBean(
      String path, String className, Collection<UriTemplate> templates, FoundOperations found) {
    if (className.startsWith(SpringMvc.PACKAGE) && className.endsWith("HttpRequestHandler")) {
      return; // files and the container's own servlet
    }
    String name = FoundOperations.shortName(className.isEmpty() ? path : className);
    Collection<String> supported = supportedMethods(className);
    for (UriTemplate template : templates) {
      for (String method : supported.isEmpty() ? ASSUMED : supported) {
        Map<String, Object> fields = named(name, method, template);
        if (supported.isEmpty()) {
          fields.put("description", DECIDES);
        }
        fields.put("responses", Responses.unknown("The response that the controller makes"));
        found.add(method, template.path(), fields);
      }
    }
  }

  /** The methods that the code of the class, or of the nearest superclass, names as constants. */
  private Collection<String> supportedMethods(String className) {
    Set<String> methods = new LinkedHashSet<>();
    for (String each : search.index().superclasses().lineage(className)) {
      for (MethodCall call : search.calls(each, "")) {
        if (methods.isEmpty() && call.name().equals("setSupportedMethods")) {
          methods.addAll(call.texts());
          methods.retainAll(FoundOperations.HTTP_METHODS);
        }
      }
    }
    return methods;
  }

  /** A page without a controller. */
  private static void addView(
      Beans.ViewPath view, Collection<UriTemplate> templates, FoundOperations found) {
    for (UriTemplate template : templates) {
      Map<String, Object> fields = named("Page", "GET", template);
      fields.put("responses", responses(view));
      found.add("GET", template.path(), fields);
    }
  }

  private static Map<String, Object> responses(Beans.ViewPath view) {
    if (view.status.startsWith("2")) {
      return Responses.page(view.status);
    }
    String description =
        view.status.startsWith("3") ? "A redirect to another page" : "A status without a page";
    return Collections.singletonMap(
        view.status, Collections.singletonMap("description", description));
  }

  private static Map<String, Object> named(String name, String method, UriTemplate template) {
    String words = DisplayNames.of(name);
    String small = method.toLowerCase(Locale.ROOT);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("tags", Collections.singletonList(DisplayNames.title(words)));
    fields.put("summary", DisplayNames.title(small) + " " + words);
    fields.put("operationId", DisplayNames.identifier(name + "_" + small));
    fields.put("parameters", new RequestDescription().parameters(template));
    return fields;
  }
}
