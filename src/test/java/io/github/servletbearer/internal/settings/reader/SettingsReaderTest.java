// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.SERVLET_CLASS;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Endpoints;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.SchemeSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String MAPPING = filterMapping("f", "/api/*");

  private final Problems problems = new Problems();

  private Settings read(String... parts) {
    return read(Map.of(), Map.of(), Map.of(), deployment(parts));
  }

  private Settings readContext(Map<String, String> parameters) {
    return read(Map.of(), Map.of(), parameters, deployment(COMPANION, filter("f"), MAPPING));
  }

  private Settings read(
      Map<String, String> system,
      Map<String, String> environment,
      Map<String, String> context,
      Deployment deployment) {
    Sources sources = Sources.of(system, environment, context);
    return SettingsReader.read(deployment, sources, "Application", problems);
  }

  /** A filter f on /api/* with these init-params, beside a companion servlet. */
  private FilterSettings filterWith(String... parameters) {
    return read(COMPANION, filter("f", parameters), MAPPING).filters().get("f");
  }

  private void onlyError(ProblemCode code, String... words) {
    assertThat(problems.errors()).as("errors").hasSize(1);
    assertThat(problems.errors().get(0).code()).isEqualTo(code);
    assertThat(problems.errors().get(0).toString()).contains(words);
  }

  @AfterEach
  void everyProblemIsOneLineWithItsCodeAndALink() {
    List<Problem> all = new ArrayList<>(problems.errors());
    all.addAll(problems.warnings());
    for (Problem problem : all) {
      String code = problem.code().code();
      assertThat(problem.toString())
          .startsWith(code + " ")
          .endsWith(" See docs/troubleshooting.md#" + code.toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("\n", "null");
    }
  }

  @ParameterizedTest
  @CsvSource({"corsAllowedHeaders, Authorization", "corsExposedHeaders, ETag", "corsMaxAge, 1m"})
  void corsWithoutOriginsHasNoEffect(String setting, String value) {
    readContext(Map.of("bearer." + setting, value));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings())
        .singleElement()
        .asString()
        .contains(setting + " is set and has no effect: corsAllowedOrigins is not set.");
  }

  @Test
  void contextParamWithoutThePrefixIsWarnedOf() {
    read(
        COMPANION,
        filter("f"),
        MAPPING,
        contextParam("openPaths", "/"),
        contextParam("jwksUri", "https://x.example"),
        contextParam("bearer.jwksUri", "https://x.example/jwks"),
        contextParam("users", "the application's own"));
    assertThat(problems.warnings())
        .extracting(Problem::toString)
        .filteredOn(line -> line.contains("is not read"))
        .singleElement()
        .asString()
        .startsWith("SB101 context-param openPaths is not read. Write bearer.openPaths, if");
  }

  private static String contextParam(String name, String value) {
    return "<context-param><param-name>"
        + name
        + "</param-name><param-value>"
        + value
        + "</param-value></context-param>";
  }

  @Test
  void blockOfTheReadmeNeedsNoSetting() {
    Settings settings = read(COMPANION, filter("bearer"), filterMapping("bearer", "/api/*"));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
    FilterSettings filter = settings.filters().get("bearer");
    assertThat(filter.get(Setting.VERIFY)).containsExactly("issued");
    assertThat(filter.get(Setting.AUTO_ERROR)).isTrue();
    assertThat(filter.get(Setting.ATTRIBUTE)).isEqualTo("token");
    assertThat(filter.get(Setting.EXCLUDE)).isEmpty();
    assertThat(filter.get(Setting.REQUIRED_SCOPES).all()).isEmpty();
    assertThat(filter.isPresence()).isFalse();
    assertThat(filter.reach().patterns()).hasToString("[/api/*]");
    SchemeSettings scheme = settings.schemes().get("OAuth2PasswordBearer");
    assertThat(scheme.find(Setting.TOKEN_URL)).isEqualTo("token");
    assertThat(scheme.find(Setting.REFRESH_URL)).isNull();
    assertThat(scheme.scopes()).isEmpty();
    assertThat(settings.title()).isEqualTo("Application");
    assertThat(settings.realm()).isEqualTo("Application");
    assertThat(settings.get(Setting.USERS)).hasToString("container");
    assertThat(settings.get(Setting.ACCESS_TOKEN_LIFETIME)).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.get(Setting.MAX_TOKENS)).isEqualTo(100_000);
    assertThat(settings.get(Setting.MAX_TOKENS_PER_USER)).isEqualTo(20);
    assertThat(settings.get(Setting.MAX_TOKEN_LENGTH)).isEqualTo(8_192);
    assertThat(settings.get(Setting.LOGIN_FAILURES)).isEqualTo(4);
    assertThat(settings.get(Setting.LOGIN_FAILURES_PER_ADDRESS)).isEqualTo(40);
    assertThat(settings.get(Setting.LOGIN_WINDOW)).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.get(Setting.REQUIRE_HTTPS)).isTrue();
    assertThat(settings.get(Setting.CORS_ALLOWED_ORIGINS)).isEmpty();
    assertThat(settings.get(Setting.CORS_ALLOWED_HEADERS))
        .containsExactly("Authorization", "Content-Type", "X-Requested-With");
    assertThat(settings.get(Setting.CORS_EXPOSED_HEADERS))
        .containsExactly("WWW-Authenticate", "Retry-After");
    assertThat(settings.get(Setting.CORS_MAX_AGE)).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.get(Setting.DOCS)).isTrue();
    assertThat(settings.get(Setting.OPENAPI_VERSION)).isEqualTo("3.0.3");
    assertThat(settings.find(Setting.PUBLIC_URL)).isNull();
  }

  @Test
  @DisplayName("Sources: system property, environment, context-param, init-param, default")
  void firstSourceWins() {
    Deployment withInitParam =
        deployment(COMPANION, filter("f", "accessTokenLifetime", "4m"), MAPPING);
    Map<String, String> system = Map.of("bearer.accessTokenLifetime", "1m");
    Map<String, String> environment = Map.of("SERVLET_BEARER_ACCESS_TOKEN_LIFETIME", "2m");
    Map<String, String> context = Map.of("bearer.accessTokenLifetime", "3m");
    List<Settings> settings =
        List.of(
            read(system, environment, context, withInitParam),
            read(Map.of(), environment, context, withInitParam),
            read(Map.of(), Map.of(), context, withInitParam),
            read(Map.of(), Map.of(), Map.of(), withInitParam));
    assertThat(settings)
        .extracting(s -> s.get(Setting.ACCESS_TOKEN_LIFETIME))
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(4));
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void companionServletMayHoldSharedSettings() {
    Settings settings =
        read(
            servlet("c", SERVLET_CLASS, "title", "Mine", "scopes", "a = A"),
            servletMapping("c", "/api/token"),
            filter("f"),
            MAPPING);
    assertThat(problems.errors()).isEmpty();
    assertThat(settings.title()).isEqualTo("Mine");
    assertThat(settings.realm()).isEqualTo("Mine");
    assertThat(settings.schemes().get("OAuth2PasswordBearer").find(Setting.TOKEN_URL))
        .isEqualTo("api/token");
    assertThat(settings.schemes().get("OAuth2PasswordBearer").scopes()).containsEntry("a", "A");
  }

  @Test
  @DisplayName("CF-1: two components that give one setting two values")
  void componentsThatDifferAreAnError() {
    read(
        COMPANION,
        filter("f", "maxTokens", "10"),
        MAPPING,
        filter("g", "maxTokens", "11"),
        filterMapping("g", "/g/*"));
    onlyError(
        ProblemCode.CONTRADICTION, "<filter> f", "<filter> g", "context-param bearer.maxTokens");
  }

  @Test
  void componentsThatAgreeAreNone() {
    Settings settings =
        read(
            COMPANION,
            filter("f", "maxTokens", "10"),
            MAPPING,
            filter("g", "maxTokens", " 10 "),
            filterMapping("g", "/g/*"));
    assertThat(problems.errors()).isEmpty();
    assertThat(settings.get(Setting.MAX_TOKENS)).isEqualTo(10);
  }

  @Test
  void filtersOfOneSchemeMustAgreeInIt() {
    String[] parts = {
      COMPANION,
      filter("f", "schemeName", "A", "description", "one"),
      MAPPING,
      filter("g", "schemeName", "B", "description", "two"),
      filterMapping("g", "/g/*"),
      filter("h", "schemeName", "B"),
      filterMapping("h", "/h/*"),
    };
    Settings settings = read(parts);
    assertThat(problems.errors()).isEmpty();
    assertThat(settings.schemes().get("A").find(Setting.DESCRIPTION)).isEqualTo("one");
    assertThat(settings.schemes().get("B").find(Setting.DESCRIPTION)).isEqualTo("two");
    parts[5] = filter("h", "schemeName", "B", "description", "three");
    read(parts);
    onlyError(ProblemCode.CONTRADICTION, "description has two values", "<filter> g", "<filter> h");
  }

  @Test
  @DisplayName("CF-1: every problem is reported at once")
  void allProblemsAreReportedAtOnce() {
    read(
        Map.of("bearer.title", "${title}"),
        Map.of(),
        Map.of("bearer.maxTokens", "many", "bearer.verify", "presence", "bearer.colour", "red"),
        deployment(
            filter("f", "autoError", "no", "verfy", "x"),
            filter("g", "verify", "presence", "requiredScopes", "a"),
            filterMapping("g", "/g"),
            servlet("c", SERVLET_CLASS, "exclude", "/x"),
            servletMapping("c", "/toke", "/docs")));
    assertThat(problems.errors())
        .extracting(Problem::code)
        .containsExactlyInAnyOrder(
            ProblemCode.UNEXPANDED_PLACEHOLDER, // title
            ProblemCode.BAD_VALUE, // maxTokens
            ProblemCode.WRONG_PLACE, // verify as context-param
            ProblemCode.UNKNOWN_SETTING, // colour
            ProblemCode.BAD_VALUE, // autoError
            ProblemCode.UNKNOWN_SETTING, // verfy
            ProblemCode.FILTER_SEES_NOTHING, // f
            ProblemCode.NO_TOKEN_ENDPOINT, // f
            ProblemCode.SCOPES_WITHOUT_VERIFICATION, // g
            ProblemCode.WRONG_PLACE, // exclude in the servlet
            ProblemCode.BAD_ENDPOINT, // toke
            ProblemCode.BAD_ENDPOINT); // docs
  }

  @ParameterizedTest
  @CsvSource({
    "verify, '', SB102",
    "verify, '  ', SB102",
    "autoError, TRUE, SB102",
    "attribute, a b, SB102",
    "requiredScopes, 'GET: a', SB102",
    "exclude, /*, SB102",
    "exclude, api, SB102",
    "schemeName, a/b, SB102",
    "tokenUrl, /token, SB102",
    "scopes, 'a b', SB102",
    "scopes, 'a\"b = x', SB102",
    "maxTokens, 0, SB102",
    "accessTokenLifetime, 15, SB102",
    "corsAllowedOrigins, *, SB102",
    "docs, true, SB102",
    "openapiVersion, 3.0.0, SB102",
    "publicUrl, /x, SB102",
    "realm, Büro, SB102",
    "scopeMapping, 'a = b\"c', SB102",
    "requireHttps, 1, SB102",
    "Verify, issued, SB101",
    "signingkey, secret, SB101",
    "realm, ${realm}, SB104",
    "attribute, x${y}, SB104",
  })
  @DisplayName("CF-1: each bad value stops the deployment")
  void badValuesAreErrors(String name, String value, String code) {
    filterWith(name, value);
    assertThat(problems.errors()).extracting(problem -> problem.code().code()).containsOnly(code);
    assertThat(problems.errors().get(0).toString()).contains(name);
  }

  @Test
  void problemNamesValueSourceFormAndCure() {
    filterWith("autoError", "no");
    assertThat(problems.errors().get(0))
        .hasToString(
            "SB102 autoError = \"no\" (init-param of <filter> f) is not true or false. Write true"
                + " or false. See docs/troubleshooting.md#sb102");
  }

  @Test
  void valueOfSeveralLinesIsReportedInOne() {
    filterWith("scopes", "a = A;\n     b");
    onlyError(ProblemCode.BAD_VALUE, "scopes");
  }

  @Test
  void placeholderNamesTheWayOut() {
    readContext(Map.of("bearer.publicUrl", "${public.url}"));
    onlyError(
        ProblemCode.UNEXPANDED_PLACEHOLDER,
        "context-param bearer.publicUrl",
        "${public.url}",
        "SERVLET_BEARER_PUBLIC_URL");
  }

  @Test
  @DisplayName("CF-1: unknown names inside the application are errors, with a suggestion")
  void unknownNamesInsideAreErrors() {
    readContext(Map.of("bearer.titel", "x"));
    onlyError(ProblemCode.UNKNOWN_SETTING, "context-param bearer.titel", "Did you mean");
    assertThat(problems.errors().get(0).toString()).contains("\"bearer.title\"");
  }

  @Test
  @DisplayName("CF-1: a prefix in another case is misspelt, and never another application's")
  void prefixInAnotherCaseIsMisspelt() {
    readContext(Map.of("Bearer.requireHttps", "true"));
    onlyError(ProblemCode.UNKNOWN_SETTING, "Bearer.requireHttps", "\"bearer.requireHttps\"");
  }

  @Test
  void namesOfOthersAreNotOurs() {
    read(
        Map.of("bearerx", "1", "xbearer.title", "1"),
        Map.of("SERVLET_BEARERX", "1", "PATH", "/"),
        Map.of("other.verify", "x", "bearertitle", "x"),
        deployment(COMPANION, filter("f"), MAPPING));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void nameWithThePrefixOfContextParamsIsTakenForASlip() {
    filterWith("bearer.session", "accept");
    onlyError(ProblemCode.UNKNOWN_SETTING, "bearer.session", "Did you mean \"session\"?");
  }

  @Test
  @DisplayName("CF-1: unknown names outside are warnings: another application's, perhaps")
  void unknownNamesOutsideAreWarnings() {
    read(
        Map.of("bearer.titel", "x", "bearer.verify", "presence"),
        Map.of("SERVLET_BEARER_DOC", "off", "SERVLET_BEARER_AUTO_ERROR", "false"),
        Map.of(),
        deployment(COMPANION, filter("f"), MAPPING));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings())
        .extracting(Problem::code)
        .containsExactly(
            ProblemCode.UNKNOWN_SETTING,
            ProblemCode.WRONG_PLACE,
            ProblemCode.WRONG_PLACE,
            ProblemCode.UNKNOWN_SETTING);
    assertThat(problems.warnings().get(3).toString()).contains("SERVLET_BEARER_DOCS");
  }

  @Test
  @DisplayName("Nothing outside can weaken one mapping: filter settings are read nowhere else")
  void filterSettingsAreReadFromTheFilterAlone() {
    Settings settings =
        read(
            Map.of("bearer.verify", "presence", "bearer.autoError", "false"),
            Map.of("SERVLET_BEARER_VERIFY", "presence", "SERVLET_BEARER_EXCLUDE", "/api/*"),
            Map.of(),
            deployment(COMPANION, filter("f"), MAPPING));
    FilterSettings filter = settings.filters().get("f");
    assertThat(filter.get(Setting.VERIFY)).containsExactly("issued");
    assertThat(filter.get(Setting.AUTO_ERROR)).isTrue();
    assertThat(filter.get(Setting.EXCLUDE)).isEmpty();
  }

  @Test
  void filterSettingAsContextParamIsAnError() {
    readContext(Map.of("bearer.requiredScopes", "a"));
    onlyError(ProblemCode.WRONG_PLACE, "bearer.requiredScopes", "in the <filter>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax.servlet.error.exception",
        "jakarta.x",
        "bearer.sub",
        "io.github.servletbearer.BearerToken"
      })
  void reservedAttributesAreRefused(String name) {
    filterWith("attribute", name);
    onlyError(ProblemCode.BAD_VALUE, "That name is reserved");
  }

  @Test
  @DisplayName("issued without a token endpoint: the message has both cures")
  void issuedNeedsATokenEndpoint() {
    read(filter("f"), MAPPING);
    onlyError(
        ProblemCode.NO_TOKEN_ENDPOINT,
        "map a <servlet> of class io.github.servletbearer.BearerServlet to /token",
        "set the init-param verify");
  }

  @Test
  void otherVerifiersNeedNoTokenEndpoint() {
    Settings settings = read(filter("f", "verify", "com.example.Verifier"), MAPPING);
    assertThat(problems.errors()).isEmpty();
    assertThat(settings.schemes().get("OAuth2PasswordBearer").find(Setting.TOKEN_URL)).isNull();
    assertThat(settings.filters().get("f").get(Setting.VERIFY))
        .containsExactly("com.example.Verifier");
  }

  @Test
  void severalVerifiersKeepTheirOrder() {
    assertThat(filterWith("verify", "com.example.A, issued").get(Setting.VERIFY))
        .containsExactly("com.example.A", "issued");
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void unknownVerifierIsAnError() {
    filterWith("verify", "isued");
    onlyError(ProblemCode.BAD_VALUE, "no verifier", "Did you mean \"issued\"?");
  }

  @Test
  void presenceStandsAlone() {
    assertThat(filterWith("verify", "presence").isPresence()).isTrue();
    assertThat(problems.errors()).isEmpty();
    filterWith("verify", "presence, issued");
    onlyError(ProblemCode.SETTINGS_DISAGREE, "accepts any token");
  }

  @ParameterizedTest
  @DisplayName("openMethods names what reads, and nothing else")
  @ValueSource(strings = {"POST", "GET, DELETE", "get", "TRACE", "*", ""})
  void otherMethodsAreNeverOpen(String value) {
    filterWith("openMethods", value);
    onlyError(ProblemCode.BAD_VALUE, "openMethods");
  }

  @Test
  @DisplayName("autoError=false opens all methods, so that openMethods would say less than is so")
  void openMethodsNeedAutoError() {
    filterWith("openMethods", "GET", "autoError", "false");
    onlyError(ProblemCode.SETTINGS_DISAGREE, "openMethods");
  }

  @Test
  @DisplayName("autoError=false lets everybody in, so that no session is asked for")
  void sessionNeedsAutoError() {
    filterWith("session", "accept", "autoError", "false");
    onlyError(ProblemCode.SETTINGS_DISAGREE, "session=accept");
  }

  @Test
  @DisplayName("requiredScopes with presence would claim what is not checked")
  void presenceKnowsNoScopes() {
    filterWith("verify", "presence", "requiredScopes", "GET: a; *: b");
    onlyError(ProblemCode.SCOPES_WITHOUT_VERIFICATION, "verifies nothing");
  }

  @Test
  void filterWithoutMappingIsAnError() {
    read(COMPANION, filter("f"));
    onlyError(ProblemCode.FILTER_SEES_NOTHING, "mapped to nothing", "<filter-mapping>");
  }

  @Test
  void filterForForwardsAloneIsAWarning() {
    read(COMPANION, filter("f"), filterMapping("f", "/api/*", "FORWARD"));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.FILTER_SEES_NOTHING);
  }

  @Test
  void endpointsMayLieInAFolder() {
    Endpoints endpoints =
        read(
                servlet("c", SERVLET_CLASS),
                servletMapping("c", "/auth/token", "/auth/v1/openapi.json", "/auth/docs/*"))
            .endpoints();
    assertThat(problems.errors()).isEmpty();
    assertThat(endpoints.path(Endpoint.TOKEN)).isEqualTo("/auth/token");
    assertThat(endpoints.match("/auth/token", null)).isEqualTo(Endpoint.TOKEN);
    assertThat(endpoints.match("/auth/token", "/x")).isNull();
    assertThat(endpoints.match("/token", null)).isNull();
    assertThat(endpoints.match("/auth/docs", null)).isEqualTo(Endpoint.DOCS);
    assertThat(endpoints.match("/auth/docs", "/x.css")).isEqualTo(Endpoint.DOCS);
    assertThat(endpoints.match("/auth/v1/openapi.json", null)).isEqualTo(Endpoint.OPENAPI);
    assertThat(endpoints.match("", "/auth/token")).isNull();
  }

  private void readMetadata(String mapping, Map<String, String> context) {
    read(
        Map.of(),
        Map.of(),
        context,
        deployment(
            servlet("c", SERVLET_CLASS),
            servletMapping("c", "/token", "/.well-known/" + mapping),
            filter("f"),
            MAPPING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oauth-protected-resource", "oauth-authorization-server"})
  @DisplayName("metadata have absolute addresses, so that they need publicUrl")
  void metadataNeedPublicUrl(String name) {
    readMetadata(name, Map.of());

    onlyError(ProblemCode.SETTING_MISSING, "/.well-known/" + name, "publicUrl", "bearer.publicUrl");
  }

  @Test
  @DisplayName("RFC 9728 1.2: a resource is an https URL, or on this machine")
  void metadataNeedHttps() {
    readMetadata(
        "oauth-protected-resource", Map.of("bearer.publicUrl", "http://shop.example.com/a"));
    onlyError(ProblemCode.BAD_VALUE, "publicUrl", "plain HTTP");
  }

  @Test
  void metadataOnThisMachineMayBePlain() {
    readMetadata("oauth-protected-resource", Map.of("bearer.publicUrl", "http://localhost:8080/a"));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  void metadataOfNoTokenEndpointAreAnError() {
    read(
        Map.of(),
        Map.of(),
        Map.of("bearer.publicUrl", "https://shop.example.com"),
        deployment(
            servlet("c", SERVLET_CLASS),
            servletMapping("c", "/.well-known/oauth-authorization-server")));
    onlyError(ProblemCode.NO_TOKEN_ENDPOINT, "/token");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.com, false",
    "https://shop.example.com/a/b, false",
    "https://login.example.com/a, true",
    "https://shop.example.com:8443/a, true"
  })
  @DisplayName("RFC 8414 3.1: an issuer's metadata are looked for on its own host")
  void issuerOnAnotherHostIsAWarning(String issuer, boolean isWarned) {
    readMetadata(
        "oauth-authorization-server",
        Map.of("bearer.publicUrl", "https://shop.example.com/a", "bearer.issuer", issuer));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).hasSize(isWarned ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "/tokens, 'Did you mean \"token\"?'",
    "/openapi.jsn, 'Did you mean \"openapi.json\"?'",
    "/*, 'ends in no endpoint'",
    "/, 'ends in no endpoint'",
    "*.json, 'ends in no endpoint'",
    "/mytoken, 'ends in no endpoint'",
    "/docs, 'Write \"/docs/*\".'",
    "/a/docs, 'Write \"/a/docs/*\".'",
    "/token/*, 'Write \"/token\".'",
    "/openapi.json/*, 'Write \"/openapi.json\".'",
  })
  void wrongEndpointIsAnErrorThatSaysTheRightOne(String pattern, String cure) {
    read(servlet("c", SERVLET_CLASS), servletMapping("c", pattern));
    onlyError(ProblemCode.BAD_ENDPOINT, cure);
  }

  @Test
  void endpointIsMappedOnce() {
    read(servlet("c", SERVLET_CLASS), servletMapping("c", "/token", "/api/token"));
    onlyError(ProblemCode.BAD_ENDPOINT, "a second time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token/*", "/docs", "/openapi.json/*"})
  @DisplayName("PD-1: no other servlet beside an endpoint that filters let through")
  void neighbourOfAnEndpointIsAnError(String pattern) {
    read(COMPANION, servlet("other", "com.example.O"), servletMapping("other", pattern));
    onlyError(ProblemCode.ENDPOINT_TAKEN, "servlet other", pattern);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/*", "/", "/tokens", "/docs/x/*", "*.json", "/x/token/*"})
  void otherServletsAreNoNeighbours(String pattern) {
    read(COMPANION, servlet("other", "com.example.O"), servletMapping("other", pattern));
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void catalogueHasWhatFiltersRequire() {
    Settings settings =
        read(
            COMPANION,
            filter("f", "requiredScopes", "GET: a; *: b", "scopes", "b = Bee; c = Sea"),
            MAPPING);
    assertThat(settings.schemes().get("OAuth2PasswordBearer").scopes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "", "b", "Bee", "c", "Sea"));
    assertThat(settings.knownScopes()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(settings.roles()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void rolesToAskForComeFromEverywhere() {
    String declared = "<security-role><role-name>boss</role-name></security-role>";
    Settings plain = read(COMPANION, filter("f", "requiredScopes", "a"), MAPPING, declared);
    assertThat(plain.roles()).containsExactlyInAnyOrder("boss", "a");
    assertThat(plain.scopesOf("boss")).containsExactly("boss");
    Settings mapped =
        read(
            COMPANION,
            filter("f", "requiredScopes", "a", "scopeMapping", "clerk = a b; boss = c"),
            MAPPING,
            declared);
    assertThat(mapped.roles()).containsExactlyInAnyOrder("boss", "clerk");
    assertThat(mapped.scopesOf("clerk")).containsExactly("a", "b");
    assertThat(mapped.scopesOf("stranger")).isEmpty();
    Settings named = read(COMPANION, filter("f", "roles", "x, y"), MAPPING, declared);
    assertThat(named.roles()).containsExactly("x", "y");
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void documentServletsMustExist() {
    String other = servlet("report", "com.example.R");
    assertThat(
            read(COMPANION, filter("f", "documentServlets", "report"), MAPPING, other)
                .get(Setting.DOCUMENT_SERVLETS))
        .containsExactly("report");
    assertThat(problems.errors()).isEmpty();
    read(COMPANION, filter("f", "documentServlets", "reprot"), MAPPING, other);
    onlyError(ProblemCode.BAD_VALUE, "no such servlet", "Did you mean \"report\"?");
  }

  @Test
  @DisplayName("CH-3: a title that fits no header is no realm")
  void realmFallsBack() {
    assertThat(readContext(Map.of("bearer.title", "Büro")).realm()).isEqualTo("bearer");
    assertThat(readContext(Map.of("bearer.title", "Büro", "bearer.realm", "x")).realm())
        .isEqualTo("x");
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void valuesAreTrimmed() {
    FilterSettings filter = filterWith("verify", "\n  presence\n ", "exclude", " /api/x ");
    assertThat(filter.get(Setting.VERIFY)).containsExactly("presence");
    assertThat(filter.get(Setting.EXCLUDE)).extracting(UrlPattern::text).containsExactly("/api/x");
  }

  @Test
  void settingsOfOtherFiltersAreNotOurs() {
    String foreign =
        "<filter><filter-name>x</filter-name><filter-class>com.example.X</filter-class>"
            + "<init-param><param-name>y</param-name><param-value>z</param-value></init-param>"
            + "</filter>";
    assertThat(read(foreign).filters()).isEmpty();
    assertThat(problems.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "store, jdbc:postgresql://shop:s3cr3t@db/shop",
    "store, jdbc:oracle:thin:shop/s3cr3t@db:1521/shop",
    "store, jdbc:mysql://db/shop?user=shop&password=s3cr3t",
    "users, ldap://shop:s3cr3t@directory",
    "publicUrl, https://shop:s3cr3t@example.com/",
    "tokenUrl, https://shop:s3cr3t@idp.example.com/token",
    "introspectionUri, https://shop:s3cr3t@idp.example.com/?x=@",
    "jwksUri, https://shop:s3/cr3t@idp.example.com/keys",
    "jwksIssuer, https://shop:s3cr3t@idp.example.com"
  })
  @DisplayName("CF-2 an address with a password is refused, and its password never printed")
  void addressWithPasswordIsNotPrinted(String name, String value) {
    read(
        Map.of(),
        Map.of(),
        Map.of("bearer." + name, value, "bearer.jwksAudience", "api"),
        deployment(COMPANION, filter("f", "verify", "issued, jwks, introspection"), MAPPING));
    assertThat(problems.errors())
        .extracting(Problem::toString)
        .anyMatch(error -> error.startsWith("SB102 " + name + " = "))
        .noneMatch(error -> error.contains("cr3t"));
  }
}
