// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the pages lead to a file that is there, and to a heading that it has. */
class LinksTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?ms)^\\s*```.*?^\\s*```\\s*$|`[^`\\n]+`");
  private static final Pattern FENCE = Pattern.compile("(?ms)^\\s*```.*?^\\s*```\\s*$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");

  static List<Path> pages() {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    assertThat(deadLinks(page, Files.readString(page))).isEmpty();
  }

  @Test
  void aDeadLinkIsFound() {
    Path page = ROOT.resolve("docs/index.md");
    assertThat(
            deadLinks(
                page,
                "[a](none.md) [b](security.md#none) [c](#none) [d](../README.md) `[e](none)`"))
        .containsExactlyInAnyOrder("none.md", "security.md#none", "#none");
  }

  @Test
  void everyPageIsReachedFromTheIndex() throws IOException {
    Path index = ROOT.resolve("docs/index.md");
    Set<Path> reached = new HashSet<>(List.of(index));
    for (String link : links(Files.readString(index))) {
      reached.add(index.resolveSibling(link.replaceFirst("#.*", "")).normalize());
    }
    assertThat(reached).containsAll(pages());
  }

  private static List<String> deadLinks(Path page, String text) {
    List<String> dead = new ArrayList<>();
    for (String link : links(text)) {
      int hash = link.indexOf('#');
      String file = hash < 0 ? link : link.substring(0, hash);
      Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
      boolean leads =
          Files.exists(target)
              && (hash < 0
                  || anchors(file.isEmpty() ? text : read(target))
                      .contains(link.substring(hash + 1)));
      if (!leads) {
        dead.add(link);
      }
    }
    return dead;
  }

  /** Those that lead to files here. */
  private static Set<String> links(String text) {
    Set<String> links = new TreeSet<>();
    Matcher link = LINK.matcher(CODE.matcher(text).replaceAll("x"));
    while (link.find()) {
      if (!link.group(1).contains("://")) {
        links.add(link.group(1));
      }
    }
    return links;
  }

  /**
   * As GitHub makes them: lower case, blanks as hyphens, without punctuation, numbered if twice.
   */
  private static Set<String> anchors(String text) {
    Set<String> anchors = new HashSet<>();
    Matcher heading = HEADING.matcher(FENCE.matcher(text).replaceAll(""));
    while (heading.find()) {
      String words = heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").strip();
      String anchor =
          words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
      for (int i = 0; !anchors.add(i == 0 ? anchor : anchor + "-" + i); i++) {
        // the next number
      }
    }
    Matcher named = ANCHOR.matcher(text);
    while (named.find()) {
      anchors.add(named.group(1));
    }
    return anchors;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
