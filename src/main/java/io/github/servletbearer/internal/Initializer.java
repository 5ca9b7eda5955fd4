// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.StrictPathFilter;
import io.github.servletbearer.internal.deployment.container.Registrations;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.DispatcherType;
import javax.servlet.FilterRegistration;
import javax.servlet.Registration;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import org.jspecify.annotations.Nullable;

/**
 * Prepares an application that declares our filter or servlet, and no other: adds {@link
 * StrictPathFilter}, and starts the runtime at the deployment on containers that would start
 * filters late or continue without them. Stateless.
 *
 * <p>It never throws: what it could not do, the start of the filters finds out, and closes.
 */
public final class Initializer implements ServletContainerInitializer {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  @Override
  public void onStartup(@Nullable Set<Class<?>> none, ServletContext context) {
    try {
      Map<String, Map<String, String>> components = components(context);
      if (!components.isEmpty()) {
        prepare(context, components);
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          Level.WARNING,
          "Servlet Bearer: the initializer failed: no StrictPathFilter, and no report before the"
              + " filters start",
          Redacted.withoutMessages(e));
    }
  }

  private static void prepare(ServletContext context, Map<String, Map<String, String>> components) {
    ServletContainer container = ServletContainer.of(context.getServerInfo());
    Sources sources = Sources.ofProcess(RuntimeStart.contextParameters(context));
    if (SettingsReader.read(Setting.STRICT_PATHS, sources, components)) {
      addStrictPathFilter(context);
    }
    if (!container.stopsAtFailingFilter()) {
      addEarlyStart(context);
    }
  }

  /**
   * A servlet and no listener: one that an initializer adds may list no registrations on some
   * containers (Servlet 3.0 4.4), and an exception from it stops fewer of them.
   */
  private static void addEarlyStart(ServletContext context) {
    ServletRegistration.Dynamic servlet =
        context.addServlet(EarlyStart.class.getName(), new EarlyStart());
    if (servlet != null) {
      servlet.setLoadOnStartup(0);
    }
  }

  /** Before the filters of web.xml; those that it declares itself stay where they are. */
  private static void addStrictPathFilter(ServletContext context) {
    FilterRegistration.Dynamic filter =
        context.addFilter(FilterEntry.STRICT_PATH_FILTER, new StrictPathFilter());
    if (filter != null) { // null: web.xml has a filter of this name
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
  }

  /** The init-params of our filters and servlets, by their description. */
  private static Map<String, Map<String, String>> components(ServletContext context) {
    Map<String, Map<String, String>> components = new LinkedHashMap<>();
    add("filter ", FilterEntry.BEARER_FILTER, Registrations.filters(context), components);
    add("servlet ", ServletEntry.BEARER_SERVLET, Registrations.servlets(context), components);
    return components;
  }

  private static void add(
      String kind,
      String className,
      Map<String, ? extends Registration> registrations,
      Map<String, Map<String, String>> components) {
    registrations.forEach(
        (name, component) -> {
          if (className.equals(component.getClassName())) {
            components.put(kind + name, Registrations.initParameters(component));
          }
        });
  }
}
