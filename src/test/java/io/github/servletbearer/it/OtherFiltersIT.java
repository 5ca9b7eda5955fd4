// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassHeaders;
import io.github.servletbearer.internal.report.PathStrictness;
import io.github.servletbearer.internal.report.Protection;
import io.github.servletbearer.internal.report.ReportWords;
import io.github.servletbearer.internal.report.StartReport;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.ForeignFilter;
import io.github.servletbearer.it.app.FrontControllerFilter;
import io.github.servletbearer.it.app.TableVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random filters of an application are deployed among ours, in random order, with random mappings
 * and dispatchers, and each word of the report is compared with what requests get.
 *
 * <p>{@code -Dfilters.seed=} repeats a run, {@code -Dfilters.apps=} makes it longer.
 */
class OtherFiltersIT {
  private static final int APPS = Integer.getInteger("filters.apps", 25);
  private static final long SEED = Long.getLong("filters.seed", 20_261_128L);
  private static final List<String> SERVLET_PATTERNS =
      List.of("/a/*", "/a/b/*", "/a/b", "/b/*", "/b/c.x", "*.x", "/", "", "/*");
  private static final List<String> FILTER_PATTERNS =
      List.of("/a/*", "/a/b/*", "/a/b", "/b/*", "/b/c.x", "*.x", "*.y", "/", "/*");
  private static final List<String> PATHS =
      List.of(
          "/",
          "/a",
          "/b",
          "/c",
          "/c.x",
          "/d.y",
          "/a/b",
          "/a/c",
          "/a/c.x",
          "/a/d.y",
          "/b/b",
          "/b/c.x",
          "/b/d.y",
          "/c/c.x",
          "/a/b/c",
          "/a/b/c.x",
          "/a/b/d.y",
          "/b/c/c.x");
  private static final List<List<String>> DISPATCHERS =
      List.of(
          List.of(),
          List.of("REQUEST"),
          List.of("REQUEST", "FORWARD"),
          List.of("FORWARD", "INCLUDE"),
          List.of("ERROR"));

  private final Random random = new Random(SEED);
  private final Map<ProtectionLevel, Integer> seen = new EnumMap<>(ProtectionLevel.class);

  @Test
  @DisplayName("each word of the report is what requests get, whatever other filters do")
  void wordsAreWhatRequestsGet() throws IOException {
    ServerSpec spec = ServerSpec.named("other-filters");
    List<RandomApp> apps = new ArrayList<>();
    for (int i = 0; i < APPS; i++) {
      RandomApp app = new RandomApp("/app" + i);
      apps.add(app);
      spec.app(app.webApp());
    }
    try (Container server = spec.start()) {
      for (RandomApp app : apps) {
        assertThat(app.reported(server.console().lines())).as(app.xml).isEqualTo(app.report);
        Http http = new Http(server.base(), app.contextPath);
        PATHS.forEach(path -> app.compare(http, path));
      }
    }
    // Not vacuous: each word was put to the test.
    assertThat(seen).containsKeys(ProtectionLevel.values());
    assertThat(seen.values()).allMatch(count -> count >= APPS / 5, "seen " + seen);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** One application with up to three servlets, two bearer filters and three others. */
  private final class RandomApp {
    private final String contextPath;
    private final String xml;
    private final boolean forwards;
    private final List<String> trusted = new ArrayList<>();
    private final Protection protection;
    private final String report;

    RandomApp(String contextPath) throws IOException {
      this.contextPath = contextPath;
      WebXml text = new WebXml();
      // Pages are served by a servlet that filters on the names of these servlets do not see.
      text.raw("<welcome-file-list><welcome-file>index.html</welcome-file></welcome-file-list>");
      int servlets = servlets(text);
      List<String[]> mappings = new ArrayList<>();
      filtersOfOurs(text, servlets, mappings);
      forwards = otherFilters(text, servlets, mappings);
      Collections.shuffle(mappings, random);
      mappings.forEach(each -> text.mapFilter(each[0], each[1], one(DISPATCHERS)));
      // So that no bearer filter is without a request from outside.
      text.mapFilter("f0", "/nowhere", List.of("REQUEST"));
      xml = text.toString();
      Deployment deployment =
          Deployment.described(
              io.github.servletbearer.internal.deployment.webxml.WebXml.parse(
                  WebXmlText.stream("<web-app>" + xml + "</web-app>")),
              ServletContainer.TOMCAT.parts(),
              new ClassHeaders(ClassFiles.of(getClass().getClassLoader())),
              List.of());
      Problems problems = new Problems();
      Sources sources = Sources.ofProcess(deployment.webXml().contextParameters());
      Settings settings = SettingsReader.read(deployment, sources, "random", problems);
      assertThat(problems.errors()).as(xml).isEmpty();
      protection = new Protection(settings, settings.coverage(deployment));
      PathStrictness strictness = new PathStrictness(ServletContainer.TOMCAT, true);
      report = new StartReport(contextPath, settings, protection, strictness).text();
    }

    /** What the start has logged, which reads registrations where this test reads web.xml alone. */
    private String reported(List<String> console) {
      String title = "Servlet Bearer guards " + contextPath;
      List<String> lines = new ArrayList<>();
      for (String line : console) {
        if (line.endsWith(title)) {
          lines.add(title);
        } else if (!lines.isEmpty() && line.startsWith("  ")) {
          lines.add(line);
        } else if (!lines.isEmpty()) {
          break;
        }
      }
      return String.join(System.lineSeparator(), lines);
    }

    private int servlets(WebXml text) {
      List<String> patterns = new ArrayList<>(SERVLET_PATTERNS);
      Collections.shuffle(patterns, random);
      int servlets = 1 + random.nextInt(3);
      for (int i = 0; i < servlets; i++) {
        text.servlet("s" + i, EchoServlet.class, patterns.get(2 * i), patterns.get(2 * i + 1));
      }
      return servlets;
    }

    private void filtersOfOurs(WebXml text, int servlets, List<String[]> mappings) {
      int filters = 1 + random.nextInt(2);
      for (int i = 0; i < filters; i++) {
        String verify = random.nextInt(3) == 0 ? "presence" : TableVerifier.class.getName();
        String autoError = String.valueOf(random.nextInt(4) != 0);
        text.filter(
            "f" + i,
            "io.github.servletbearer.BearerFilter",
            "verify",
            verify,
            "autoError",
            autoError,
            "reportOnly",
            String.valueOf(random.nextInt(4) == 0));
        map("f" + i, servlets, mappings);
      }
    }

    /** Returns whether one of them forwards, so that a request may end at another path. */
    private boolean otherFilters(WebXml text, int servlets, List<String[]> mappings) {
      boolean forwarding = false;
      int others = 1 + random.nextInt(3);
      for (int i = 0; i < others; i++) {
        String name = "o" + i;
        String does = one(List.of("pass", "pass", "rewrite", "answer", "forward", "front"));
        Class<?> type = does.equals("front") ? FrontControllerFilter.class : ForeignFilter.class;
        text.filter(name, type.getName(), "does", does);
        map(name, servlets, mappings);
        boolean passes = does.equals("pass") || does.equals("rewrite");
        if (passes && random.nextBoolean()) {
          trusted.add(name);
        }
        forwarding |= does.equals("forward");
      }
      if (!trusted.isEmpty()) {
        text.contextParam("bearer.passThroughFilters", String.join(" ", trusted));
      }
      return forwarding;
    }

    private void map(String name, int servlets, List<String[]> mappings) {
      int count = 1 + random.nextInt(2);
      for (int i = 0; i < count; i++) {
        mappings.add(new String[] {name, one(FILTER_PATTERNS)});
      }
      if (random.nextBoolean()) {
        mappings.add(new String[] {name, "servlet:s" + random.nextInt(servlets)});
      }
    }

    WebApp webApp() {
      return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml);
    }

    void compare(Http http, String path) {
      ProtectionLevel word = ReportWords.ofServlet(protection, path);
      Answer none = http.get(path);
      Answer bad = http.getWith("bad", path);
      String where =
          "seed %d, %s%s is called %s in%n%s".formatted(SEED, contextPath, path, word.word(), xml);
      switch (word) {
        case PROTECTED -> {
          assertThat(isRefused(none)).as(where).isTrue();
          assertThat(isRefused(bad)).as(where).isTrue();
        }
        case ANY_TOKEN -> assertThat(isRefused(none)).as(where).isTrue();
        // A filter on the root alone is not believed there: a welcome file would pass it by.
        case OPTIONAL, OPEN, REPORT_ONLY ->
            assertThat(isRefused(none) && !forwards && !path.equals("/")).as(where).isFalse();
        default -> assertThat(isSeenFirst(none) || isSeenFirst(bad)).as(where).isTrue();
      }
      for (ProtectionLevel served : ReportWords.ofFilters(protection, path)) {
        boolean open = served == ProtectionLevel.OPEN;
        assertThat(open && isRefused(none) && !forwards).as("a filter, " + where).isFalse();
      }
      seen.merge(word, 1, Integer::sum);
    }

    /**
     * Whether a filter that nobody vouches for has seen the request before all of ours passed it.
     */
    private boolean isSeenFirst(Answer answer) {
      return answer.headers(ForeignFilter.SEEN).stream().anyMatch(name -> !trusted.contains(name));
    }

    /** Whether a bearer filter has answered, and nothing of the application. */
    private boolean isRefused(Answer answer) {
      return answer.status() == 401
          && answer.has("WWW-Authenticate")
          && !answer.has(EchoServlet.RAN)
          && !answer.has(ForeignFilter.ANSWERED);
    }
  }
}
