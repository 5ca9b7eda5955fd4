// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which room may import which: the table of docs/architecture.md. */
class ArchitectureTest {
  private static final String ROOT = "io.github.servletbearer";
  private static final String INTERNAL = ROOT + ".internal";
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .importUrl(BearerFilter.class.getProtectionDomain().getCodeSource().getLocation());

  private static final Map<String, String> LIBRARIES =
      Map.of(
          "tls", "javax.net..",
          "servlet", "javax.servlet..",
          "asm", "org.objectweb.asm..",
          "gson", "com.google.gson..",
          "nimbus", "com.nimbusds..",
          "jcommander", "com.beust.jcommander..",
          "crypto", "javax.crypto..");

  /** What a room may import besides java.*, itself, JSpecify and the room log. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "deployment, ",
    "deployment.container, deployment servlet",
    "config, public deployment net",
    "guard, public config deployment token http metrics servlet",
    "login, public config deployment.container token http json metrics net servlet crypto",
    "openapi, public config deployment http json servlet asm",
    "token, public jose json",
    "jose, json nimbus crypto",
    "remote, public jose json net token",
    "http, public json servlet",
    "net, tls",
    "json, gson",
    "log, log",
    "metrics, public",
    "report, config deployment deployment.container",
    "probe, config deployment net",
    "cli, public config deployment deployment.container jose login openapi probe report jcommander",
  })
  void roomImportsWhatItMay(String room, String others) {
    List<String> packages = new ArrayList<>(List.of("java..", "org.jspecify..", INTERNAL + ".log"));
    packages.add(INTERNAL + "." + room);
    List<String> names = others == null ? List.of() : List.of(others.split(" ", -1));
    for (String name : names) {
      packages.add(LIBRARIES.getOrDefault(name, INTERNAL + "." + name));
    }
    boolean seesPublic = names.contains("public");
    if (room.equals("deployment")) {
      packages.add("javax.xml..");
      packages.add("org.w3c.dom..");
      packages.add("org.xml.sax..");
    }
    DescribedPredicate<JavaClass> allowed = resideInAnyPackage(packages.toArray(new String[0]));
    if (seesPublic) {
      allowed = allowed.or(resideInAPackage(ROOT));
    }
    classes()
        .that()
        .resideInAPackage(INTERNAL + "." + room)
        .should()
        .onlyDependOnClassesThat(allowed.or(primitivesAndArraysOfThem()))
        .check(MAIN);
  }

  private static DescribedPredicate<JavaClass> primitivesAndArraysOfThem() {
    return describe("primitive", type -> type.getBaseComponentType().isPrimitive());
  }

  @Test
  void everyRoomHasARule() {
    Set<String> rooms = new TreeSet<>();
    for (JavaClass type : MAIN) {
      if (type.getPackageName().startsWith(INTERNAL + ".")) {
        rooms.add(type.getPackageName().substring(INTERNAL.length() + 1));
      }
    }
    assertThat(rooms)
        .containsExactly(
            "cli",
            "config",
            "deployment",
            "deployment.container",
            "guard",
            "http",
            "jose",
            "json",
            "log",
            "login",
            "metrics",
            "net",
            "openapi",
            "probe",
            "remote",
            "report",
            "token");
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching(INTERNAL + ".(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void publicValuesSeeTheServletApiAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT)
        .and(not(belongToAnyOf(BearerFilter.class, BearerServlet.class, StrictPathFilter.class)))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "javax.servlet..", "org.jspecify..", ROOT))
        .check(MAIN);
  }

  @Test
  void nobodyImportsTheEntryClasses() {
    noClasses()
        .that(not(belongToAnyOf(BearerFilter.class, BearerServlet.class)))
        .should()
        .dependOnClassesThat(belongToAnyOf(BearerFilter.class, BearerServlet.class))
        .check(MAIN);
  }

  @Test
  void nobodyImportsTheCompositionRootButTheEntryClasses() {
    noClasses()
        .that()
        .resideOutsideOfPackage(INTERNAL)
        .and(not(belongToAnyOf(BearerFilter.class, BearerServlet.class, StrictPathFilter.class)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(INTERNAL)
        .check(MAIN);
  }

  @Test
  void onlyJsonSeesGson() {
    onlyIn(INTERNAL + ".json", "com.google.gson..").check(MAIN);
  }

  /** They are known by name: the application need not have them. */
  @Test
  void nobodySeesTheAnnotations() {
    noClasses().should().dependOnClassesThat().resideInAPackage("io.swagger..").check(MAIN);
  }

  @Test
  void onlyJoseSeesNimbus() {
    onlyIn(INTERNAL + ".jose", "com.nimbusds..").check(MAIN);
  }

  @Test
  void onlyTheCommandLineSeesItsLibrary() {
    onlyIn(INTERNAL + ".cli", "com.beust.jcommander..").check(MAIN);
  }

  /** Where java -jar runs, there is no Servlet API. */
  @Test
  void commandLineReachesNoServletApi() {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + ".cli")
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAPackage("javax.servlet..")
        .check(MAIN);
  }

  private static ArchRule onlyIn(String room, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  @Test
  void nobodyButTheCommandLineWritesToTheConsole() {
    DescribedPredicate<JavaClass> others = not(resideInAPackage(INTERNAL + ".cli"));
    noClasses().that(others).should().accessField(System.class, "out").check(MAIN);
    noClasses().that(others).should().accessField(System.class, "err").check(MAIN);
    noClasses()
        .should()
        .callMethodWhere(
            describe(
                "printStackTrace", call -> call.getTarget().getName().equals("printStackTrace")))
        .check(MAIN);
  }

  /** A pattern on a request's text is what backtracks; String's shorthands are patterns too. */
  @ParameterizedTest
  @ValueSource(strings = {"guard", "token", "http", "log", "jose", "remote", "net"})
  void requestPathHasNoRegularExpressions(String room) {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + "." + room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .orShould()
        .callMethodWhere(
            describe(
                "a pattern of String",
                call ->
                    call.getTargetOwner().isEquivalentTo(String.class)
                        && Set.of("matches", "split", "replaceAll", "replaceFirst")
                            .contains(call.getTarget().getName())))
        .check(MAIN);
  }

  @Test
  void classesAreFinalUnlessMadeForExtension() {
    Map<String, JavaClass> open = new TreeMap<>();
    for (JavaClass type : MAIN) {
      boolean closed =
          type.isInterface()
              || type.isEnum()
              || type.isAnonymousClass()
              || type.getModifiers().contains(JavaModifier.FINAL)
              || type.getSimpleName().equals("package-info");
      if (!closed && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
        open.put(type.getName(), type);
      }
    }
    assertThat(open.keySet()).isEmpty();
  }
}
