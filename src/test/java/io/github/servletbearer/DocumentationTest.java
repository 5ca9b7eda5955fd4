// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.settings.ConfigurationPage;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that the code speaks of, or that speak of the code. */
class DocumentationTest {
  private static final Path BASE = Path.of(System.getProperty("project.basedir", "."));
  private static final Path CONFIGURATION = BASE.resolve("docs/configuration.md");
  private static final Path TROUBLESHOOTING = BASE.resolve("docs/troubleshooting.md");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([a-z0-9-]+)\"></a>");
  private static final Pattern LINK = Pattern.compile("docs/troubleshooting\\.md#([A-Za-z0-9-]+)");

  private static Set<String> anchors() throws IOException {
    Set<String> anchors = new TreeSet<>();
    Matcher anchor = ANCHOR.matcher(Files.readString(TROUBLESHOOTING));
    while (anchor.find()) {
      assertThat(anchors.add(anchor.group(1))).as("%s once", anchor.group(1)).isTrue();
    }
    return anchors;
  }

  @Test
  void configurationPageIsWhatTheCodeSays() throws IOException {
    String page = ConfigurationPage.text();
    if (Boolean.getBoolean("update.docs")) {
      Files.createDirectories(CONFIGURATION.getParent());
      Files.writeString(CONFIGURATION, page);
    }
    assertThat(Files.readString(CONFIGURATION))
        .as("cure: mvn test -Dtest=DocumentationTest -Dupdate.docs=true")
        .isEqualTo(page);
  }

  @ParameterizedTest
  @EnumSource
  void everyProblemHasItsSection(ProblemCode code) throws IOException {
    assertThat(code.link()).matches(LINK.pattern());
    assertThat(anchors()).contains(code.link().substring(code.link().indexOf('#') + 1));
    String section = section(code);
    assertThat(section).contains(code.code() + ":", "**Symptom**", "**Reason**", "**Solution**");
    assertThat(section).as("a snippet").contains("```");
  }

  /** At least three words in a row, so that names in between may be others. */
  @Test
  void everyQuotedSymptomIsWhatTheCodeSays() throws IOException {
    String sources = sources();
    for (ProblemCode code : ProblemCode.values()) {
      String section = section(code);
      String symptom = section.substring(0, section.indexOf("**Reason**")).replaceAll("\\s+", " ");
      Matcher quote = Pattern.compile("`([^`]+)`").matcher(symptom);
      while (quote.find()) {
        String[] words = quote.group(1).replaceAll("[.:,]+$", "").split(" ", -1);
        assertThat(words.length < 4 || threeWords(words).anyMatch(sources::contains))
            .as("%s: %s", code.code(), quote.group())
            .isTrue();
      }
    }
  }

  private static Stream<String> threeWords(String[] words) {
    return IntStream.range(0, words.length - 2)
        .mapToObj(at -> String.join(" ", Arrays.copyOfRange(words, at, at + 3)));
  }

  /** The code with each text in one piece, as it is logged. */
  private static String sources() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> walk = Files.walk(BASE.resolve("src/main/java"))) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file)).append('\n');
      }
    }
    return text.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
  }

  private static String section(ProblemCode code) throws IOException {
    String page = Files.readString(TROUBLESHOOTING);
    int start = page.indexOf("<a id=\"" + code.link().substring(code.link().indexOf('#') + 1));
    int end = page.indexOf("<a id=", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  @Test
  void everyLinkInTheCodeHasItsAnchor() throws IOException {
    Set<String> links = new TreeSet<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(BASE.resolve("src/main"))) {
      files = walk.filter(file -> file.toString().matches(".*\\.(java|js|html)")).toList();
    }
    for (Path file : files) {
      Matcher link = LINK.matcher(Files.readString(file));
      while (link.find()) {
        links.add(link.group(1));
      }
    }
    assertThat(links).isNotEmpty();
    assertThat(anchors()).containsAll(links);
  }

  @Test
  void everySectionOfThePageIsReachedFromItsTop() throws IOException {
    String page = Files.readString(TROUBLESHOOTING);
    for (String anchor : anchors()) {
      assertThat(page).as("a link to %s", anchor).contains("](#" + anchor + ")");
    }
    Matcher link = Pattern.compile("\\]\\(#([a-z0-9-]+)\\)").matcher(page);
    while (link.find()) {
      assertThat(anchors()).contains(link.group(1));
    }
  }
}
