// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.PictureTexts;
import io.github.servletbearer.it.Kit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The pictures of the documentation. Each is taken below target, and what it shows in words is
 * compared with what {@code docs/pictures.txt} has of the one in {@code docs}: pixels differ from
 * machine to machine, by its fonts, words do not.
 */
final class DocsPictures {

  private static final Path DOCS = Kit.path("project.basedir").resolve("docs");
  private static final String CURE =
      "%s in docs shows something else than the page does now. If the page is right, take the"
          + " pictures anew: mvn verify -Dit.test=PicturesIT -Dtest=none"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dupdate.docs=true";

  private final Browser browser;

  DocsPictures(Browser browser) {
    this.browser = browser;
  }

  /** The page from its top down to the end of an element. */
  void take(String name, String css) throws IOException {
    browser.photographDownTo(css, name);
    List<String> texts = browser.textsDownTo(css).stream().map(DocsPictures::lasting).toList();
    String file = name + ".png";
    Path picture = DOCS.resolve(file);
    PictureTexts known = PictureTexts.read(DOCS);
    if (Boolean.getBoolean("update.docs")) {
      Files.copy(Kit.target("screenshots", file), picture, StandardCopyOption.REPLACE_EXISTING);
      known.with(file, PictureTexts.hash(picture), texts).write(DOCS);
    } else {
      assertThat(texts).as(CURE, file).isEqualTo(known.texts(file));
    }
  }

  /** Without what each login makes anew, and without time that passes. */
  private static String lasting(String text) {
    return text.replaceAll("Bearer [\\w-]{43}", "Bearer TOKEN").replaceAll("\\d+ min", "15 min");
  }
}
