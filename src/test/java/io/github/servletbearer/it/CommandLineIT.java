// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.CodeBlocks;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.it.server.JakartaDemo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drop-in as a program: a Java, this one JAR, and no Servlet API anywhere. */
@ExtendWith(SharedServer.class)
class CommandLineIT {

  private static final Path JAR = Kit.path("jar.all");
  private static final Path PAGE = Kit.path("project.basedir").resolve("docs/command-line.md");

  private final Container server;
  private final Path folder = Kit.emptyDirectory(Kit.target("it", "command-line"));

  CommandLineIT(Container server) {
    this.server = server;
  }

  /** What a run has printed, and how it has ended. */
  private record Run(int code, String out, String err) {}

  private Run run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  private Run runWith(String input, String... arguments) throws IOException, InterruptedException {
    return run(JAR, input, arguments);
  }

  private Run run(Path jar, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(List.of(arguments));
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile()).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(err));
  }

  /** The same application that the shared server runs. */
  private static Path application(String contextPath) {
    if (contextPath.equals("/demo")) {
      return Kit.path("demo.war");
    }
    return Kit.target(
        "it-apps", "shared", contextPath.isEmpty() ? "ROOT" : contextPath.substring(1));
  }

  @ParameterizedTest
  @DisplayName("openapi prints what the running application serves, byte for byte")
  @ValueSource(strings = {"/demo", "/demo31", "/odd", "/site", "/star", "", "/absolute"})
  void documentIsTheOneThatIsServed(String contextPath) throws Exception {
    Run run = run("openapi", application(contextPath).toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(new Http(server.base(), contextPath).get("/openapi.json").text());
  }

  @Test
  @DisplayName("check prints the report of the start, and finds nothing wrong with the demo")
  void coverageIsTheReportOfTheStart() throws Exception {
    Run run = run("check", application("/demo").toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("Servlet Bearer guards /demo");
    assertThat(run.out().lines()).hasSizeGreaterThan(10);
    for (String line : run.out().lines().toList()) {
      assertThat(server.console().has(line.strip())).as(line).isTrue();
    }
  }

  @Test
  @DisplayName("check finds what the odd application leaves open, and the dispatches it misses")
  void oddApplicationIsFoundOut() throws Exception {
    Run run = run("check", application("/odd").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("partly     /bare/* (bare)");
    assertThat(run.err()).contains("SB209", "/bare/* (bare)", "/open/* (relay)", "/ (default)");
  }

  @Test
  @DisplayName("the JAR for jakarta.servlet says that the demo is for the other servers")
  void twinKnowsThatTheDemoIsNotForIt() throws Exception {
    Run run = run(Kit.path("jar.all-jakarta"), "", "check", application("/demo").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "SB306 the application is for javax.servlet, and this JAR for jakarta.servlet",
            "Run servlet-bearer-all.jar instead.");
  }

  @Test
  @DisplayName("the JAR for jakarta.servlet says of the converted demo what the other says of it")
  void twinJudgesTheConvertedDemoAlike() throws Exception {
    Path twin = Kit.path("jar.all-jakarta");
    String converted = JakartaDemo.war().toString();
    Run check = run(twin, "", "check", "--context-path", "/demo", converted);

    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out()).isEqualTo(run("check", application("/demo").toString()).out());
    assertThat(run(twin, "", "openapi", "--context-path", "/demo", converted).out())
        .isEqualTo(run("openapi", application("/demo").toString()).out());
  }

  @Test
  @DisplayName("help and version need no application; a command line without words is told so")
  void helpAndVersion() throws Exception {
    assertThat(run("--help").out()).contains("openapi", "check", "init", "hash", "genkey");
    assertThat(run("--version").out()).matches("Servlet Bearer \\d+\\.\\d+.*\\R");
    Run none = run();
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("Usage:");
  }

  @Test
  @DisplayName("the commands of docs/command-line.md do what stands there")
  void pageIsTrue() throws Exception {
    Files.copy(Kit.path("demo.war"), folder.resolve("demo.war"));
    List<String> commands = blocks("sh");
    assertThat(commands).hasSize(8).allMatch(line -> line.startsWith("java -jar "));

    Run check = run(arguments(commands.get(0)));
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out()).contains(blocks("text").get(0).split("\n", -1));
    Run probe =
        run(
            arguments(
                commands.get(1).replace("http://127.0.0.1:8080", "--rate 1000 " + server.base())));
    assertThat(probe.code()).as(probe.out() + probe.err()).isZero();
    Run openApi = run(arguments(commands.get(2)));
    assertThat(openApi.code()).as(openApi.err()).isZero();
    assertThat(folder.resolve("demo.json")).isNotEmptyFile();
    assertThat(openApi.out()).isEmpty();

    Run hash = runWith("Gr\u00fc\u00dfe\n", arguments(commands.get(3)));
    assertThat(hash.code()).as(hash.err()).isZero();
    assertThat(PasswordHash.parse(hash.out().strip()).matches("Gr\u00fc\u00dfe".toCharArray()))
        .isTrue();
    assertThat(hash.err()).isEmpty();
    Run key = run(arguments(commands.get(4)));
    assertThat(key.code()).as(key.err()).isZero();
    assertThat(Files.readString(folder.resolve("key.json"))).contains("\"P-256\"", "\"d\"");
    Run schema = run(arguments(commands.get(6)));
    assertThat(schema.code()).as(schema.err()).isZero();
    assertThat(schema.out()).containsIgnoringCase("create table");
    writeOldApplication(folder.resolve("old.war"));
    Run init = run(arguments(commands.get(7).replace("'", "")));
    assertThat(init.code()).as(init.err()).isZero();
    assertThat(run("check", "old-locked.war").code()).isZero();
  }

  private static void writeOldApplication(Path war) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      zip.write("<web-app version='2.5'/>".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  @DisplayName("explain judges a token without a server and without the Servlet API")
  void tokenIsExplained() throws Exception {
    Path webXml = folder.resolve("web.xml");
    Files.writeString(
        webXml,
        """
        <web-app version="3.0" xmlns="http://java.sun.com/xml/ns/javaee">
          <context-param><param-name>bearer.jwksIssuer</param-name><param-value>https://idp.example.com</param-value></context-param>
          <context-param><param-name>bearer.jwksAudience</param-name><param-value>shop</param-value></context-param>
          <filter>
            <filter-name>bearer</filter-name>
            <filter-class>io.github.servletbearer.BearerFilter</filter-class>
            <init-param><param-name>verify</param-name><param-value>jwks</param-value></init-param>
          </filter>
          <filter-mapping><filter-name>bearer</filter-name><url-pattern>/*</url-pattern></filter-mapping>
        </web-app>
        """);
    Path keys = folder.resolve("keys.json");
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    byte[] modulus = ((RSAPublicKey) pair.getPublic()).getModulus().toByteArray();
    String n = base64.encodeToString(Arrays.copyOfRange(modulus, 1, modulus.length));
    Files.writeString(
        keys, "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"e\":\"AQAB\",\"n\":\"" + n + "\"}]}");
    String claims =
        "{\"iss\":\"https://idp.example.com\",\"aud\":\"shop\",\"sub\":\"ann\",\"exp\":99999999999}";
    String signed =
        base64.encodeToString("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.UTF_8));
    String token = signed + "." + base64.encodeToString(signature.sign());

    Files.writeString(folder.resolve("token.jwt"), token);

    Run valid = run(arguments(blocks("sh").get(5)));
    assertThat(valid.code()).as(valid.out() + valid.err()).isZero();
    assertThat(valid.out()).contains("the servlet runs, with the user ann");
    assertThat(valid.err()).isEmpty();
    Run changed = runWith("x" + token, "explain", "--config", "web.xml", "--keys", "keys.json");
    assertThat(changed.code()).isEqualTo(1);
    assertThat(changed.out()).contains("401 invalid_token");
  }

  private static String[] arguments(String command) {
    String words = command.replace("java -jar servlet-bearer-all.jar ", "").strip();
    return words.split(" ", -1);
  }

  private static List<String> blocks(String language) throws IOException {
    return CodeBlocks.of(PAGE, language);
  }
}
