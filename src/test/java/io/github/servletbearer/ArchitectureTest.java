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
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/architecture.md: the picture, the table of imports, the classes it names. */
class ArchitectureTest {
  private static final String ROOT = "io.github.servletbearer";
  private static final String INTERNAL = ROOT + ".internal";
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .importUrl(BearerFilter.class.getProtectionDomain().getCodeSource().getLocation());

  private static final SliceAssignment TOP_LEVEL_CLASSES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return type.getPackageName().startsWith(INTERNAL)
              ? SliceIdentifier.of(topLevel(type))
              : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
          return "top-level classes";
        }
      };

  private static final Map<String, String[]> LIBRARIES =
      Map.of(
          "javax.net", new String[] {"javax.net.."},
          "javax.sql", new String[] {"javax.sql.."},
          "javax.servlet", new String[] {"javax.servlet.."},
          "javax.crypto", new String[] {"javax.crypto.."},
          "ASM", new String[] {"org.objectweb.asm.."},
          "gson", new String[] {"com.google.gson.."},
          "nimbus-jose-jwt", new String[] {"com.nimbusds.."},
          "XML", new String[] {"javax.xml..", "org.xml.sax.."});

  static List<Arguments> packages() throws IOException {
    List<Arguments> packages = new ArrayList<>();
    ArchitecturePage.read()
        .imports()
        .forEach((name, imports) -> packages.add(Arguments.of(name, imports)));
    return packages;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("packages")
  void packageImportsWhatThePageAllows(String name, Set<String> imports) {
    List<String> packages = new ArrayList<>(List.of("java..", "org.jspecify.."));
    packages.add(INTERNAL + ".bytes");
    packages.add(INTERNAL + ".log");
    packages.add(INTERNAL + "." + name);
    for (String other : imports) {
      packages.addAll(
          List.of(LIBRARIES.getOrDefault(other, new String[] {INTERNAL + "." + other})));
    }
    DescribedPredicate<JavaClass> allowed = resideInAnyPackage(packages.toArray(new String[0]));
    if (imports.contains("public")) {
      allowed = allowed.or(resideInAPackage(ROOT));
    }
    classes()
        .that()
        .resideInAPackage(INTERNAL + "." + name)
        .should()
        .onlyDependOnClassesThat(allowed.or(primitivesAndArraysOfThem()))
        .check(MAIN);
  }

  /** Nothing stands in the table that the source does not need. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("packages")
  void packageNeedsWhatThePageAllows(String name, Set<String> imports) {
    Set<String> used = new TreeSet<>();
    for (JavaClass type : MAIN) {
      if (type.getPackageName().equals(INTERNAL + "." + name)) {
        type.getDirectDependenciesFromSelf()
            .forEach(arrow -> used.add(arrow.getTargetClass().getPackageName()));
      }
    }
    for (String other : imports) {
      String needed = other.equals("public") ? ROOT : INTERNAL + "." + other;
      String[] prefixes = LIBRARIES.getOrDefault(other, new String[] {needed});
      assertThat(used)
          .as("packages that %s uses", name)
          .anyMatch(
              imported ->
                  Arrays.stream(prefixes)
                      .anyMatch(
                          prefix ->
                              prefix.endsWith("..")
                                  ? imported.startsWith(prefix.substring(0, prefix.length() - 2))
                                  : imported.equals(prefix)));
    }
  }

  private static DescribedPredicate<JavaClass> primitivesAndArraysOfThem() {
    return describe("primitive", type -> type.getBaseComponentType().isPrimitive());
  }

  @Test
  void everyPackageIsInTheTableAndOnOneFloor() throws IOException {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : MAIN) {
      if (type.getPackageName().startsWith(INTERNAL + ".")) {
        packages.add(type.getPackageName().substring(INTERNAL.length() + 1));
      }
    }
    ArchitecturePage page = ArchitecturePage.read();
    assertThat(page.imports().keySet()).isEqualTo(packages);
    assertThat(page.floors().keySet()).isEqualTo(packages);
  }

  @Test
  void importsRunToLowerFloorsOnly() throws IOException {
    Map<String, Integer> floors = ArchitecturePage.read().floors();
    Set<String> upward = new TreeSet<>();
    for (JavaClass type : MAIN) {
      Integer from = floors.get(name(type));
      for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
        Integer to = floors.get(name(arrow.getTargetClass()));
        boolean leaves = !name(type).equals(name(arrow.getTargetClass()));
        if (from != null && to != null && leaves && to >= from) {
          upward.add(name(type) + " -> " + name(arrow.getTargetClass()));
        }
      }
    }
    assertThat(upward).isEmpty();
  }

  private static String name(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(INTERNAL + ".") ? name.substring(INTERNAL.length() + 1) : name;
  }

  @Test
  void everyClassThatThePageNamesExists() throws IOException {
    Set<String> known = new TreeSet<>();
    MAIN.forEach(type -> known.add(type.getName().replace(INTERNAL + ".", "")));
    MAIN.forEach(type -> known.add(type.getName().replace(ROOT + ".", "")));
    known.add(ArchitectureTest.class.getSimpleName());
    Set<String> unknown = new TreeSet<>(ArchitecturePage.read().classNames());
    unknown.removeAll(known);
    assertThat(unknown).isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(INTERNAL + ".(**)").should().beFreeOfCycles().check(MAIN);
  }

  /** A nested class counts as its top-level class. */
  @Test
  void classesHaveNoCycles() {
    slices().assignedFrom(TOP_LEVEL_CLASSES).should().beFreeOfCycles().check(MAIN);
  }

  private static String topLevel(JavaClass type) {
    int nested = type.getName().indexOf('$');
    return nested < 0 ? type.getName() : type.getName().substring(0, nested);
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

  /**
   * Where java -jar runs, there is no Servlet API. The one method of BearerToken that takes a
   * request is not called there; CommandLineIT runs what reaches the class without that API.
   */
  @Test
  void commandLineReachesNoServletApi() {
    Set<JavaClass> reached = new TreeSet<>(Comparator.comparing(JavaClass::getName));
    Deque<JavaClass> open = new ArrayDeque<>();
    MAIN.that(resideInAPackage(INTERNAL + ".cli..")).forEach(open::add);
    assertThat(open).isNotEmpty();
    Set<String> found = new TreeSet<>();
    while (!open.isEmpty()) {
      JavaClass type = open.remove();
      if (!reached.add(type) || type.isEquivalentTo(BearerToken.class)) {
        continue;
      }
      for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
        JavaClass target = arrow.getTargetClass();
        if (target.getPackageName().startsWith("javax.servlet")) {
          found.add(type.getName() + " -> " + target.getName());
        } else if (target.getPackageName().startsWith(ROOT)) {
          open.add(target);
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(reached).hasSizeGreaterThan(100);
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
        "provider.http",
        "net",
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
