// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.CapturedLog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ClassSearchTest {
  /** An application with these classes, and others in its libraries. */
  private record Files(List<String> ownClasses, List<String> libraryClasses)
      implements ApplicationFiles {
    @Override
    public InputStream open(String className) {
      ClassWriter writer = new ClassWriter(0);
      String name = className.replace('.', '/');
      writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
      return new ByteArrayInputStream(writer.toByteArray());
    }

    @Override
    public InputStream file(String path) {
      return null;
    }

    @Override
    public InputStream resource(String name) {
      return null;
    }

    @Override
    public void forEachResource(String name, Consumer<InputStream> action) {}

    @Override
    public List<String> ownFiles(String folder) {
      return List.of();
    }

    @Override
    public List<String> libraryFiles() {
      return List.of();
    }
  }

  private static ClassSearch search(int most, List<String> own, List<String> inLibraries) {
    Files files = new Files(own, inLibraries);
    return new ClassSearch(files, new ClassIndex(files), most);
  }

  @Test
  @DisplayName("a package has the classes below it, and not those of another that begins so")
  void packagesEndAtADot() {
    ClassSearch search = search(20, List.of("a.B", "a.b.C", "ab.D"), List.of("a.E", "x.a.F"));

    assertThat(search.inPackages(List.of("a"), "javax/ws")).isEmpty();
    assertThat(search.inPackages(List.of("a"), "java/lang"))
        .extracting(ClassInfo::name)
        .containsExactly("a.B", "a.E", "a.b.C");
  }

  @Test
  @DisplayName("so many classes are looked at in all, and one line says that there are more")
  void numberIsBounded() {
    try (CapturedLog log = new CapturedLog(ClassSearch.class.getName())) {
      ClassSearch search = search(3, List.of("a.A", "a.B"), List.of());
      assertThat(search.own("java/lang")).hasSize(2);
      assertThat(search.own("java/lang")).hasSize(1);
      assertThat(search.own("java/lang")).isEmpty();
      assertThat(log.lines()).singleElement().asString().contains("too many classes");
    }
  }
}
