// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.otherFilter;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter need not see a dispatch that no request reaches without having been judged by it. */
class UnseenDispatchesTest {
  private static final String SERVLETS =
      COMPANION
          + servlet("items", "com.example.Items")
          + servletMapping("items", "/api/items", "/public/*");

  /** The names of the filters that do not see a dispatch, one for each kind of dispatch. */
  private static List<String> unseeing(String... parts) {
    return unseeing(Map.of(), parts);
  }

  private static List<String> unseeing(Map<String, String> parameters, String... parts) {
    Deployment deployment = WebXmlText.deployment(SERVLETS, String.join("", parts));
    Problems problems = new Problems();
    Settings settings =
        SettingsReader.read(deployment, Sources.ofProcess(parameters), "Shop", problems);
    Protection protection = new Protection(settings, settings.coverage(deployment));
    assertThat(problems.errors()).isEmpty();
    UnseenDispatches.add(deployment, protection, Map.of(), problems);
    List<String> names = new ArrayList<>();
    for (Problem problem : problems.warnings()) {
      if (problem.code() == ProblemCode.DISPATCH_UNSEEN) {
        names.add(problem.toString().replaceAll("(?s).*<filter> (\\w+) protects .*", "$1"));
      }
    }
    return names;
  }

  @Test
  void filterThatJudgesEveryRequestNeedsNoOtherDispatch() {
    assertThat(unseeing(filter("f"), filterMapping("f", "/*"))).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("one that lets a request pass without a token does")
  @CsvSource({"exclude, /public/*", "autoError, false", "openMethods, GET", "reportOnly, true"})
  void filterThatLetsSomethingPassNeedsThem(String name, String value) {
    assertThat(unseeing(filter("f", name, value), filterMapping("f", "/*")))
        .containsExactly("f", "f", "f");
  }

  @Test
  void filterOfAPartNeedsThemAlsoWhereAnotherJudgesEverything() {
    String part = filter("part") + filterMapping("part", "/api/*");
    assertThat(unseeing(part)).containsExactly("part", "part", "part");
    assertThat(unseeing(filter("f"), filterMapping("f", "/*"), part))
        .containsExactly("part", "part", "part");
  }

  @Test
  @DisplayName("one with exclude does, also where another filter judges what it excludes")
  void filterWithExcludeNeedsThemWhereAnotherJudgesTheRest() {
    String all = filter("f", "exclude", "/public/*") + filterMapping("f", "/*");
    String rest = filter("rest") + filterMapping("rest", "/public/*");
    assertThat(unseeing(all, rest)).containsExactly("f", "f", "f", "rest", "rest", "rest");
  }

  @Test
  void filterBehindOneThatMayAnswerNeedsThem() {
    String ahead = otherFilter("other", "com.example.Other") + filterMapping("other", "/*");
    String ours = filter("f") + filterMapping("f", "/*");
    assertThat(unseeing(ahead, ours)).containsExactly("f", "f", "f");
    assertThat(unseeing(ours, ahead)).isEmpty();
  }

  @Test
  void filterBehindOneThatPassesAllOnNeedsAsyncAlone() {
    String ahead = otherFilter("other", "com.example.Other") + filterMapping("other", "/*");
    Map<String, String> named = Map.of("bearer.passThroughFilters", "other");
    String ours = filter("f") + filterMapping("f", "/*");
    assertThat(unseeing(named, ahead, ours)).containsExactly("f");
    String both = filter("f") + filterMapping("f", "/*", "REQUEST", "ASYNC");
    assertThat(unseeing(named, ahead, both)).isEmpty();
    assertThat(unseeing(named, ours, ahead)).isEmpty();
  }

  @Test
  void filterThatIsKnownLetsNoRequestWait() {
    String encoding = "org.springframework.web.filter.CharacterEncodingFilter";
    String ahead = otherFilter("encoding", encoding) + filterMapping("encoding", "/*");
    assertThat(unseeing(ahead, filter("f"), filterMapping("f", "/*"))).isEmpty();
  }
}
