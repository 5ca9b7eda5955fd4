// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.problem.DidYouMean;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueParsersTest {
  private static void refuses(Function<String, ?> form, String value, String cure) {
    assertThatThrownBy(() -> form.apply(value))
        .as("\"%s\"", value)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(cure);
  }

  private static String scope(String value) {
    Scopes.check(value);
    return value;
  }

  @Test
  void booleansAreTwoWords() {
    assertThat(Choices.BOOLEAN.parse("true")).isTrue();
    assertThat(Choices.BOOLEAN.parse("false")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TRUE", "True", "yes", "on", "1", "0", "truee", "t rue"})
  @DisplayName("CF-1: a boolean that is neither is no default")
  void otherBooleansAreRefused(String value) {
    refuses(Choices.BOOLEAN::parse, value, "Write true or false.");
  }

  @Test
  void choiceNamesItsWords() {
    assertThat(Choices.OPENAPI_VERSION.parse("3.1.0")).isEqualTo("3.1.0");
    refuses(Choices.SWITCH::parse, "On", "Write on or off.");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "007, 7", "10000000, 10000000", "100000, 100000"})
  void counts(String value, int count) {
    assertThat(Quantities.COUNT.parse(value)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "10000001",
        "99999999999999999999",
        "1 000",
        "1_000",
        "0x10",
        "\u0661",
        "ten"
      })
  @DisplayName("CF-1: a count outside 1 to 10,000,000, or no count")
  void otherCountsAreRefused(String value) {
    refuses(Quantities.COUNT::parse, value, "1 to 10000000");
  }

  @ParameterizedTest
  @CsvSource({"1s, 1", "30s, 30", "15m, 900", "12h, 43200", "30d, 2592000", "365d, 31536000"})
  void durations(String value, long seconds) {
    assertThat(Quantities.DURATION.parse(value)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "15",
        "m",
        "15 m",
        "15M",
        "15min",
        "-15m",
        "1.5h",
        "1h30m",
        "PT15M",
        "0s",
        "0d",
        "366d",
        "99999999d",
        "999999999s",
        "15m "
      })
  @DisplayName("CF-1: a duration without its unit, of none, or of more than a year")
  void otherDurationsAreRefused(String value) {
    refuses(Quantities.DURATION::parse, value, "Write a duration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1s", "0", "25h", "2d", "off"})
  void browsersKeepNoPreflightForMoreThanADay(String value) {
    assertThat(Quantities.CORS_MAX_AGE.parse("0s")).isZero();
    assertThat(Quantities.CORS_MAX_AGE.parse("24h")).isEqualTo(Duration.ofDays(1));
    assertThat(Quantities.CORS_MAX_AGE.parse("1d")).isEqualTo(Duration.ofDays(1));
    refuses(Quantities.CORS_MAX_AGE::parse, value, "Write ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "ü", "(a)", "X-A;b", "\"x\"", "a/b", "{a}"})
  void headersHaveNames(String value) {
    assertThat(Lists.HEADERS.parse("X-Request-Id, ETag *"))
        .containsExactly("X-Request-Id", "ETag", "*");
    assertThat(Lists.HEADERS.parse("!#$%&'*+.^_`|~0a")).hasSize(1);
    refuses(Lists.HEADERS::parse, value, "is no name of a header");
    refuses(Lists.REQUEST_HEADERS::parse, "Authorization, " + value, "is no name of a header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "traceparent, Content-Type", "Authorizations"})
  @DisplayName("CO-2: a page that may not send Authorization can do nothing; * does not allow it")
  void pagesMaySendAuthorization(String value) {
    assertThat(Lists.REQUEST_HEADERS.parse("authorization, *"))
        .containsExactly("authorization", "*");
    refuses(Lists.REQUEST_HEADERS::parse, value, "Add Authorization");
  }

  @Test
  void words() {
    assertThat(Texts.NAME.parse("com.example.Users")).isEqualTo("com.example.Users");
    assertThat(Texts.SCHEME_NAME.parse("My-Scheme_1.0")).isEqualTo("My-Scheme_1.0");
    assertThat(Texts.ASCII.parse("A \"realm\" \\ ~")).isEqualTo("A \"realm\" \\ ~");
    assertThat(Texts.TEXT.parse("Büro 😀")).isEqualTo("Büro 😀");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb", "ü", "a\n"})
  void otherWordsAreRefused(String value) {
    refuses(Texts.NAME::parse, value, "one word");
    refuses(Texts.SCHEME_NAME::parse, value, "one word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a:b", "#a", "a~b"})
  @DisplayName("A scheme's name is a key of OpenAPI's components")
  void schemeNamesHaveFewCharacters(String value) {
    refuses(Texts.SCHEME_NAME::parse, value, "letters, digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\nb", "a\u0000", "a\u0085b"})
  @DisplayName("CH-3: no line break in a realm or a text")
  void controlCharactersAreRefused(String value) {
    refuses(Texts.ASCII::parse, value, "printable ASCII");
    refuses(Texts.TEXT::parse, value, "control characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b,c", "a b c", "a, b , c", "a\n  b\n  c", " a b c ", "a,b,c,b,a"})
  void lists(String value) {
    assertThat(Lists.LIST.parse(value)).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ",a", "a,", " ,a"})
  void otherListsAreRefused(String value) {
    refuses(Lists.LIST::parse, value, "Write words");
  }

  @Test
  void maps() {
    assertThat(Lists.map(" items:read = Read items; admin=Do = all ;\n empty = ;"))
        .containsExactly(
            Map.entry("items:read", "Read items"),
            Map.entry("admin", "Do = all"),
            Map.entry("empty", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "'', Write at least one",
    "' ; ', Write at least one",
    "a, name = value",
    "= b, name = value",
    "a b = c, name = value",
    "'a = b; c', name = value",
    "'a = b; a = c', is given twice",
  })
  void otherMapsAreRefused(String value, String cure) {
    refuses(Lists::map, value, cure);
  }

  @Test
  @DisplayName("TE-11: a scope-token has every printable ASCII character but three (RFC 6749 3.3)")
  void scopeCharacters() {
    for (char c = 0; c < 0x180; c++) {
      String scope = "a" + c + "b";
      boolean good = c > ' ' && c <= '~' && c != '"' && c != '\\';
      if (good) {
        assertThat(scope(scope)).isEqualTo(scope);
      } else {
        refuses(ValueParsersTest::scope, scope, "printable ASCII");
      }
    }
    refuses(ValueParsersTest::scope, "", "printable ASCII");
  }

  @ParameterizedTest
  @ValueSource(strings = {"items:read", "items:read;", " items:read ; "})
  void ruleForAllMethods(String value) {
    ScopeRule rule = ScopeRule.PARSER.parse(value);
    for (String method : new String[] {"GET", "HEAD", "POST", "BREW", "get"}) {
      assertThat(rule.required(method)).containsExactly("items:read");
    }
    assertThat(rule.all()).containsExactly("items:read");
    assertThat(rule).hasToString("items:read");
  }

  @Test
  void ruleByMethod() {
    ScopeRule rule = ScopeRule.PARSER.parse("GET: a; POST : b, c ; *: d:e");
    assertThat(rule.required("GET")).containsExactly("a");
    assertThat(rule.required("HEAD")).as("HEAD runs doGet").containsExactly("a");
    assertThat(rule.required("POST")).containsExactly("b", "c");
    assertThat(rule.required("DELETE")).containsExactly("d:e");
    assertThat(rule.required("get"))
        .as("methods have a case, but not for every servlet")
        .containsExactlyInAnyOrder("a", "b", "c", "d:e");
    assertThat(rule.required("BREW")).containsExactly("d:e");
    assertThat(rule.all()).containsExactlyInAnyOrder("a", "b", "c", "d:e");
    assertThat(rule).hasToString("GET: a; POST: b c; HEAD: a; *: d:e");
  }

  @Test
  void headMayHaveItsOwnRule() {
    ScopeRule rule = ScopeRule.PARSER.parse("HEAD: h; GET: g; *: x");
    assertThat(rule.required("HEAD")).containsExactly("h");
    assertThat(ScopeRule.NONE.required("GET")).isEmpty();
    assertThat(ScopeRule.NONE).hasToString("");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET: a', 'Add \"*: scopes\"'",
    "'GET: a; POST: b', 'Add \"*: scopes\"'",
    "'DELTE: a; *: b', 'Did you mean \"DELETE\"?'",
    "'FOO: a; *: b', 'no HTTP method'",
    "'get: a; *: b', 'Begin each part'",
    "'get: a', 'methods in upper case'",
    "'GET: a; b', 'Begin each part'",
    "'a; b', 'Begin each part'",
    "'GET items:read', '\"GET\" stands for a method. Write \"METHOD: scopes; *: scopes\"'",
    "'items:read DELETE', '\"DELETE\" stands for'",
    "'GET: a * b', '\"*\" stands for'",
    "'GET: a POST: b; *: c', 'a semicolon before the next'",
    "'GET: a; GET: b; *: c', 'is given twice'",
    "'*: a; *: c', 'is given twice'",
    "'GET: ; *: c', 'Write words'",
    "'GET: a\"b; *: c', 'printable ASCII'",
    "'a\\b', 'printable ASCII'",
    "';', 'Write at least one'",
  })
  @DisplayName("CF-1, PD-5: a rule by method names every method, in upper case, once")
  void otherRulesAreRefused(String value, String cure) {
    refuses(ScopeRule.PARSER::parse, value, cure);
  }

  @Test
  void patterns() {
    assertThat(UrlPatterns.EXCLUDED.parse("/api/status, /api/open/* /"))
        .extracting(UrlPattern::text)
        .containsExactly("/api/status", "/api/open/*", "/");
    assertThat(UrlPatterns.EXCLUDED.parse("/").get(0).isExact()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/*",
        "*",
        "*.jsp",
        "api",
        "/a*",
        "/a/*/b",
        "/a/*.jsp",
        "/a//b",
        "/a/../b",
        "/a;b",
        "/a\\b",
        "/a%2fb",
        "/a?b",
        "/a#b",
        "/b\u00fcro",
        "//"
      })
  @DisplayName("PD-1: what a container might read in another way excludes nothing")
  void otherPatternsAreRefused(String value) {
    refuses(UrlPatterns.EXCLUDED::parse, value, "\"" + value + "\"");
  }

  @Test
  void origins() {
    assertThat(
            Urls.ORIGINS.parse(
                "https://app.example.com, http://localhost:3000 https://a:8443 http://[::1]:80801"))
        .hasSize(4);
    assertThat(Urls.ORIGINS.parse("http://127.0.0.1")).containsExactly("http://127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "app.example.com",
        "https://app.example.com/",
        "https://*.example.com",
        "https://app.example.com:443",
        "http://app.example.com:80",
        "HTTPS://app.example.com",
        "https://App.example.com",
        "ftp://a",
        "https://u@a",
        "https://a?b",
        "https://a#b",
        "https://",
        "file:///a",
        "https://b\u00fcro.example"
      })
  @DisplayName("CO-1: an origin is written as browsers send it, without stars")
  void otherOriginsAreRefused(String value) {
    refuses(Urls.ORIGINS::parse, value, value);
  }

  @Test
  void urls() {
    assertThat(Urls.BASE.parse("https://api.example.com/x/"))
        .isEqualTo("https://api.example.com/x");
    assertThat(Urls.BASE.parse("http://localhost:8080")).isEqualTo("http://localhost:8080");
    for (String url : new String[] {"token", "../token", "https://id.example.com/t?x=1", "."}) {
      assertThat(Urls.REFERENCE.parse(url)).isEqualTo(url);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/x",
        "api.example.com",
        "//api.example.com",
        "ftp://a/b",
        "https:///x",
        "https://u:p@a/",
        "https://a/?b",
        "https://a/#b",
        "javascript:alert(1)",
        "https://a b"
      })
  void otherUrlsAreRefused(String value) {
    refuses(Urls.BASE::parse, value, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/token", "//evil.example/token", "javascript:alert(1)", "ftp://a", "a b"})
  void otherReferencesAreRefused(String value) {
    refuses(Urls.REFERENCE::parse, value, "");
  }

  @ParameterizedTest
  @CsvSource({
    "verfy, verify",
    "Verify, verify",
    "auto_error, autoError",
    "requiredscope, requiredScopes",
    "scope, requiredScopes",
    "tokenTTL, accessTokenLifetime",
    "skipPattern, exclude",
    "xyz, ",
    "v, ",
    "'', ",
  })
  void suggestions(String unknown, String meant) {
    String expected = meant == null ? "" : " Did you mean \"" + meant + "\"?";
    assertThat(DidYouMean.forName(unknown, Setting.all().stream().map(Setting::key).toList()))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("Words are compared in no language: a Turkish i is no other letter")
  void suggestionsKnowNoLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(DidYouMean.forName("TITLE", java.util.List.of("title"))).contains("title");
      assertThat(Setting.DOCUMENT_SERVLETS.environmentName())
          .isEqualTo("SERVLET_BEARER_DOCUMENT_SERVLETS");
    } finally {
      Locale.setDefault(before);
    }
  }
}
