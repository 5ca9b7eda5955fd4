// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static io.github.servletbearer.WebXmlText.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.openapi.annotation.AnnotatedSecurity;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.servlet.annotation.HttpConstraint;
import javax.servlet.annotation.HttpMethodConstraint;
import javax.servlet.annotation.ServletSecurity;
import javax.servlet.annotation.ServletSecurity.EmptyRoleSemantic;
import javax.servlet.annotation.ServletSecurity.TransportGuarantee;
import javax.servlet.http.HttpServlet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** SB301: the container asks first (Servlet 3.0 13.4.1, 13.8). */
class ContainerConstraintsTest {
  private static final String LOGIN = "<auth-constraint><role-name>r</role-name></auth-constraint>";
  private static final String NOBODY = "<auth-constraint/>";
  private static final String TLS =
      "<user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee>"
          + "</user-data-constraint>";

  /** A collection; methods with a minus are omitted ones. */
  private static String on(String pattern, String... methods) {
    StringBuilder xml = new StringBuilder("<web-resource-collection><url-pattern>" + pattern);
    xml.append("</url-pattern>");
    for (String method : methods) {
      String element = method.startsWith("-") ? "http-method-omission" : "http-method";
      xml.append("<" + element + ">" + method.replace("-", "") + "</" + element + ">");
    }
    return xml.append("</web-resource-collection>").toString();
  }

  private static String constraint(String... parts) {
    return "<security-constraint>" + String.join("", parts) + "</security-constraint>";
  }

  private static List<String> warnings(String xml) {
    return warnings(xml, ClassFiles.of(ContainerConstraintsTest.class.getClassLoader()));
  }

  private static List<String> warnings(String xml, ClassFiles files) {
    try {
      Deployment deployment = WebXmlText.deployment(WebXml.parse(stream(xml)));
      deployment = deployment.withConstraints(AnnotatedSecurity.constraints(deployment, files));
      Settings settings =
          SettingsReader.read(
              deployment, Sources.of(Map.of(), Map.of(), Map.of()), "t", new Problems());
      Problems problems = new Problems();
      ContainerConstraints.warn(problems, settings, deployment);
      return problems.warnings().stream().map(Problem::toString).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> of(String... constraints) {
    return warnings(
        app(
            filter("f", "verify", "presence"),
            filterMapping("f", "/api/*"),
            String.join("", constraints)));
  }

  @Test
  void methodThatIsRefusedAnywayIsNoMatter() {
    assertThat(of(constraint(on("/*", "TRACE"), NOBODY))).isEmpty();
    assertThat(of(constraint(on("/*", "TRACE"), LOGIN))).isEmpty();
  }

  @Test
  void onlyTheMethodsOfAConstraintAreNamed() {
    assertThat(of(constraint(on("/*", "DELETE", "PUT", "TRACE"), LOGIN)))
        .singleElement()
        .asString()
        .contains(
            "SB301 a security-constraint asks for the container's own login on /api/* by DELETE,"
                + " PUT, before");
    assertThat(of(constraint(on("/*", "-GET", "-HEAD"), LOGIN)))
        .singleElement()
        .asString()
        .contains("on /api/* by every method but GET, HEAD,");
    assertThat(of(constraint(on("/*"), LOGIN)))
        .singleElement()
        .asString()
        .contains("on /api/* by every method,");
  }

  @Test
  void constraintWithoutRolesIsARefusal() {
    assertThat(of(constraint(on("/api/*", "PUT"), NOBODY)))
        .singleElement()
        .asString()
        .contains(
            "a security-constraint denies all access to /api/* by PUT: the container refuses");
  }

  @Test
  void constraintOnTheTransportAsksForNoLogin() {
    assertThat(of(constraint(on("/api/*"), TLS))).isEmpty();
  }

  @Test
  void everyCollectionCounts() {
    assertThat(of(constraint(on("/pages/*"), on("/api/a"), on("*.x", "GET"), LOGIN)))
        .hasSize(2)
        .anySatisfy(warning -> assertThat(warning).contains("on /api/a by every method"))
        .anySatisfy(warning -> assertThat(warning).contains("on /api/*.x by GET,"));
  }

  @Test
  @DisplayName("13.8.3: exact, longest prefix, extension, default: the best pattern alone decides")
  void bestPatternDecides() {
    String everything = constraint(on("/*"), LOGIN);
    assertThat(of(everything, constraint(on("/api/*"), TLS))).isEmpty();
    assertThat(of(everything, constraint(on("/api/*", "GET"), LOGIN)))
        .as("other methods at the best pattern are free")
        .singleElement()
        .asString()
        .contains("on /api/* by GET,");
    assertThat(of(everything, constraint(on("*.x"), TLS)))
        .singleElement()
        .asString()
        .contains("on /api/* by every method");
    assertThat(of(constraint(on("/"), LOGIN), constraint(on("/api/*"), TLS))).isEmpty();
    assertThat(of(constraint(on("*.x"), LOGIN), constraint(on("/api/*"), TLS))).isEmpty();
    assertThat(of(constraint(on("/api/*"), LOGIN), constraint(on("/api/a"), TLS)))
        .singleElement()
        .asString()
        .contains("on /api/* by");
    assertThat(of(constraint(on("/api/a"), LOGIN), constraint(on("/api/*"), TLS)))
        .singleElement()
        .asString()
        .contains("on /api/a by");
  }

  @Test
  @DisplayName("13.8.1: free beats a login at the same pattern, and denied beats both")
  void constraintsAtOnePatternAreCombined() {
    String login = constraint(on("/api/*"), LOGIN);
    assertThat(of(login, constraint(on("/api/*", "GET"), TLS)))
        .singleElement()
        .asString()
        .contains("on /api/* by every method but GET,");
    assertThat(of(login, constraint(on("/api/*"), TLS))).isEmpty();
    assertThat(of(login, constraint(on("/api/*"), TLS), constraint(on("/api/*"), NOBODY)))
        .singleElement()
        .asString()
        .contains("denies all access to /api/* by every method");
  }

  @Test
  void methodsThatNoConstraintIsForMayBeDenied() {
    assertThat(of("<deny-uncovered-http-methods/>", constraint(on("/api/*", "GET", "POST"), TLS)))
        .singleElement()
        .asString()
        .contains(
            "deny-uncovered-http-methods denies all access to /api/* by every method but GET, POST");
  }

  @Test
  void endpointsAndServletsByNameCountToo() {
    String xml =
        app(
            COMPANION,
            servlet("s", "com.example.S") + servletMapping("s", "/s"),
            filter("f") + filterMappingByServlet("f", "s"),
            constraint(on("/token"), on("/docs/*"), on("/s"), LOGIN));
    assertThat(warnings(xml))
        .singleElement()
        .asString()
        .contains("on /token, /docs, /s by every method");
  }

  @ServletSecurity(@HttpConstraint(rolesAllowed = "clerk"))
  static class Clerks extends HttpServlet {}

  static class Inherits extends Clerks {}

  @ServletSecurity
  static final class Frees extends Clerks {}

  @ServletSecurity(@HttpConstraint(EmptyRoleSemantic.DENY))
  static final class Nobody extends HttpServlet {}

  @ServletSecurity(@HttpConstraint(transportGuarantee = TransportGuarantee.CONFIDENTIAL))
  static final class Transport extends HttpServlet {}

  @ServletSecurity(
      value = @HttpConstraint(rolesAllowed = "clerk"),
      httpMethodConstraints = {
        @HttpMethodConstraint("GET"),
        @HttpMethodConstraint(value = "PUT", emptyRoleSemantic = EmptyRoleSemantic.DENY)
      })
  static final class Methods extends HttpServlet {}

  private static String annotated(String type) {
    return servlet("s", ContainerConstraintsTest.class.getName() + "$" + type)
        + servletMapping("s", "/api/s", "/open/s");
  }

  @ParameterizedTest
  @CsvSource({
    "Clerks, 'asks for the container''s own login on /api/s by every method,'",
    "Inherits, 'asks for the container''s own login on /api/s by every method,'",
    "Nobody, 'denies all access to /api/s by every method:'",
    "Methods, 'login on /api/s by every method but GET, PUT,'",
    "Methods, 'denies all access to /api/s by PUT:'"
  })
  void annotationOfAServletCounts(String type, String text) {
    assertThat(of(annotated(type)))
        .anySatisfy(warning -> assertThat(warning).contains("SB301 @ServletSecurity of ", text));
  }

  @ParameterizedTest
  @CsvSource({"Frees", "Transport"})
  void annotationThatAsksForNoLoginIsNoMatter(String type) {
    assertThat(of(annotated(type))).isEmpty();
  }

  @Test
  void annotationGivesWayToWebXml() {
    assertThat(of(annotated("Clerks"), constraint(on("/api/s"), TLS))).isEmpty();
    String xml =
        app(filter("f", "verify", "presence"), filterMapping("f", "/api/*"), annotated("Clerks"));
    assertThat(warnings(xml)).hasSize(1);
    assertThat(warnings(xml.replace("version=", "metadata-complete=\"true\" version="))).isEmpty();
  }

  /** The containers' own servlets are passed over, whose names and packages are open to all. */
  @Test
  void annotationCountsOfServletsThatAreCalledLikeAContainersOwn() throws IOException {
    String lock = filter("f", "verify", "presence") + filterMapping("f", "/api/*");
    String named = annotated("Clerks").replace("<servlet-name>s<", "<servlet-name>default<");
    assertThat(warnings(app(lock, named))).singleElement().asString().contains("SB301");

    String className = "org.apache.catalina.servlets.OfTheApplication";
    String packaged = servlet("s", className) + servletMapping("s", "/api/s");
    assertThat(warnings(app(lock, packaged), only(className, annotatedClass(className))))
        .singleElement()
        .asString()
        .contains("SB301 @ServletSecurity of " + className);
  }

  private static ClassFiles only(String className, byte[] content) {
    return name -> name.equals(className) ? new ByteArrayInputStream(content) : null;
  }

  /** A class with {@code @ServletSecurity(@HttpConstraint(rolesAllowed = "clerk"))}. */
  private static byte[] annotatedClass(String className) {
    ClassWriter file = new ClassWriter(0);
    String superclass = "javax/servlet/http/HttpServlet";
    file.visit(
        Opcodes.V1_8, Opcodes.ACC_PUBLIC, className.replace('.', '/'), null, superclass, null);
    AnnotationVisitor security =
        file.visitAnnotation(Type.getDescriptor(ServletSecurity.class), true);
    AnnotationVisitor value =
        security.visitAnnotation("value", Type.getDescriptor(HttpConstraint.class));
    AnnotationVisitor roles = value.visitArray("rolesAllowed");
    roles.visit(null, "clerk");
    roles.visitEnd();
    value.visitEnd();
    security.visitEnd();
    file.visitEnd();
    return file.toByteArray();
  }
}
