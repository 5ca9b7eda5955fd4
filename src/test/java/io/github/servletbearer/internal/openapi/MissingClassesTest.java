// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.swagger.v3.oas.annotations.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

/** Only files are read; a missing or broken one costs its own words and no lock. */
class MissingClassesTest {
  private static final ClassFiles ALL = ClassFiles.of(MissingClassesTest.class.getClassLoader());
  private static final List<String> INITIALISED = new ArrayList<>();

  private final Application application = new Application().companion().filter("f", "/*");

  private Application orders() {
    return application.servlet("orders", TestServlets.class.getName() + "$Orders", "/orders");
  }

  /** The start takes the warnings, and does not build the document. */
  @Test
  void warningsReadNoClassOfABody() {
    List<String> opened = new ArrayList<>();
    ClassFiles recorded =
        className -> {
          opened.add(className);
          return ALL.open(className);
        };
    Application orders = orders().files(recorded);

    orders.warningsOfServlets();
    assertThat(opened).contains(TestServlets.class.getName() + "$Orders");
    assertThat(opened).noneMatch(name -> name.endsWith("$Order"));
    orders.json();
    assertThat(opened).anyMatch(name -> name.endsWith("$Order"));
  }

  /** Leaves a trace when its initialiser runs. */
  static class Noisy extends HttpServlet {
    static {
      INITIALISED.add("Noisy");
    }

    @Override
    @Operation(summary = "Be quiet")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Test
  void noClassOfTheApplicationIsLoaded() {
    String noisy = MissingClassesTest.class.getName() + "$Noisy";
    List<String> loaded = new ArrayList<>();
    ClassLoader loader =
        new ClassLoader(MissingClassesTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            loaded.add(name);
            return super.loadClass(name, resolve);
          }
        };
    Application files = orders().files(ClassFiles.of(loader)).servlet("noisy", noisy, "/noisy");
    assertThat(files.json()).contains("Be quiet", "Read an order");
    assertThat(loaded).isEmpty();
    assertThat(INITIALISED).isEmpty();
    assertThat(new Noisy()).isNotNull();
    assertThat(INITIALISED).as("the trace works").isNotEmpty();
  }

  @Test
  void annotationsAreReadWithoutTheirClasses() {
    List<String> opened = new ArrayList<>();
    String json =
        orders()
            .files(
                name -> {
                  opened.add(name);
                  return ALL.open(name);
                })
            .json();
    assertThat(json).contains("Read an order");
    assertThat(opened).isNotEmpty().allMatch(name -> name.startsWith("io.github.servletbearer."));
  }

  @Test
  void classThatAnAnnotationNamesInVainIsAnything() {
    assertThat(orders().files(hiding("$Line")).json())
        .contains("\"Read an order\"", "\"Place an order\"", "\"OAuth2PasswordBearer\": []")
        .doesNotContain("\"Line\"");
  }

  @Test
  void methodsOfAClassWithoutItsSuperclassKeepTheirLock() {
    application.servlet("several", TestServlets.Several.class, "/several").files(hiding("$Plain"));
    assertThat(application.operations())
        .containsOnlyKeys("POST /several", "PATCH /several", "POST /token");
    assertThat(application.security("POST /several"))
        .isEqualTo(application.locked("OAuth2PasswordBearer"));
  }

  @Test
  void brokenClassFileCostsOnlyItsOwnWords() {
    orders()
        .servlet("plain", TestServlets.Plain.class, "/plain")
        .files(
            name ->
                name.endsWith("$Orders")
                    ? new ByteArrayInputStream(new byte[] {1, 2, 3})
                    : ALL.open(name));
    assertThat(application.operations())
        .containsOnlyKeys("GET /orders", "POST /orders", "GET /plain", "POST /token");
    assertThat(application.security("POST /orders"))
        .isEqualTo(application.locked("OAuth2PasswordBearer"));
  }

  @Test
  void classFileOfALaterJavaIsReadAllTheSame() {
    orders()
        .files(
            name -> {
              try (InputStream in = ALL.open(name)) {
                byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
                if (bytes.length > 7) {
                  bytes[7] = (byte) 200;
                }
                return in == null ? null : new ByteArrayInputStream(bytes);
              }
            });
    assertThat(application.json()).contains("Read an order");
  }

  @Test
  void unreadableClassFileCostsOnlyItsOwnWords() {
    orders()
        .servlet("plain", TestServlets.Plain.class, "/plain")
        .files(name -> name.endsWith("$Orders") ? fail() : ALL.open(name));
    assertThat(application.operations())
        .containsOnlyKeys("GET /orders", "POST /orders", "GET /plain", "POST /token");
    assertThat(application.security("POST /orders"))
        .isEqualTo(application.locked("OAuth2PasswordBearer"));
  }

  private static InputStream fail() throws IOException {
    throw new IOException("no");
  }

  private static ClassFiles hiding(String ending) {
    return name -> name.endsWith(ending) ? null : ALL.open(name);
  }
}
