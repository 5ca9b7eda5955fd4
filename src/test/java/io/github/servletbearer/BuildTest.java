// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What the project's pom.xml and the small ones beside their sources must have in common. */
class BuildTest {

  private static final Path BASE = Path.of(System.getProperty("project.basedir", "."));

  /** A version that the command line says, and no pom. */
  private static final String LAST_RELEASE = "${last.release}";

  private static final Pattern OTHER_POM = Pattern.compile("mvn (?:-\\S+ )*-f (\\S+)");

  @Test
  @DisplayName("a version that stands in several poms is the same in all of them")
  void versionsAgree() throws Exception {
    Map<String, Set<String>> versions = new TreeMap<>();
    for (Path pom : poms()) {
      Element project = parse(pom);
      collectVersions(project, project, versions);
    }

    assertThat(versions)
        .containsKeys("io.github.servletbearer", "com.nimbusds:nimbus-jose-jwt")
        .allSatisfy((name, found) -> assertThat(found).as(name).hasSize(1));
  }

  @Test
  @DisplayName("the documents say how each small pom is started, and name none that is not there")
  void smallPomsAreDocumented() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher command = OTHER_POM.matcher(Files.readString(BASE.resolve("docs/testing.md")));
    while (command.find()) {
      named.add(command.group(1));
    }

    assertThat(named).isEqualTo(smallPoms());
  }

  @Test
  @DisplayName(
      "a release is tested as CI tests a change: with all that is fetched, and nothing skipped")
  void releaseSkipsNoTest() throws IOException {
    String page = Files.readString(BASE.resolve("docs/releases.md"));
    String ci = Files.readString(BASE.resolve(".ci/run"));

    assertThat(words("-D\\w+\\.required=true", page))
        .isNotEmpty()
        .isEqualTo(words("-D\\w+\\.required=true", ci));
    assertThat(words("for fetch in [a-z ]+", page))
        .hasSize(1)
        .isEqualTo(words("for fetch in [a-z ]+", ci));
    String script = Files.readString(BASE.resolve("src/release/release"));
    assertThat(page + script).as("clean removes what was fetched").doesNotContain("clean verify");
  }

  private static Set<String> words(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Pattern.compile(pattern).matcher(text).results().forEach(word -> found.add(word.group()));
    return found;
  }

  @Test
  @DisplayName("the project's pom has all that a public repository asks for")
  void pomIsComplete() throws Exception {
    Element project = parse(BASE.resolve("pom.xml"));

    assertThat(
            List.of(
                "name",
                "description",
                "url",
                "licenses/license/url",
                "developers/developer/name",
                "scm/connection",
                "scm/url",
                "issueManagement/url"))
        .noneMatch(path -> text(project, path).isEmpty());
  }

  private static String text(Element project, String path) {
    Element place = project;
    for (String name : path.split("/", -1)) {
      place = element(place, name).orElseThrow(() -> new AssertionError("no " + path));
    }
    return place.getTextContent().strip();
  }

  private static Set<String> smallPoms() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path pom : poms()) {
      names.add(BASE.relativize(pom).toString());
    }
    assertThat(names.remove("pom.xml")).isTrue();
    return names;
  }

  private static List<Path> poms() throws IOException {
    List<Path> poms = new ArrayList<>();
    poms.add(BASE.resolve("pom.xml"));
    try (Stream<Path> walk = Files.walk(BASE.resolve("src"))) {
      walk.filter(file -> file.endsWith("pom.xml")).forEach(poms::add);
    }
    return poms;
  }

  private static Element parse(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(pom.toFile())
        .getDocumentElement();
  }

  /** Of the project itself, and of each dependency and plugin; all of the project are one. */
  private static void collectVersions(
      Element project, Element element, Map<String, Set<String>> versions) {
    String version = child(element, "version");
    boolean isFixed = !version.isEmpty() && !version.equals(LAST_RELEASE);
    if (isFixed && !child(element, "artifactId").isEmpty()) {
      String group = child(element, "groupId");
      String name =
          group.equals("io.github.servletbearer")
              ? group
              : group + ":" + child(element, "artifactId");
      versions.computeIfAbsent(name, key -> new TreeSet<>()).add(resolve(project, version));
    }
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element inner) {
        collectVersions(project, inner, versions);
      }
    }
  }

  /** The text itself, or that of the property it names. */
  private static String resolve(Element project, String text) {
    if (!text.startsWith("${")) {
      return text;
    }
    String name = text.substring(2, text.length() - 1);
    Element place =
        name.equals("project.version") ? project : element(project, "properties").orElseThrow();
    return child(place, name.replaceFirst("^project\\.", ""));
  }

  private static String child(Element parent, String name) {
    return element(parent, name).map(each -> each.getTextContent().strip()).orElse("");
  }

  private static Optional<Element> element(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element inner && inner.getTagName().equals(name)) {
        return Optional.of(inner);
      }
    }
    return Optional.empty();
  }
}
