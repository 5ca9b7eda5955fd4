// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** What is in the four JARs, and what must not be. */
class JarsIT {
  private static final String OURS = "io/github/servletbearer/";
  private static final int JAVA_8 = 52;
  private static final int CONSTANT_CLASS = 7;

  /** What the drop-in has under names of its own. */
  private static final Pattern LIBRARY =
      Pattern.compile("\\[*L?(com/google/gson|com/nimbusds|com/beust|org/objectweb)/.*");

  /** Folders of others: those of the shaded libraries, and Swagger UI's. */
  private static final Pattern CARRIED =
      Pattern.compile(OURS + "internal/(?:shaded/\\w+|openapi/page/assets)(?=/)");

  /** A JAR, named as the system property that says where it is. */
  private enum Jar {
    THIN("jar.thin", "javax"),
    ALL("jar.all", "javax"),
    JAKARTA("jar.jakarta", "jakarta"),
    ALL_JAKARTA("jar.all-jakarta", "jakarta");

    private final String property;
    private final String root;

    Jar(String property, String root) {
      this.property = property;
      this.root = root;
    }

    boolean isDropIn() {
      return this == ALL || this == ALL_JAKARTA;
    }

    /** The other name of the Servlet API, in both ways in which it is written. */
    Pattern otherName() {
      return Pattern.compile((root.equals("javax") ? "jakarta" : "javax") + "[./]servlet");
    }

    Attributes manifest() throws IOException {
      try (JarFile jar = new JarFile(Kit.path(property).toFile())) {
        return jar.getManifest().getMainAttributes();
      }
    }

    /** The files by name, without the folders. */
    Map<String, byte[]> files() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      try (JarFile jar = new JarFile(Kit.path(property).toFile())) {
        for (ZipEntry entry : jar.stream().toList()) {
          if (!entry.isDirectory()) {
            byte[] twice = files.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
            assertThat(twice).as(entry.getName()).isNull();
          }
        }
      }
      return files;
    }

    Map<String, byte[]> classes() throws IOException {
      Map<String, byte[]> classes = files();
      classes.keySet().removeIf(name -> !name.endsWith(".class"));
      return classes;
    }
  }

  /** Every byte as one character, so that names can be searched for in class files too. */
  private static String text(String name, byte[] file) {
    byte[] content = name.endsWith(".class") ? withoutUnused(file) : file;
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  /**
   * Writes a class file anew, without constants that nothing uses. Where a class uses constants of
   * another one alone, javac leaves such a reference to it, which relocation may pass over.
   */
  private static byte[] withoutUnused(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(writer, 0);
    return writer.toByteArray();
  }

  /** The names of all classes that a class file refers to. */
  private static Set<String> references(byte[] classFile) {
    ClassReader reader = new ClassReader(withoutUnused(classFile));
    char[] buffer = new char[reader.getMaxStringLength()];
    Set<String> found = new TreeSet<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int offset = reader.getItem(i);
      if (offset > 0 && reader.readByte(offset - 1) == CONSTANT_CLASS) {
        found.add(reader.readUTF8(offset, buffer));
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void runsOnJava8(Jar jar) throws IOException {
    assertThat(jar.classes())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            (name, file) ->
                assertThat(file[6] << 8 | file[7]).as(name).isLessThanOrEqualTo(JAVA_8));
    assertThat(jar.files().keySet())
        .noneMatch(name -> name.startsWith("META-INF/versions/"))
        .noneMatch(name -> name.endsWith("module-info.class"));
    assertThat(jar.manifest()).doesNotContainKey(new Attributes.Name("Multi-Release"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("everything is in our package: no servlet API, and no library under its own name")
  void everythingIsInOurPackage(Jar jar) throws IOException {
    assertThat(jar.files().keySet())
        .allMatch(name -> name.startsWith(OURS) || name.startsWith("META-INF/"));
    assertThat(jar.classes().keySet()).allMatch(name -> name.startsWith(OURS));
    assertThat(
            jar.files().keySet().stream()
                .anyMatch(name -> name.startsWith(OURS + "internal/shaded/")))
        .isEqualTo(jar.isDropIn());
  }

  @ParameterizedTest
  @EnumSource
  void dropInsCarryTheirLibraries(Jar jar) throws IOException {
    Set<String> libraries = new TreeSet<>();
    for (byte[] file : jar.classes().values()) {
      libraries.addAll(references(file));
    }
    libraries.removeIf(name -> !LIBRARY.matcher(name).matches());

    assertThat(libraries.isEmpty()).as(libraries.toString()).isEqualTo(jar.isDropIn());
  }

  /** Relocation changes texts that look like names of a library: an application's stay as it is. */
  @ParameterizedTest
  @EnumSource
  @DisplayName("what is looked for in an application has its own name in the drop-in, too")
  void filesOfTheApplicationKeepTheirNames(Jar jar) throws IOException {
    Pattern moved = Pattern.compile("internal[/.]shaded[/.][\\w/.]+\\.class\\b");
    List<String> found = new ArrayList<>();
    jar.classes()
        .forEach(
            (name, file) -> {
              if (!CARRIED.matcher(name).find() && moved.matcher(text(name, file)).find()) {
                found.add(name);
              }
            });
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a JAR has one name of the Servlet API, in class files and texts alike")
  void oneNameOfTheServletApi(Jar jar) throws IOException {
    List<String> found = new ArrayList<>();
    jar.files()
        .forEach(
            (name, file) -> {
              for (String text : List.of(name, text(name, file))) {
                Matcher other = jar.otherName().matcher(text);
                // The descriptor for Maven is for builds, not for servers; the twins go without it.
                if (other.find() && !name.endsWith("/pom.xml")) {
                  found.add(name + ": " + text.substring(other.start(), other.end()));
                }
              }
            });

    assertThat(found).isEmpty();
  }

  @Test
  @DisplayName("other packages named javax belong to Java and keep their names in the twins")
  void packagesOfJavaKeepTheirNames() throws IOException {
    for (Jar jar : List.of(Jar.ALL_JAKARTA, Jar.JAKARTA)) {
      Set<String> references = new TreeSet<>();
      for (byte[] file : jar.classes().values()) {
        references.addAll(references(file));
      }
      assertThat(references)
          .contains("javax/management/ObjectName", "javax/net/ssl/SSLSocketFactory")
          .noneMatch(name -> name.matches("jakarta/(?!servlet/).*"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("META-INF/services is that of the sources, under the names of the JAR's Servlet API")
  void servicesAreThoseOfTheSources(Jar jar) throws IOException {
    Map<String, byte[]> files = jar.files();
    Path sources = Kit.path("project.basedir").resolve("src/main/resources");
    Path services = sources.resolve("META-INF/services");
    Map<String, String> expected = new TreeMap<>();
    if (Files.isDirectory(services)) {
      try (Stream<Path> list = Files.list(services)) {
        for (Path service : list.toList()) {
          String name = "META-INF/services/" + service.getFileName();
          expected.put(
              name.replace("/javax.servlet.", "/" + jar.root + ".servlet."), Kit.read(service));
        }
      }
    }
    Map<String, String> actual = new TreeMap<>();
    files.forEach(
        (name, file) -> {
          if (name.startsWith("META-INF/services/")) {
            actual.put(name, text(name, file));
          }
        });

    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (name, text) -> {
          assertThat(text.strip()).isEqualTo(String.valueOf(expected.get(name)).strip());
          assertThat(text.lines())
              .allMatch(type -> files.containsKey(type.replace('.', '/') + ".class"));
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("META-INF has the licence, and a notice for each library that the JAR carries")
  void noticesAreThere(Jar jar) throws IOException {
    Map<String, byte[]> files = jar.files();
    String notice = text("NOTICE", files.get("META-INF/NOTICE"));
    Set<String> carried = new TreeSet<>();
    for (String name : files.keySet()) {
      Matcher place = CARRIED.matcher(name);
      if (place.find()) {
        carried.add(place.group().replace('/', '.'));
      }
    }

    assertThat(files).containsKey("META-INF/LICENSE");
    assertThat(carried).hasSize(jar.isDropIn() ? 4 : 1).allMatch(notice::contains);
  }

  @ParameterizedTest
  @EnumSource
  void onlyDropInsArePrograms(Jar jar) throws IOException {
    assertThat(jar.manifest().getValue("Main-Class"))
        .isEqualTo(jar.isDropIn() ? "io.github.servletbearer.internal.cli.Main" : null);
    assertThat(jar.manifest().getValue("Implementation-Version")).isNotBlank();
    assertThat(jar.manifest().getValue("Automatic-Module-Name"))
        .isEqualTo("io.github.servletbearer");
  }

  @Test
  void twinsHaveTheSameFiles() throws IOException {
    assertThat(withoutNames(Jar.JAKARTA)).isEqualTo(withoutNames(Jar.THIN));
    assertThat(withoutNames(Jar.ALL_JAKARTA)).isEqualTo(withoutNames(Jar.ALL));
  }

  private static List<String> withoutNames(Jar jar) throws IOException {
    return jar.files().keySet().stream()
        .filter(name -> !name.endsWith("/pom.xml"))
        .map(name -> name.replace(jar.root + ".servlet.", "servlet."))
        .sorted()
        .toList();
  }
}
