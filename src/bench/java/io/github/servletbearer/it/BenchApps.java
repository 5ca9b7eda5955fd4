// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.servletbearer.it.app.FloorFilter;
import io.github.servletbearer.it.app.PlainServlet;
import io.github.servletbearer.it.app.SpringApp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The applications that the benchmarks compare: one servlet, and before it this filter or that. */
final class BenchApps {
  /** What Spring Security needs, by a part of the file's name. */
  private static final List<String> SPRING = List.of("spring-", "nimbus-jose-jwt", "jcip-");

  private BenchApps() {}

  /** A folder with the servlets and filters of the benchmarks alone. */
  static Path classes() {
    String apps = PlainServlet.class.getPackageName().replace('.', '/');
    Path folder = Kit.target("it", "bench-classes");
    Kit.copyTree(WebApp.place(PlainServlet.class).resolve(apps), folder.resolve(apps));
    return folder;
  }

  static WebXml plain() {
    return new WebXml().servlet("plain", PlainServlet.class, "/api/plain");
  }

  static WebApp app(String contextPath, WebXml webXml) {
    return WebApp.at(contextPath).withClasses(classes()).webXml(webXml.toString());
  }

  static WebApp floor(String contextPath, String... initParams) {
    return app(
        contextPath,
        plain()
            .filter("floor", FloorFilter.class.getName(), initParams)
            .mapFilter("floor", "/api/*"));
  }

  /**
   * Behind Spring Security.
   *
   * @param rsa the key that signs JWTs, or null for opaque tokens
   */
  static WebApp spring(String contextPath, byte[] rsa) {
    String context =
        "org.springframework.web.context.support.AnnotationConfigWebApplicationContext";
    WebXml webXml =
        plain()
            .contextParam("contextClass", context)
            .contextParam("contextConfigLocation", SpringApp.class.getName())
            .filter(
                "springSecurityFilterChain", "org.springframework.web.filter.DelegatingFilterProxy")
            .mapFilter("springSecurityFilterChain", "/api/*")
            .raw(
                "<listener><listener-class>org.springframework.web.context.ContextLoaderListener"
                    + "</listener-class></listener>\n");
    if (rsa != null) {
      webXml.contextParam("bench.key", publicKey(rsa));
    }
    WebApp app = app(contextPath, webXml);
    Stream.of(System.getProperty("java.class.path").split(":"))
        .map(Path::of)
        .filter(
            jar -> SPRING.stream().anyMatch(part -> jar.getFileName().toString().contains(part)))
        .forEach(app::withLibrary);
    return app;
  }

  private static String publicKey(byte[] rsa) {
    try {
      RSAKey key = RSAKey.parse(new String(rsa, StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(key.toRSAPublicKey().getEncoded());
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without the valve that logs requests, which is not what is measured; nothing is closed. */
  static String serverXml(String text) {
    return text.replaceFirst("(?s)<Valve className=\"[^\"]*AccessLogValve\".*?/>", "")
        .replace("<Connector ", "<Connector maxKeepAliveRequests=\"-1\" ");
  }
}
