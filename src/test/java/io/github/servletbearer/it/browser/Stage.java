// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What all browser tests share: one browser, and one server with the demo in the ROOT context, in
 * {@code /demo} and behind a proxy. The server lets the frontend on one other origin call it.
 */
final class Stage implements AutoCloseable {

  private final StaticSite frontend;
  private final StaticSite stranger;
  private final Container server;
  private final RewritingProxy proxy;
  private final Browser browser;

  private Stage() {
    Path pages = Kit.path("project.basedir").resolve("webapp-demo").resolve("frontend");
    frontend = StaticSite.serving(pages);
    stranger = StaticSite.serving(pages);
    Path demo = Kit.path("demo.war");
    server =
        ServerSpec.named("browser")
            .app("", demo)
            .app("/demo", demo)
            .property("bearer.corsAllowedOrigins", frontend.origin())
            .property("bearer.corsAllowedHeaders", "Authorization, Content-Type, traceparent")
            .property("bearer.corsExposedHeaders", "WWW-Authenticate")
            .start();
    proxy = RewritingProxy.before(demoContext());
    browser = Browser.start(server.base());
  }

  /** The demo's frontend on the origin that may call the application. */
  StaticSite frontend() {
    return frontend;
  }

  /** The same on an origin that may not. */
  StaticSite stranger() {
    return stranger;
  }

  String rootContext() {
    return server.base().toString();
  }

  String demoContext() {
    return server.base() + "/demo";
  }

  String behindProxy() {
    return proxy.base();
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    proxy.close();
    server.close();
    frontend.close();
    stranger.close();
  }

  /**
   * Gives the stage to the test classes that ask for it, and closes it after the last. Without a
   * browser they are skipped; with {@code -Dbrowser.required=true} they fail.
   */
  static final class Shared implements ExecutionCondition, ParameterResolver {

    private static final Logger LOG = Logger.getLogger(Stage.class.getName());
    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(Stage.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Browser.isInstalled()) {
        return ConditionEvaluationResult.enabled("A browser is there");
      }
      if (Boolean.getBoolean("browser.required")) {
        throw new AssertionError(Browser.CURE);
      }
      // Once, for Maven shows the reason of a skipped test only in its report files.
      store(context).computeIfAbsent("told", key -> tell(), Boolean.class);
      return ConditionEvaluationResult.disabled(Browser.CURE);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return store(context).computeIfAbsent("stage", key -> new Stage(), Stage.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
      return context.getRoot().getStore(NAMESPACE);
    }

    private static boolean tell() {
      LOG.warning("Browser tests are skipped. " + Browser.CURE);
      return true;
    }
  }
}
