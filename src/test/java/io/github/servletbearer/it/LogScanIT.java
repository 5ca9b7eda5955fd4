// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** LG-1: everything is logged at level ALL, and no token and no password is in any log. */
class LogScanIT {

  private static final List<String> SECRETS = new ArrayList<>();
  private static Console server;
  private static String console;
  private static Map<String, String> logs;

  @BeforeAll
  static void exercise() throws IOException {
    Container container =
        ServerSpec.named("log-scan")
            .hashesPasswords()
            .logEverything()
            .app(TestApps.odd())
            .app(TestApps.site())
            .app(TestApps.brokenUsers())
            .app("/life", lifeApp("/life"))
            .app("/jwt", jwtApp())
            .start();
    try {
      useOdd(new Http(container.base(), "/odd"));
      useBrokenUsers(new Http(container.base(), "/broken-users"));
      useLife(new Http(container.base(), "/life"));
      useLife(new Http(container.base(), "/jwt"));
    } finally {
      container.close();
    }
    server = container.console();
    console = server.text();
    logs = new LinkedHashMap<>(Map.of("console", console));
    try (Stream<Path> files = Files.walk(container.logs())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        logs.put(
            file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static Path lifeApp(String contextPath, String... more) {
    List<String> settings = new ArrayList<>(List.of("refreshTokenLifetime", "1h"));
    settings.addAll(List.of("clients", "in a file"));
    settings.addAll(List.of(more));
    return LoginApp.build("log-scan", contextPath, settings.toArray(String[]::new));
  }

  private static Path jwtApp() throws IOException {
    Path key = Kit.target("it", "log-scan-key.jwk");
    try {
      String jwk = new String(SigningKeys.generate(JwsAlgorithm.ES256), StandardCharsets.UTF_8);
      Kit.write(key, jwk);
      Matcher secretPart = Pattern.compile("\"d\": \"([^\"]+)\"").matcher(jwk);
      assertThat(secretPart.find()).isTrue();
      secret(secretPart.group(1));
    } catch (JoseException e) {
      throw new IOException(e);
    }
    return lifeApp(
        "/jwt",
        "tokenFormat",
        "jwt",
        "signingKey",
        "file:" + key,
        "issuer",
        "https://scan.example.com");
  }

  /** Refresh, reuse and revocation, and a client by each way to show its secret. */
  private static void useLife(Http app) {
    secret(LoginApp.SECRET);
    Answer login = app.form("/token", "username", LoginApp.USER, "password", LoginApp.SECRET);
    String first = secret(login.json("refresh_token"));
    app.getWith(secret(login.json("access_token")), "/api/hello");
    Answer next = app.form("/token", "grant_type", "refresh_token", "refresh_token", first);
    app.form("/revoke", "token", secret(next.json("access_token")));
    secret(next.json("refresh_token"));
    app.form("/token", "grant_type", "refresh_token", "refresh_token", first);
    app.form("/revoke", "token", secret("revoked-by-the-scan"));
    app.post("/token?refresh_token=" + secret("refresh-in-the-query"), "a=b");
    Answer client =
        app.form(
            "/token",
            "grant_type",
            "client_credentials",
            "client_id",
            LoginApp.CLIENT,
            "client_secret",
            LoginApp.SECRET);
    app.getWith(secret(client.json("access_token")), "/api/hello");
    String wrong = base64(LoginApp.CLIENT + ":" + secret("client-secret-of-the-scan"));
    app.post("/token", "grant_type=client_credentials", "Authorization", "Basic " + secret(wrong));
  }

  private static String secret(String text) {
    SECRETS.add(text);
    return text;
  }

  private static void useOdd(Http odd) {
    String john = secret(odd.login("johndoe", "secret"));
    String alice = secret(odd.login("alice", secret("secret2")));
    for (String token : List.of(john, alice)) {
      odd.getWith(token, "/api/x");
      odd.getWith(token, "/admin/x");
      odd.getWith(token, "/api/relay/forward?to=/admin/x");
      odd.getWith(token, "/open/include?to=/api/x");
      odd.getWith(token, "/api/async/dispatch?to=/api/x");
    }
    odd.getWith(secret("unknown-token-of-the-scan"), "/api/x");
    odd.getWith(secret("present-token-of-the-scan"), "/presence/x");
    odd.get("/api/x?access_token=" + secret("query-token-of-the-scan"));
    odd.get("/api/x", "Authorization", "Bearer " + secret("comma,token-of-the-scan"));
    odd.get("/api/x", "Authorization", "Bearer " + secret("blank token-of-the-scan"));
    odd.get("/api/x", "Authorization", "Basic " + secret(base64("scanned:basic-password")));
    odd.getWith(secret("long-token-of-the-scan") + "x".repeat(8300), "/api/x");
    for (String path : List.of("/throws/x", "/error/x", "/null/x", "/down/x", "/table/x")) {
      odd.getWith(secret("token-for" + path.replace('/', '-')), path);
    }
    for (String token : List.of("assertion", "overflow", "sneaky")) {
      odd.getWith(token, "/error/x");
    }
    odd.get("/api/x", "X-Test-Break", "1", "Authorization", "Bearer " + secret("breaking-token"));
    SECRETS.add("secret-detail");
    for (int i = 0; i < 6; i++) {
      odd.form("/token", "username", "scan-stranger", "password", secret("wrong-password-" + i));
    }
    odd.form("/token", "username", "eve\r\nFORGED LINE\u001b[31m", "password", secret("evil-pass"));
    odd.post("/token?password=" + secret("query-password"), "username=scan-stranger");
    odd.post("/token", "username=x&password=" + secret("repeated-password") + "&password=y");
    odd.send("POST", "/token", "{\"password\": \"" + secret("json-password") + "\"}");
    odd.post("/token", "username=x&password=" + secret("broken-password") + "%zz");
    odd.form(
        "/token", "username", "scan-long", "password", secret("long-password") + "x".repeat(1100));
  }

  private static void useBrokenUsers(Http users) {
    for (String username : List.of("throws", "errs", "null", "wrong", "scan-user")) {
      Answer answer =
          users.form("/token", "username", username, "password", secret("pass-of-" + username));
      if (answer.status() == 200) {
        users.getWith(secret(answer.json("access_token")), "/api/x");
      }
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @AfterAll
  static void forget() {
    SECRETS.clear();
  }

  @Test
  @DisplayName("LG-1 no token and no password is in any log")
  void noSecretIsLogged() {
    assertThat(logs).hasSizeGreaterThanOrEqualTo(3);
    assertThat(SECRETS).hasSizeGreaterThan(25);
    logs.forEach(
        (name, text) -> {
          for (String secret : SECRETS) {
            assertThat(text.contains(secret)).as(secret + " stands in " + name).isFalse();
          }
        });
  }

  @Test
  @DisplayName("LG-1 the scan reads what it means to read: our finest lines are there")
  void finestLinesAreThere() {
    assertThat(console.lines().anyMatch(LogScanIT::isFineLineOfOurs)).isTrue();
  }

  @Test
  @DisplayName("LG-2 a user name cannot forge a line")
  void lineCannotBeForged() {
    logs.forEach(
        (name, text) -> {
          assertThat(text.lines().anyMatch(line -> line.startsWith("FORGED"))).as(name).isFalse();
          assertThat(text.contains("\u001b")).as(name).isFalse();
        });
  }

  @Test
  @DisplayName("LG-3 logins, failed and throttled ones, and missing scopes are security events")
  void securityEventsAreLogged() {
    String audit = "internal.log.Audit"; // Tomcat writes the place, not the logger
    assertThat(server.has(audit, "INFO", "event=issued user=\"johndoe\"", " tid=")).isTrue();
    assertThat(server.has(audit, "INFO", "event=login-failed", "address=\"127.0.0.1\"")).isTrue();
    assertThat(server.has(audit, "INFO", "event=throttled userHash=")).isTrue();
    assertThat(server.has(audit, "FINE", "event=throttled userHash=")).isTrue();
    assertThat(server.has(audit, "INFO", "event=denied user=\"johndoe\"", "scope=\"admin\""))
        .isTrue();
    assertThat(server.has(audit, "scan-stranger")).as("may be a password").isFalse();
    assertThat(server.has("io.github.servletbearer", "issued", "johndoe")).isTrue();
    assertThat(server.has("io.github.servletbearer", "127.0.0.1", "INVALID_GRANT")).isTrue();
    assertThat(server.has("io.github.servletbearer", "127.0.0.1", "TOO_MANY_REQUESTS")).isTrue();
  }

  @Test
  @DisplayName("LG-3 so are refresh, reuse, revocation and a client's failure")
  void eventsOfTheLifeOfATokenAreLogged() {
    String audit = "internal.log.Audit";
    assertThat(server.has(audit, "INFO", "event=refreshed user=\"johndoe\"", " tid=")).isTrue();
    assertThat(server.has(audit, "WARNING", "event=reuse user=\"johndoe\"")).isTrue();
    assertThat(server.has(audit, "INFO", "event=revoked", " tid=")).isTrue();
    assertThat(server.has(audit, "INFO", "event=client-failed clientHash=")).isTrue();
  }

  @Test
  @DisplayName("an access log can name the user, and the token by eight digits of its hash")
  void accessLogNamesTheUser() {
    String access =
        logs.entrySet().stream()
            .filter(log -> log.getKey().startsWith("access"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();

    assertThat(access).containsPattern("(?m) johndoe .* 200 .* [0-9a-f]{8}$");
  }

  @Test
  @DisplayName("a refusal is no incident: no stack trace unless something failed")
  void refusalsHaveNoStackTraces() {
    assertThat(count("BearerException")).isLessThan(10);
  }

  private static boolean isFineLineOfOurs(String line) {
    return line.contains(" FINE ") && line.contains("io.github.servletbearer");
  }

  private static long count(String text) {
    return console.lines().filter(line -> line.contains(text)).count();
  }

  @Test
  @DisplayName("RC-2 nothing of ours outlives its application")
  void nothingIsLeftBehind() {
    assertThat(count("appears to have started a thread")).isZero();
    assertThat(count("created a ThreadLocal")).isZero();
  }
}
