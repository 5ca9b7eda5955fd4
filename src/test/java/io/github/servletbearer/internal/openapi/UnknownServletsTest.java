// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is covered is shown, also where nothing is known of it; what is open is not. */
class UnknownServletsTest {
  private final Application application = new Application().companion();

  private String description(String operation) {
    assertThat(application.security(operation))
        .isEqualTo(application.locked("OAuth2PasswordBearer"));
    return (String) application.operation(operation).get("description");
  }

  @ParameterizedTest
  @CsvSource({
    "org.springframework.web.servlet.DispatcherServlet, Spring MVC",
    "org.apache.struts.action.ActionServlet, Struts 1",
    "javax.faces.webapp.FacesServlet, JavaServer Faces",
    "org.glassfish.jersey.servlet.ServletContainer, Jersey",
    "org.h2.server.web.WebServlet, the H2 console"
  })
  void frontControllerIsNamed(String className, String product) {
    application.servlet("front", className, "/app", "/open").filter("f", "/app");
    assertThat(application.operations()).containsOnlyKeys("GET /app", "POST /app", "POST /token");
    assertThat(description("GET /app")).contains(product + ", which decides", "swagger");
  }

  @Test
  void filterThatServesIsNamedToo() {
    application
        .filter("f", "/app/*")
        .otherFilter("struts", "org.apache.struts2.dispatcher.FilterDispatcher", "/app/*");
    assertThat(description("GET /app")).contains("A filter answers here: Struts 2");
  }

  @Test
  void filterThatServesBeforeOursHasNoLock() {
    application
        .otherFilter("struts", "org.apache.struts2.dispatcher.FilterDispatcher", "/app/*")
        .filter("f", "/app/*");
    assertThat(application.operations()).containsOnlyKeys("POST /token");
  }

  @Test
  void classThatCannotBeReadIsSaid() {
    application.servlet("gone", "com.example.Gone", "/gone", "/open").filter("f", "/gone");
    assertThat(application.operations()).containsOnlyKeys("GET /gone", "POST /gone", "POST /token");
    assertThat(description("POST /gone")).contains("cannot be read", "swagger");
  }

  @Test
  void superclassThatCannotBeReadIsSaid() {
    application.servlet("heir", Heir.class, "/heir").filter("f", "/heir");
    application.files(
        name ->
            name.equals(Heir.class.getName())
                ? Heir.class.getResourceAsStream("UnknownServletsTest$Heir.class")
                : null);
    assertThat(description("GET /heir")).contains("inherits its methods");
  }

  static class Heir extends TestServlets.Plain {}

  @Test
  void serviceOfAnInterfaceDecidesByItself() {
    application.servlet("default", ByDefault.class, "/default").filter("f", "/default");
    assertThat(description("GET /default")).contains("decides by itself");
  }

  /** A servlet by its interface alone. */
  interface Served extends Servlet {
    @Override
    default void service(ServletRequest request, ServletResponse response) {}

    @Override
    default void init(ServletConfig config) {}

    @Override
    default ServletConfig getServletConfig() {
      return null;
    }

    @Override
    default String getServletInfo() {
      return "";
    }

    @Override
    default void destroy() {}
  }

  static class ByDefault implements Served {}

  @Test
  void mappedJspIsTheSameWithAndWithoutItsContainersClass() {
    application
        .servlet("page", "org.apache.jasper.servlet.JspServlet", "/page", "/open")
        .filter("f", "/page");
    assertThat(application.operations()).containsOnlyKeys("GET /page", "POST /page", "POST /token");
    assertThat(description("GET /page")).contains("A JSP answers here");
  }

  @Test
  void containersOwnServletsStayAway() {
    application
        .servlet("default", "org.apache.catalina.servlets.DefaultServlet", "/")
        .servlet("files", "org.eclipse.jetty.servlet.DefaultServlet", "/files")
        .filter("f", "/*");
    assertThat(application.operations()).containsOnlyKeys("POST /token");
  }

  @Test
  void servletThatAnswersNothingIsNotShown() {
    application.servlet("idle", Idle.class, "/idle").filter("f", "/*");
    assertThat(application.operations()).containsOnlyKeys("POST /token");
  }

  static class Idle extends javax.servlet.http.HttpServlet {}

  @Test
  void documentWithoutOperationsSaysWhy() {
    application.filter("f", "/nothing/*");
    assertThat((String) Values.at(application.document(), "info", "description"))
        .contains("No operation of the application is listed", "documentServlets");
    application.servlet("gone", "com.example.Gone", "/nothing/here");
    assertThat(Values.map(application.document(), "info")).doesNotContainKey("description");
  }
}
