// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.FilterScope;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.PathMatcher;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import io.github.servletbearer.it.app.EchoServlet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random mappings of servlets and filters are deployed, many paths requested, and what the model
 * says of each must be what the container did.
 *
 * <p>{@code -Dcoverage.seed=} repeats a run, {@code -Dcoverage.apps=} makes it longer.
 */
class CoverageIT {

  private static final int APPS = Integer.getInteger("coverage.apps", 30);
  private static final long SEED = Long.getLong("coverage.seed", 20_261_123L);
  private static final List<String> SERVLET_PATTERNS =
      List.of("/a/*", "/a/b/*", "/a/b", "/a", "/b/*", "/b/c.x", "*.x", "*.y", "/", "", "/*");
  private static final List<String> FILTER_PATTERNS =
      List.of(
          "/a/*", "/a/b/*", "/a/b", "/a", "/b/*", "/b/c.x", "/a/b/c", "*.x", "*.y", "/", "/*",
          "/a/", "/a/b/", "/b/");
  private static final List<String> FOLDERS = List.of("/", "/a/", "/a/b/", "/b/", "/c/");
  private static final List<String> WELCOME_FILES =
      List.of("index.html", "index.x", "index.no", "b", "b/c.x");
  private static final List<String> USUAL_WELCOME_FILES =
      List.of("index.html", "index.x", "index.no");
  private static final List<String> EXCLUSIONS = List.of("/a/b", "/a/*", "/a/b/*", "/b/c.x");
  private static final List<String> PATHS = paths();

  private final Random random = new Random(SEED);

  @Test
  @DisplayName("PD-1 PD-2 the model names for every path the filters that really judged it")
  void modelIsWhatTheContainerDoes() throws IOException {
    ServerSpec spec = ServerSpec.named("coverage");
    List<RandomApp> apps = new ArrayList<>();
    for (int i = 0; i < APPS; i++) {
      RandomApp app = new RandomApp("/app" + i);
      apps.add(app);
      spec.app(app.webApp());
    }
    int compared = 0;
    int welcomed = 0;
    try (Container server = spec.start()) {
      for (RandomApp app : apps) {
        Http http = new Http(server.base(), app.contextPath);
        for (String path : PATHS) {
          compared += app.compare(http, path) ? 1 : 0;
        }
        for (String folder : FOLDERS) {
          welcomed += app.compareFolder(http, folder) ? 1 : 0;
        }
      }
    }
    // Not vacuous: most paths lead to a servlet that tells what it has seen.
    assertThat(compared).isGreaterThan(APPS * PATHS.size() / 3);
    // And some folders have shown a welcome file past a filter on the folder alone.
    assertThat(welcomed).isGreaterThan(APPS / 10);
  }

  private static List<String> paths() {
    List<String> segments = List.of("a", "b", "c", "c.x", "d.y", "b.x");
    List<String> paths = new ArrayList<>();
    for (String one : segments) {
      paths.add("/" + one);
      for (String two : segments) {
        paths.add("/" + one + "/" + two);
        for (String three : List.of("b", "c", "c.x", "d.y")) {
          paths.add("/" + one + "/" + two + "/" + three);
        }
      }
    }
    return paths;
  }

  /** Half of the applications have the usual names alone, which more servlets may serve. */
  private List<String> welcomeFiles() {
    return some(random.nextBoolean() ? USUAL_WELCOME_FILES : WELCOME_FILES, 3);
  }

  private <T> List<T> some(List<T> of, int most) {
    List<T> shuffled = new ArrayList<>(of);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, 1 + random.nextInt(most));
  }

  /** One application with up to four servlets and three filters. */
  private final class RandomApp {
    private final String contextPath;
    private final String xml;
    private final Deployment deployment;
    private final Coverage coverage;

    RandomApp(String contextPath) throws IOException {
      this.contextPath = contextPath;
      this.xml = randomXml();
      String document = "<web-app>" + xml + "</web-app>";
      deployment =
          WebXmlText.deployment(
              io.github.servletbearer.internal.deployment.webxml.WebXml.parse(
                  new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))));
      coverage = new Coverage(deployment, reaches(), List.of());
    }

    private String randomXml() {
      WebXml text = new WebXml();
      text.raw(
          "<welcome-file-list><welcome-file>"
              + String.join("</welcome-file><welcome-file>", welcomeFiles())
              + "</welcome-file></welcome-file-list>");
      List<String> patterns = new ArrayList<>(SERVLET_PATTERNS);
      Collections.shuffle(patterns, random);
      int servlets = 1 + random.nextInt(4);
      for (int i = 0; i < servlets; i++) {
        String[] own = {patterns.get(2 * i), patterns.get(2 * i + 1)};
        text.servlet("s" + i, EchoServlet.class, own);
      }
      int filters = 1 + random.nextInt(3);
      for (int i = 0; i < filters; i++) {
        filter(text, "f" + i, servlets);
      }
      // Folders alone, of which a welcome file is none.
      text.filter(
          "folders",
          "io.github.servletbearer.BearerFilter",
          "verify",
          "presence",
          "attribute",
          "judged-by-folders");
      for (String folder : some(FOLDERS, 4)) {
        text.mapFilter("folders", folder, List.of("REQUEST"));
      }
      return text.toString();
    }

    /** Leaves its name as an attribute of every request that it judges. */
    private void filter(WebXml text, String name, int servlets) {
      List<String> params =
          new ArrayList<>(List.of("verify", "presence", "attribute", "judged-by-" + name));
      if (random.nextInt(3) == 0) {
        params.add("exclude");
        params.add(String.join(" ", some(EXCLUSIONS, 2)));
      }
      text.filter(name, "io.github.servletbearer.BearerFilter", params.toArray(String[]::new));
      for (String pattern : some(FILTER_PATTERNS, 3)) {
        boolean forwardsOnly = random.nextInt(5) == 0;
        text.mapFilter(name, pattern, List.of(forwardsOnly ? "FORWARD" : "REQUEST"));
      }
      // Leads nowhere, and keeps the filter from excluding all that it has.
      text.mapFilter(name, "/elsewhere/*", List.of("REQUEST"));
      if (random.nextInt(4) == 0) {
        text.mapFilter(name, "servlet:s" + random.nextInt(servlets), List.of("REQUEST"));
      }
    }

    private List<FilterScope> reaches() {
      Settings settings =
          SettingsReader.read(
              deployment, Sources.of(Map.of(), Map.of(), Map.of()), "random", new Problems());
      List<FilterScope> reaches = new ArrayList<>();
      settings.filters().values().forEach(filter -> reaches.add(filter.reach()));
      return reaches;
    }

    WebApp webApp() {
      WebApp app = WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml);
      for (String folder : FOLDERS) {
        app.file((folder + "index.html").substring(1), "a file")
            .file(folder.substring(1) + "x", "");
      }
      return app;
    }

    /**
     * What is said of a folder must have judged its welcome file, which is what the container hands
     * to filters and servlets.
     *
     * @return whether a filter on the folder alone was passed by
     */
    boolean compareFolder(Http http, String folder) {
      Answer answer = http.getWith("x", folder);
      if (!answer.has(EchoServlet.RAN)) {
        return false;
      }
      ServletEntry chosen = new PathMatcher(coverage).servlet(folder);
      MappingPart narrowest = null;
      for (UrlPattern mapping : chosen.patterns()) {
        for (MappingPart part : coverage.parts(chosen, mapping)) {
          boolean narrower = narrowest == null || narrowest.pattern().covers(part.pattern());
          if (mapping.matches(folder) && part.pattern().matches(folder) && narrower) {
            narrowest = part;
          }
        }
      }
      Set<String> judges = judges(answer);
      assertThat(judges)
          .as("seed %d, %s%s, servlet %s, in%n%s", SEED, contextPath, folder, chosen, xml)
          .containsAll(narrowest.filterNames());
      String served = answer.json("servletPath") + answer.json("pathInfo");
      return served.contains("index.") && !judges.containsAll(onPath(folder));
    }

    private Set<String> onPath(String path) {
      Set<String> names = new TreeSet<>();
      for (FilterScope reach : reaches()) {
        if (reach.patterns().stream().anyMatch(pattern -> pattern.matches(path))) {
          names.add(reach.filterName());
        }
      }
      return names;
    }

    /** False where no servlet of the application got the request, so that nobody tells. */
    boolean compare(Http http, String path) {
      Answer answer = http.getWith("x", path);
      if (!answer.has(EchoServlet.RAN)) {
        return false;
      }
      Set<String> judges = judges(answer);
      String servlet = answer.json("servlet");
      String servletPath = answer.json("servletPath");
      String pathInfo = answer.json("pathInfo");
      Set<String> model = model(servlet, servletPath, pathInfo, path);
      assertThat(judges)
          .as("seed %d, %s%s, servlet %s, in%n%s", SEED, contextPath, path, servlet, xml)
          .containsAll(model);
      judges.removeAll(model);
      judges.removeIf(name -> mayMissWelcomeFiles(name, servlet));
      assertThat(judges)
          .as("seed %d, %s%s, servlet %s, in%n%s", SEED, contextPath, path, servlet, xml)
          .isEmpty();
      return true;
    }

    /**
     * A filter on the name of a servlet on "/" is not said to cover all that the servlet serves.
     */
    private boolean mayMissWelcomeFiles(String filter, String servletName) {
      boolean onRoot =
          deployment.servlets().stream()
              .filter(servlet -> servlet.name().equals(servletName))
              .anyMatch(servlet -> servlet.patterns().stream().anyMatch(UrlPattern::isDefault));
      return onRoot
          && deployment.filters().stream()
              .anyMatch(entry -> entry.name().equals(filter) && entry.seesServlet(servletName));
    }

    private Set<String> judges(Answer answer) {
      Set<String> judges = new TreeSet<>();
      for (String attribute : answer.json("attributeNames").split(" ", -1)) {
        if (attribute.startsWith("judged-by-")) {
          judges.add(attribute.substring("judged-by-".length()));
        }
      }
      return judges;
    }

    /** The filters of the narrowest part around the path. */
    private Set<String> model(
        String servletName, String servletPath, String pathInfo, String path) {
      MappingPart narrowest = null;
      for (ServletEntry servlet : deployment.servlets()) {
        if (!servlet.name().equals(servletName)) {
          continue;
        }
        UrlPattern mapping = mapping(servlet, servletPath, pathInfo);
        for (MappingPart part : coverage.parts(servlet, mapping)) {
          boolean narrower = narrowest == null || narrowest.pattern().covers(part.pattern());
          if (part.pattern().matches(path) && narrower) {
            narrowest = part;
          }
        }
      }
      return narrowest == null ? null : new TreeSet<>(narrowest.filterNames());
    }

    /** The mapping that the container has used, as it tells by servletPath and pathInfo. */
    private UrlPattern mapping(ServletEntry servlet, String servletPath, String pathInfo) {
      String extension = servletPath.substring(servletPath.lastIndexOf('.') + 1);
      List<String> likely =
          pathInfo == null
              ? Arrays.asList(servletPath, servletPath + "/*", "*." + extension, "/")
              : Arrays.asList(
                  pathInfo.equals("/") && servletPath.isEmpty() ? "" : servletPath + "/*",
                  servletPath + "/*");
      for (String text : likely) {
        for (UrlPattern pattern : servlet.patterns()) {
          if (pattern.text().equals(text)) {
            return pattern;
          }
        }
      }
      throw new AssertionError(servlet + " has no mapping for " + servletPath + pathInfo);
    }
  }
}
