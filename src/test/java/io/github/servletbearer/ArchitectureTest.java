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

/** Which package may import which: the table of docs/architecture.md. */
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
          "jce", "javax.crypto..");

  /** What a package may import besides java.*, itself, JSpecify and the package log. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "deployment.mapping, ",
    "deployment.webxml, deployment.mapping xml",
    "deployment, deployment.mapping deployment.webxml",
    "deployment.container, deployment deployment.mapping deployment.webxml servlet",
    "settings, public deployment deployment.mapping deployment.webxml",
    "report, settings deployment deployment.container deployment.mapping deployment.webxml",
    "guard, public settings deployment.mapping token http metrics servlet",
    "endpoint, public settings endpoint.grant clients users throttle token crypto http json"
        + " metrics servlet",
    "endpoint.grant, public settings clients users throttle token token.store http metrics servlet",
    "clients, public settings throttle token crypto file http servlet",
    "users, public deployment.container throttle crypto file http servlet",
    "throttle, public token.store crypto time http servlet",
    "file, public",
    "openapi, public settings deployment deployment.mapping openapi.annotation"
        + " openapi.classfile openapi.schema openapi.security json",
    "openapi.page, settings deployment openapi openapi.classfile openapi.security http json"
        + " servlet",
    "openapi.annotation, settings deployment deployment.mapping deployment.webxml"
        + " openapi.classfile openapi.schema openapi.security",
    "openapi.security, settings deployment openapi.classfile",
    "openapi.schema, openapi.classfile json",
    "openapi.classfile, deployment asm",
    "token, public token.store crypto time jose",
    "token.jwt, public token token.store crypto time jose jose.key json",
    "token.store, public crypto time",
    "provider, public provider.http token token.jwt crypto time jose jose.key json",
    "provider.http, tls",
    "jose, json nimbus jce",
    "jose.key, jose json",
    "crypto, jce",
    "time, crypto",
    "http, public json servlet",
    "json, gson",
    "log, log",
    "metrics, public",
    "probe, settings deployment deployment.mapping tls",
    "cli, cli.archive settings deployment deployment.container deployment.mapping"
        + " deployment.webxml crypto jose jose.key openapi openapi.annotation openapi.classfile probe report jcommander",
    "cli.archive, settings deployment deployment.mapping deployment.webxml"
        + " openapi.annotation openapi.classfile",
  })
  void packageImportsWhatItMay(String name, String others) {
    List<String> packages = new ArrayList<>(List.of("java..", "org.jspecify..", INTERNAL + ".log"));
    packages.add(INTERNAL + "." + name);
    List<String> names = others == null ? List.of() : List.of(others.split(" ", -1));
    for (String other : names) {
      packages.add(LIBRARIES.getOrDefault(other, INTERNAL + "." + other));
    }
    boolean seesPublic = names.contains("public");
    if (names.contains("xml")) {
      packages.addAll(List.of("javax.xml..", "org.w3c.dom..", "org.xml.sax.."));
    }
    DescribedPredicate<JavaClass> allowed = resideInAnyPackage(packages.toArray(new String[0]));
    if (seesPublic) {
      allowed = allowed.or(resideInAPackage(ROOT));
    }
    classes()
        .that()
        .resideInAPackage(INTERNAL + "." + name)
        .should()
        .onlyDependOnClassesThat(allowed.or(primitivesAndArraysOfThem()))
        .check(MAIN);
  }

  private static DescribedPredicate<JavaClass> primitivesAndArraysOfThem() {
    return describe("primitive", type -> type.getBaseComponentType().isPrimitive());
  }

  /** The packages that have a rule above are those that exist. */
  @Test
  void everyPackageHasARule() throws NoSuchMethodException {
    Set<String> ruled = new TreeSet<>();
    CsvSource rules =
        ArchitectureTest.class
            .getDeclaredMethod("packageImportsWhatItMay", String.class, String.class)
            .getAnnotation(CsvSource.class);
    for (String rule : rules.value()) {
      ruled.add(rule.substring(0, rule.indexOf(',')));
    }
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : MAIN) {
      if (type.getPackageName().startsWith(INTERNAL + ".")) {
        packages.add(type.getPackageName().substring(INTERNAL.length() + 1));
      }
    }
    assertThat(packages).isEqualTo(ruled);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(INTERNAL + ".(**)").should().beFreeOfCycles().check(MAIN);
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

  private static ArchRule onlyIn(String packageName, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(packageName)
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
  @ValueSource(
      strings = {
        "guard",
        "token",
        "token.jwt",
        "token.store",
        "http",
        "log",
        "jose",
        "provider",
        "throttle"
      })
  void requestPathHasNoRegularExpressions(String name) {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + "." + name)
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
