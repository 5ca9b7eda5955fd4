// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.filterMappingByServlet;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final String SERVLET = servlet("s", "com.example.S");

  /** The parts of servlet s's mapping, as text. */
  private static List<String> parts(String mapping, String... declarations) {
    return parts(mapping, List.of(), declarations);
  }

  private static List<String> parts(String mapping, List<String> exclude, String... declarations) {
    List<String> all = new ArrayList<>(List.of(declarations));
    all.add(SERVLET);
    all.add(servletMapping("s", mapping));
    Deployment deployment = deployment(all.toArray(new String[0]));
    ServletEntry servlet = named(deployment, "s");
    List<String> text = new ArrayList<>();
    for (MappingPart part :
        coverage(deployment, exclude).parts(servlet, UrlPattern.ofServlet(mapping))) {
      text.add(part.toString());
    }
    return text;
  }

  private static ServletEntry named(Deployment deployment, String name) {
    return deployment.servlets().stream()
        .filter(servlet -> servlet.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Coverage coverage(Deployment deployment, List<String> exclude) {
    List<UrlPattern> excluded = exclude.stream().map(UrlPattern::ofFilter).toList();
    return new Coverage(
        deployment,
        deployment.filters().stream().map(entry -> new FilterScope(entry, excluded)).toList(),
        List.of());
  }

  @Test
  void partsOfAMappingAreComputedOnce() {
    Deployment deployment = deployment(SERVLET, servletMapping("s", "/api/*"), filter("f"));
    Coverage coverage = coverage(deployment, List.of());
    UrlPattern mapping = UrlPattern.ofServlet("/api/*");
    assertThat(coverage.parts(named(deployment, "s"), mapping))
        .isSameAs(coverage.parts(named(deployment, "s"), mapping));
  }

  @Test
  void servletWithoutAnyFilterIsOpen() {
    assertThat(parts("/api/*")).containsExactly("/api/* []");
    assertThat(parts("/api/*", filter("f"), filterMapping("f", "/other/*")))
        .containsExactly("/api/* []");
  }

  @Test
  void filterOverTheWholeMappingLocksAllOfIt() {
    String[] filtered = {filter("f"), filterMapping("f", "/api/*")};
    assertThat(parts("/api/*", filtered)).containsExactly("/api/* [f]");
    assertThat(parts("/api/items", filtered)).containsExactly("/api/items [f]");
    assertThat(parts("/api", filtered)).containsExactly("/api [f]");
    assertThat(parts("/api/v1/*", filtered)).containsExactly("/api/v1/* [f]");
    assertThat(parts("/apis", filtered)).containsExactly("/apis []");
  }

  @Test
  void filterOverAPartLocksThatPart() {
    assertThat(parts("/api/*", filter("f"), filterMapping("f", "/api/admin/*")))
        .containsExactly("/api/* []", "/api/admin/* [f]");
    assertThat(parts("/api/*", filter("f"), filterMapping("f", "/api/items")))
        .containsExactly("/api/* []", "/api/items [f]");
    assertThat(parts("/api/*", filter("f"), filterMapping("f", "*.do")))
        .containsExactly("/api/* []", "/api/*.do [f]");
  }

  @Test
  void extensionMappingIsSplitByAFolder() {
    assertThat(parts("*.do", filter("f"), filterMapping("f", "/secure/*")))
        .containsExactly("*.do []", "/secure/*.do [f]");
    assertThat(parts("*.do", filter("f"), filterMapping("f", "*.do"))).containsExactly("*.do [f]");
    assertThat(parts("*.do", filter("f"), filterMapping("f", "*.jsp"))).containsExactly("*.do []");
    assertThat(parts("*.do", filter("f"), filterMapping("f", "/a.do")))
        .containsExactly("*.do []", "/a.do [f]");
  }

  @Test
  void filterOnEverythingLocksEverything() {
    for (String mapping : List.of("/", "/*", "", "/a", "/a/*", "*.x")) {
      for (String pattern : List.of("/*", "*")) {
        assertThat(parts(mapping, filter("f"), filterMapping("f", pattern)))
            .containsExactly(mapping + " [f]");
      }
    }
  }

  @Test
  void filterOnSlashIsNoFilterOnEverything() {
    assertThat(parts("/*", filter("f"), filterMapping("f", "/"))).containsExactly("/* []", "/ [f]");
    assertThat(parts("/", filter("f"), filterMapping("f", "/")))
        .as("its welcome file is no /")
        .containsExactly("/ []");
    assertThat(parts("", filter("f"), filterMapping("f", "/"))).containsExactly(" [f]");
    assertThat(parts("/api/*", filter("f"), filterMapping("f", "/"))).containsExactly("/api/* []");
  }

  @Test
  void folderOfFilesIsCoveredWithItsWelcomeFilesOnly() {
    assertThat(files("/docs/")).as("Tomcat asks for /docs/index.html").containsExactly("/ []");
    assertThat(files("/")).containsExactly("/ []");
    assertThat(files("/docs/*")).containsExactly("/ []", "/docs/* [f]");
    assertThat(files("/docs/a.txt")).containsExactly("/ []", "/docs/a.txt [f]");
  }

  @Test
  void folderOfAnOwnServletIsAskedForByItsWelcomeFileToo() {
    String filter = filter("f") + filterMapping("f", "/docs/");
    assertThat(parts("/", SERVLET, servletMapping("s", "/"), filter))
        .as("Tomcat asks for /docs/index.html, whatever servlet is mapped on /")
        .containsExactly("/ []");
    assertThat(parts("/*", SERVLET, servletMapping("s", "/*"), filter))
        .as("the longest prefix goes before welcome files")
        .containsExactly("/* []", "/docs/ [f]");
    String pages =
        "<jsp-config><jsp-property-group><url-pattern>/docs/*</url-pattern></jsp-property-group>"
            + "</jsp-config>";
    assertThat(docs("jsp", pages, filter))
        .as("but not where pages are in the folder")
        .isEqualTo(List.of("/docs/* []"));
    assertThat(docs("own", pages, filter, servletMapping("own", "*.jsp")))
        .as("nor where a servlet of the application takes pages")
        .isEqualTo(List.of("/docs/* []"));
    assertThat(docs("jsp", filter, servletMapping("jsp", "/docs/*")))
        .as("nor where web.xml gives the folder to the servlet for JSPs")
        .isEqualTo(List.of("/docs/* []"));
  }

  private static List<String> docs(String servlet, String... declarations) {
    Deployment deployment = deployment(declarations);
    return coverage(deployment, List.of())
        .parts(named(deployment, servlet), UrlPattern.ofServlet("/docs/*"))
        .stream()
        .map(MappingPart::toString)
        .toList();
  }

  @Test
  void welcomeFileOfAnotherServletPassesAFilterOnTheNameOfTheFirst() {
    String byName =
        filter("f")
            + "<filter-mapping><filter-name>f</filter-name><servlet-name>s</servlet-name>"
            + "</filter-mapping>";
    assertThat(parts("/", SERVLET, servletMapping("s", "/"), byName))
        .as("/folder/ may be index.jsp, which belongs to the servlet for JSPs")
        .containsExactly("/ []");
    String pages = "<welcome-file-list><welcome-file>index.html</welcome-file></welcome-file-list>";
    assertThat(parts("/", SERVLET, servletMapping("s", "/"), byName, pages))
        .as("/folder/ may be index.html, which belongs to this servlet")
        .containsExactly("/ [f]");
    String other = servlet("t", "com.example.T");
    for (String[] welcome : new String[][] {{"home", "/home"}, {"faces/i.x", "/a/faces/*"}}) {
      assertThat(
              parts(
                  "/",
                  SERVLET,
                  servletMapping("s", "/"),
                  other,
                  servletMapping("t", welcome[1]),
                  byName,
                  pages.replace("index.html", welcome[0])))
          .as("/ or /a/ may be %s, which belongs to the servlet on %s", welcome[0], welcome[1])
          .containsExactly("/ []");
    }
    assertThat(parts("/", SERVLET, servletMapping("s", "/"), byName.replace(">s<", ">*<")))
        .as("all servlets")
        .containsExactly("/ [f]");
  }

  /** The parts of the container's own servlet for files. */
  private static List<String> files(String filterPattern) {
    Deployment deployment = deployment(filter("f"), filterMapping("f", filterPattern));
    List<String> text = new ArrayList<>();
    for (MappingPart part :
        coverage(deployment, List.of())
            .parts(named(deployment, "default"), UrlPattern.ofServlet("/"))) {
      text.add(part.toString());
    }
    return text;
  }

  @Test
  void starInsideAFilterPatternIsALetter() {
    assertThat(
            parts(
                "*.jsp",
                filter("f"),
                filterMapping("f", "/a/*.jsp"),
                filter("g"),
                filterMapping("g", "/a/*")))
        .contains("*.jsp []", "/a/*.jsp [f, g]", "/a/*.jsp [g]")
        .hasSize(3);
  }

  @Test
  void severalFiltersAreAllNamed() {
    assertThat(
            parts(
                "/api/*",
                filter("b"),
                filterMapping("b", "/api/*"),
                filter("a"),
                filterMapping("a", "/api/admin/*")))
        .containsExactly("/api/* [b]", "/api/admin/* [a, b]");
  }

  @Test
  void mappingsThatTogetherCoverAPartArePutTogether() {
    assertThat(
            parts(
                "/api/*",
                filter("f"),
                filterMapping("f", "/api/a/*"),
                filterMapping("f", "/api/b")))
        .containsExactly("/api/* []", "/api/a/* [f]", "/api/b [f]");
  }

  @Test
  void mappingByServletNameLocksTheServletWhereverItIs() {
    assertThat(parts("*.x", filter("f"), filterMappingByServlet("f", "s")))
        .containsExactly("*.x [f]");
    assertThat(parts("/", filter("f"), filterMappingByServlet("f", "*"))).containsExactly("/ [f]");
    assertThat(parts("/a/*", filter("f"), filterMappingByServlet("f", "other")))
        .containsExactly("/a/* []");
  }

  @Test
  void excludedPartIsOpen() {
    String[] filtered = {filter("f"), filterMapping("f", "/api/*")};
    assertThat(parts("/api/*", List.of("/api/open/*", "/api/status"), filtered))
        .containsExactly("/api/* [f]", "/api/open/* []", "/api/status []");
    assertThat(parts("/api/open/x", List.of("/api/open/*"), filtered))
        .containsExactly("/api/open/x []");
    assertThat(parts("/api/*", List.of("/elsewhere/*"), filtered)).containsExactly("/api/* [f]");
    assertThat(parts("/a/*", List.of("/a/open"), filter("f"), filterMappingByServlet("f", "s")))
        .containsExactly("/a/* [f]", "/a/open []");
  }

  @Test
  @DisplayName("PD-3: a mapping that sees forwards only locks no request from outside")
  void forwardOnlyIsNoLock() {
    assertThat(parts("/api/*", filter("f"), filterMapping("f", "/api/*", "FORWARD")))
        .containsExactly("/api/* []");
    assertThat(parts("/api/*", filter("f"), filterMappingByServlet("f", "s", "INCLUDE", "ERROR")))
        .containsExactly("/api/* []");
    assertThat(parts("/api/*", filter("f"), filterMapping("f", "/api/*", "ASYNC", "REQUEST")))
        .containsExactly("/api/* [f]");
    assertThat(
            parts(
                "/api/*",
                filter("f"),
                filterMapping("f", "/api/*", "FORWARD"),
                filterMapping("f", "/api/*")))
        .containsExactly("/api/* [f]");
  }

  @Test
  void partThatAnotherServletTakesIsNone() {
    String rival = servlet("r", "com.example.R");
    String[] filtered = {filter("f"), filterMapping("f", "/api/admin/*"), rival};
    String[] taken = {filtered[0], filtered[1], rival, servletMapping("r", "/api/admin/*")};
    assertThat(parts("/api/*", filtered)).containsExactly("/api/* []", "/api/admin/* [f]");
    assertThat(parts("/api/*", taken)).containsExactly("/api/* []");
    assertThat(parts("/api/admin/x", taken)).containsExactly("/api/admin/x [f]");
    assertThat(parts("*.x", rival, servletMapping("r", "/*"))).isEmpty();
    assertThat(parts("/", rival, servletMapping("r", "/*"))).isEmpty();
    assertThat(parts("/*", rival, servletMapping("r", "/"))).containsExactly("/* []");
  }

  @RepeatedTest(400)
  @DisplayName("PD-2: the narrowest part of a path names the filters that a container would run")
  void partsPredictWhatAContainerDoes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<String, String> servlets = new TreeMap<>(); // pattern to servlet
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      servlets.put(pick(random, "", "/"), "s" + random.nextInt(3));
    }
    List<String> xml = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      xml.add(servlet("s" + i, "com.example.S"));
    }
    servlets.forEach((pattern, name) -> xml.add(servletMapping(name, pattern)));
    Map<String, List<String>> filters = new TreeMap<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      String name = "f" + i;
      xml.add(filter(name));
      for (int j = 0; j < 1 + random.nextInt(2); j++) {
        boolean byServlet = random.nextInt(6) == 0;
        boolean forwardOnly = random.nextInt(6) == 0;
        String target = byServlet ? "s" + random.nextInt(3) : pick(random, "/", "*", "/a/*.x");
        String[] dispatchers = forwardOnly ? new String[] {"FORWARD"} : new String[0];
        xml.add(
            byServlet
                ? filterMappingByServlet(name, target, dispatchers)
                : filterMapping(name, target, dispatchers));
        if (!forwardOnly) {
          filters.computeIfAbsent(name, key -> new ArrayList<>()).add(target);
        }
      }
    }
    List<String> exclude = random.nextBoolean() ? List.of() : List.of("/a/b/*", "/b");
    // Those of the usual names are pages, which filters on the names of these servlets do not see.
    xml.add("<welcome-file-list><welcome-file>index.html</welcome-file></welcome-file-list>");
    Deployment deployment = deployment(xml.toArray(new String[0]));
    Coverage coverage = coverage(deployment, exclude);
    for (int i = 0; i < 200; i++) {
      String path = path(random);
      String mapping = mappingOf(path, servlets);
      if (mapping != null) {
        String servlet = servlets.get(mapping);
        List<MappingPart> parts =
            coverage.parts(named(deployment, servlet), UrlPattern.ofServlet(mapping));
        assertThat(narrowest(path, parts).filterNames())
            .as("%s: parts %s of %s, servlets %s, %s", path, parts, mapping, servlets, xml)
            .isEqualTo(filtersOf(path, mapping, servlet, filters, exclude));
      }
    }
  }

  private static String pick(Random random, String... more) {
    List<String> patterns = new ArrayList<>(List.of(more));
    patterns.addAll(
        List.of(
            "/*", "/a", "/a/*", "/a/b", "/a/b/*", "/b/*", "*.x", "*.y", "/a.x", "/a/a.x", "/a/"));
    return patterns.get(random.nextInt(patterns.size()));
  }

  private static String path(Random random) {
    String[] segments = {"a", "b", "a.x", "b.y", ""};
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      path.append('/').append(segments[random.nextInt(segments.length)]);
    }
    return path.toString();
  }

  /** Servlet 3.0 12.1, written down once more. */
  private static String mappingOf(String path, Map<String, String> servlets) {
    if (servlets.containsKey(path) && !path.equals("/")) {
      return path;
    }
    if (path.equals("/") && servlets.containsKey("")) {
      return "";
    }
    for (String folder = path; ; folder = folder.substring(0, folder.lastIndexOf('/'))) {
      if (servlets.containsKey(folder + "/*")) {
        return folder + "/*";
      }
      if (folder.isEmpty()) {
        break;
      }
    }
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    if (dot >= 0 && servlets.containsKey("*" + file.substring(dot))) {
      return "*" + file.substring(dot);
    }
    return servlets.containsKey("/") ? "/" : null;
  }

  /** A folder of the default servlet may be asked for by its welcome file: only below is sure. */
  private static Set<String> filtersOf(
      String path,
      String mapping,
      String servlet,
      Map<String, List<String>> filters,
      List<String> exclude) {
    boolean folder = mapping.equals("/") && path.endsWith("/");
    Set<String> names = new TreeSet<>();
    if (exclude.stream().anyMatch(pattern -> filterMatches(pattern, path))) {
      return names;
    }
    filters.forEach(
        (name, targets) -> {
          for (String target : targets) {
            boolean sure = !folder || target.endsWith("*");
            if (target.equals(servlet) || filterMatches(target, path) && sure) {
              names.add(name);
            }
          }
        });
    return names;
  }

  private static boolean filterMatches(String pattern, String path) {
    if (pattern.equals("*") || pattern.equals("/*")) {
      return true;
    }
    if (pattern.endsWith("/*")) {
      return (path + "/").startsWith(pattern.substring(0, pattern.length() - 1));
    }
    if (pattern.startsWith("*.")) {
      return path.substring(path.lastIndexOf('/')).endsWith(pattern.substring(1));
    }
    return path.equals(pattern);
  }

  /** The narrowest part of a path; where two overlap, both say the same. */
  private static MappingPart narrowest(String path, List<MappingPart> parts) {
    List<MappingPart> around = new ArrayList<>(parts);
    around.removeIf(part -> !part.pattern().matches(path));
    List<MappingPart> narrowest = new ArrayList<>(around);
    narrowest.removeIf(
        part ->
            around.stream()
                .anyMatch(other -> other != part && part.pattern().covers(other.pattern())));
    assertThat(narrowest.stream().map(MappingPart::filterNames).distinct())
        .as("one word on %s in %s", path, parts)
        .hasSize(1);
    return narrowest.get(0);
  }
}
