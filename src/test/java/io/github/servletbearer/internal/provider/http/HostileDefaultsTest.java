// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an application sets for the whole JVM, TLS to a provider is checked all the same. */
@Timeout(120)
class HostileDefaultsTest {
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nSet-Cookie: session=1\r\nContent-Length: 2\r\n\r\n{}";
  private static final String TRUST_STORE = "-Djavax.net.ssl.trustStore=";

  private final List<String> heads = new CopyOnWriteArrayList<>();

  private RawServer.Talk answering(String answer) {
    return (server, in, out) -> {
      String head = RawServer.head(in);
      if (!head.isEmpty()) {
        heads.add(head);
      }
      RawServer.write(out, answer);
    };
  }

  /** Runs the program; arguments that begin with -D are the JVM's. */
  private static List<String> run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djavax.net.ssl.trustStorePassword=changeit", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(Stream.of(arguments).filter(HostileDefaultsTest::isJvms).toList());
    command.add(HostileDefaults.class.getName());
    command.addAll(Stream.of(arguments).filter(a -> !isJvms(a)).toList());
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(program.getInputStream().readAllBytes(), UTF_8);
    assertThat(program.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  private static boolean isJvms(String argument) {
    return argument.startsWith("-D");
  }

  @Test
  @DisplayName("JK-1: no default that an application has set makes a certificate trusted")
  void certificateIsNotTrusted(@TempDir Path directory) throws Exception {
    SelfSigned certificate = SelfSigned.of(directory, "ip:127.0.0.1");
    try (RawServer server =
        new RawServer("https", certificate.context().getServerSocketFactory(), answering(ANSWER))) {
      List<String> said = run("hostile", server.uri("/keys").toString());
      assertThat(said).hasSize(1).first().asString().contains("offers no trusted TLS");
      assertThat(heads).as("what the server was told").isEmpty();
    }
  }

  @Test
  @DisplayName(
      "JK-1: what the JVM's own trust store has is trusted, for its own name, and no hook "
          + "of the application is called")
  void trustStoreIsTheJvms(@TempDir Path directory) throws Exception {
    SelfSigned certificate = SelfSigned.of(directory, "ip:127.0.0.1");
    String store = TRUST_STORE + directory.resolve("self-signed.p12");
    try (RawServer server =
        new RawServer("https", certificate.context().getServerSocketFactory(), answering(ANSWER))) {
      String own = server.uri("/keys").toString();
      String other = own.replace("127.0.0.1", "localhost");
      for (String how : List.of("hostile", "usual")) {
        heads.clear();
        List<String> said = run(store, how, own, other);
        assertThat(said).as(how).hasSize(2);
        assertThat(said.get(0)).isEqualTo("answer {}");
        assertThat(said.get(1)).contains("offers no trusted TLS");
        assertThat(heads).hasSize(1).first().asString().doesNotContain("Cookie", "Authorization");
      }
    }
  }

  @Test
  @DisplayName("JK-1: a trust store that is not there trusts no server")
  void missingTrustStoreTrustsNoServer(@TempDir Path directory) throws Exception {
    SelfSigned certificate = SelfSigned.of(directory, "ip:127.0.0.1");
    try (RawServer server =
        new RawServer("https", certificate.context().getServerSocketFactory(), answering(ANSWER))) {
      List<String> said =
          run(TRUST_STORE + directory.resolve("none"), "hostile", server.uri("/keys").toString());
      assertThat(said).hasSize(1).first().asString().startsWith("failure 127.0.0.1:");
      assertThat(heads).isEmpty();
    }
  }

  @Test
  @DisplayName("JK-1: a server or a proxy that asks for a password is given none")
  void passwordsAreSentNowhere() throws Exception {
    String challenge = " No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = new RawServer(answering("HTTP/1.1 401" + challenge));
        RawServer proxy =
            new RawServer(answering("HTTP/1.1 407" + challenge.replace("WWW", "Proxy")))) {
      assertThat(run("hostile", server.uri("/keys").toString()))
          .hasSize(1)
          .first()
          .asString()
          .contains("answered 401");
      assertThat(
              run(
                  "-Dhttps.proxyHost=127.0.0.1",
                  "-Dhttps.proxyPort=" + proxy.uri("").getPort(),
                  "hostile",
                  "https://idp.example/keys"))
          .hasSize(1)
          .first()
          .asString()
          .contains("407");
      assertThat(heads).hasSize(2).noneMatch(head -> head.contains("uthorization"));
    }
  }
}
