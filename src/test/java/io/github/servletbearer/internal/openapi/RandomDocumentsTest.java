// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for any application: locks, scopes and names of random deployments. */
class RandomDocumentsTest {
  private static final List<String> SERVLET_PATTERNS =
      List.of(
          "/a", "/a/*", "/a/b", "/a/b/*", "/a/b/c/*", "/b/*", "/b/x.do", "*.do", "*.json", "/", "");
  private static final List<String> FILTER_PATTERNS =
      List.of(
          "/*", "/a", "/a/*", "/a/b", "/a/b/*", "/a/b/c", "/b/x.do", "*.do", "*.json", "/", "/c/*");
  private static final List<Class<?>> SERVLETS =
      List.of(
          TestServlets.Orders.class,
          TestServlets.SpecialOrders.class,
          TestServlets.Several.class,
          TestServlets.Service.class,
          NamesOfServlets.Promises.class);

  /** Pieces of web.xml that may come in any order. */
  private static List<Runnable> pieces(Application application, Random random) {
    List<Runnable> pieces = new ArrayList<>();
    List<String> patterns = new ArrayList<>(SERVLET_PATTERNS);
    Collections.shuffle(patterns, random);
    for (int i = 0; i < 4; i++) {
      String name = "s" + i;
      Class<?> type = SERVLETS.get(random.nextInt(SERVLETS.size()));
      String[] mapped = patterns.subList(2 * i, 2 * i + 2).toArray(new String[0]);
      pieces.add(() -> application.servlet(name, type, mapped));
    }
    int filters = 1 + random.nextInt(3);
    for (int i = 0; i < filters; i++) {
      String name = "f" + i;
      // The second pattern leads nowhere, and keeps the filter from excluding all that it has.
      String mapping =
          "<url-pattern>"
              + pick(FILTER_PATTERNS, random)
              + "</url-pattern><url-pattern>/elsewhere/*</url-pattern>";
      String scopes = pick(List.of("one", "GET: one; *: two three", "*: four"), random);
      String scheme = pick(List.of("OAuth2PasswordBearer", "Other"), random);
      String autoError = pick(List.of("true", "true", "false"), random);
      String exclude = pick(List.of("/nothing", "/a/b", "/b/*"), random);
      pieces.add(
          () ->
              application.filterOn(
                  name,
                  mapping,
                  "requiredScopes",
                  scopes,
                  "schemeName",
                  scheme,
                  "autoError",
                  autoError,
                  "exclude",
                  exclude));
    }
    return pieces;
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private static Application application(int seed, boolean shuffled) {
    Application application = new Application().companion();
    List<Runnable> pieces = pieces(application, new Random(seed));
    if (shuffled) {
      Collections.reverse(pieces);
    }
    pieces.forEach(Runnable::run);
    return application;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200})
  void locksScopesAndNamesHold(int first) {
    int locked = 0;
    int open = 0;
    for (int seed = first; seed < first + 100; seed++) {
      Application application = application(seed, false);
      Map<String, Map<String, Object>> operations = application.operations();
      Set<Object> ids = new HashSet<>();
      Settings settings = application.settings();
      boolean rootIsMapped =
          application.deployment().servlets().stream()
              .anyMatch(servlet -> servlet.patterns().contains(UrlPattern.ofServlet("")));
      Map<String, Object> schemes =
          Values.map(application.document(), "components", "securitySchemes");
      for (Map.Entry<String, Map<String, Object>> entry : operations.entrySet()) {
        String where = "seed " + seed + ": " + entry.getKey();
        assertThat(ids.add(entry.getValue().get("operationId"))).as(where).isTrue();
        if (entry.getKey().endsWith(" /token")) {
          continue;
        }
        Object security = entry.getValue().get("security");
        List<Object> alternatives = security == null ? List.of() : Values.list(security);
        Set<String> shown = new HashSet<>();
        for (Object requirement : alternatives) {
          Values.map(requirement)
              .forEach(
                  (name, scopes) -> {
                    Set<String> known =
                        Values.map(schemes, name, "flows", "password", "scopes").keySet();
                    for (Object scope : (Collection<?>) scopes) {
                      assertThat(known).as(where).contains((String) scope);
                      shown.add(name + " " + scope);
                    }
                  });
        }
        assertThat(shown).as(where).isEqualTo(expected(settings, entry.getKey(), rootIsMapped));
        locked += shown.isEmpty() ? 0 : 1;
        open += shown.isEmpty() ? 1 : 0;
      }
    }
    assertThat(locked).isGreaterThan(200);
    assertThat(open).isGreaterThan(200);
  }

  /**
   * What the filters ask for, by matching a path as a container does. The root of the default
   * servlet may show a welcome file, for which a filter on the root alone is not asked.
   */
  private static Set<String> expected(
      Settings settings, String methodAndPath, boolean rootIsMapped) {
    String method = methodAndPath.substring(0, methodAndPath.indexOf(' ')).toUpperCase(Locale.ROOT);
    String path = methodAndPath.substring(method.length() + 1).replaceAll("\\{[^}]*\\}", "~any~");
    Set<String> scopes = new HashSet<>();
    for (FilterSettings filter : settings.filters().values()) {
      boolean sees =
          filter.reach().patterns().stream()
              .filter(p -> !(p.isExact() && path.equals("/")) || rootIsMapped)
              .anyMatch(p -> p.matches(path));
      boolean excluded = filter.exclude().stream().anyMatch(p -> p.matches(path));
      if (sees && !excluded) {
        for (String scope : filter.requiredScopes().required(method)) {
          scopes.add(filter.schemeName() + " " + scope);
        }
      }
    }
    return scopes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void orderOfRegistrationsDoesNotMatter(int seed) {
    byte[] once = application(seed, false).json().getBytes(StandardCharsets.UTF_8);
    assertThat(application(seed, false).json().getBytes(StandardCharsets.UTF_8)).isEqualTo(once);
    assertThat(application(seed, true).json().getBytes(StandardCharsets.UTF_8)).isEqualTo(once);
  }
}
