// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each picture of the documentation was taken together with the texts beside it, which {@code
 * PicturesIT} compares with the pages.
 */
class PictureTextsTest {
  private static final Path DOCS = Path.of(System.getProperty("project.basedir", "."), "docs");

  @Test
  void everyPictureIsTheOneThatItsTextsAreOf() throws IOException {
    PictureTexts texts = PictureTexts.read(DOCS);
    Set<String> pictures = new TreeSet<>();
    try (Stream<Path> files = Files.list(DOCS)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".png"))
          .forEach(pictures::add);
    }

    assertThat(texts.names()).isEqualTo(pictures);
    for (String name : pictures) {
      assertThat(PictureTexts.hash(DOCS.resolve(name))).as(name).isEqualTo(texts.hashOf(name));
      assertThat(texts.texts(name)).as(name).isNotEmpty();
    }
  }
}
