// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which files are opened for a location. */
class SpringFilesTest {
  private final List<String> opened = new ArrayList<>();
  private int listed = 0;
  private int listedLibraries = 0;
  private final SpringFiles files = open(new Files());

  private static SpringFiles open(ApplicationFiles files) {
    return new SpringFiles(new ClassSearch(files, new ClassIndex(files)), UnaryOperator.identity());
  }

  private static List<String> many() {
    return IntStream.range(0, 3_000)
        .mapToObj(number -> "/WEB-INF/" + number + ".xml")
        .collect(Collectors.toList());
  }

  @Test
  @DisplayName("only so many locations are looked at, and files of one with wildcards")
  void locationsAreBounded() {
    files.read(many());
    assertThat(opened).hasSize(1_000);
    opened.clear();
    open(new Files()).read(List.of("/WEB-INF/*.xml"));
    assertThat(opened).hasSize(1_000);
  }

  @Test
  @DisplayName("folders are listed only so often, whatever a file asks for")
  void listingsAreBounded() {
    files.read(Collections.nCopies(3_000, "/WEB-INF/none/*.xml"));
    assertThat(listed).isEqualTo(1_000);
    IntStream.range(0, 30).forEach(i -> files.paths(List.of("classpath*:spring/*.x" + i)));
    assertThat(files.paths(List.of("classpath*:spring/*.xml"))).isEmpty();
    assertThat(listedLibraries).isEqualTo(1);
  }

  @Test
  @DisplayName("asterisks beside each other are one")
  void asterisksAreJoined() {
    assertThat(SpringFiles.expression("/a/******")).isEqualTo("\\/a\\/.*");
  }

  @Test
  @DisplayName("files of the machine and addresses are none of the application")
  void othersAreNotOpened() {
    files.read(List.of("file:/etc/beans.xml", "http://example.com/beans.xml"));
    assertThat(opened).isEmpty();
    files.read(List.of("classpath:/a/./b/../beans.xml", "WEB-INF//beans.xml"));
    assertThat(opened).containsExactly("a/beans.xml", "/WEB-INF/beans.xml");
  }

  @Test
  @DisplayName("classpath*: names a file of every library, perhaps by a pattern")
  void librariesAreOpened() {
    files.read(List.of("classpath*:/META-INF/../spring//beans.xml", "classpath*:spring/*.xml"));
    files.read(List.of("classpath:spring/*.xml"));

    assertThat(opened)
        .containsExactly("each spring/beans.xml", "each spring/a.xml", "each spring/b.xml");
  }

  private final class Files implements ApplicationFiles {
    @Override
    public InputStream open(String className) {
      return null;
    }

    @Override
    public InputStream file(String path) {
      opened.add(path);
      return null;
    }

    @Override
    public InputStream resource(String name) {
      return file(name);
    }

    @Override
    public List<String> ownFiles(String folder) {
      listed++;
      return folder.equals("/WEB-INF/") ? many() : Collections.emptyList();
    }

    @Override
    public void forEachResource(String name, Consumer<InputStream> action) {
      opened.add("each " + name);
    }

    @Override
    public List<String> libraryFiles() {
      listedLibraries++;
      return List.of("spring/a.xml", "spring/b.xml", "spring/below/c.xml", "spring/a.properties");
    }
  }
}
