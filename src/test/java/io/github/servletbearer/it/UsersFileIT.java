// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertUnavailable;
import static io.github.servletbearer.it.Refusals.assertWrongPassword;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.it.app.EchoServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users who stand in a file: {@code users = file:/path}. On a server of its own. */
@Tag("long")
class UsersFileIT {
  private static final String ODD_PASSWORD =
      "Gr\u00fc\u00dfe \u20ac \ud83d\udd11 " + "x".repeat(80);
  private static final String CLEAR = "password-in-clear";
  private static final Path FOLDER = Kit.emptyDirectory(Kit.target("it", "users-file-users"));

  private static String hash;
  private static Container server;

  @BeforeAll
  static void start() throws IOException {
    hash = PasswordHash.of("secret".toCharArray()).text();
    String odd = PasswordHash.of(ODD_PASSWORD.toCharArray()).text();
    String fixed =
        "alice:" + hash + ":admin,user\nj\u00fcrgen:" + odd + "\ngone:!" + hash + ":user";
    Path bad = write("bad", "alice:" + hash + "\nbob:" + CLEAR);
    server =
        ServerSpec.named("users-file")
            .hashesPasswords()
            .app(app("/fixed", "file:" + write("fixed", fixed)))
            .app(app("/changing", "file:" + write("changing", "alice:" + hash + ":user")))
            .app(app("/mended", "file:" + write("mended", "alice:" + hash + ":user")))
            .app(app("/bad", "file:" + bad))
            .app(app("/missing", "file:" + FOLDER.resolve("missing")))
            .app(app("/relative", "file:conf/users"))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static WebApp app(String contextPath, String users) {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.users", users)
            .bearer("bearer", "/api/*", "requiredScopes", "GET: user; *: admin")
            .companion()
            .servlet("echo", EchoServlet.class, "/api/*");
    return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml.toString());
  }

  /** As the documentation says: a new file, moved into its place. */
  private static Path write(String name, String content) throws IOException {
    Path fresh = Files.writeString(FOLDER.resolve(name + ".new"), content);
    return Files.move(
        fresh,
        FOLDER.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static Http at(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  private static Answer logIn(Http app, String username, String password) {
    return app.form("/token", "username", username, "password", password);
  }

  /** Asks again and again: a changed file is looked for at logins, a second after the last look. */
  private static void await(BooleanSupplier fact) {
    Await.until("the change of the file", Duration.ofSeconds(60), fact);
  }

  @Test
  @DisplayName("AR-3 TE-13 users of a file log in, and have the scopes of their roles")
  void usersLogIn() {
    Http app = at("/fixed");
    Answer alice = logIn(app, "alice", "secret");

    assertThat(alice.json("scope").split(" ", -1)).containsExactlyInAnyOrder("admin", "user");
    Answer echo = app.getWith(alice.json("access_token"), "/api/x");
    assertThat(echo.json("remoteUser")).isEqualTo("alice");
    assertThat(logIn(app, "j\u00fcrgen", ODD_PASSWORD).status()).isEqualTo(200);
    assertWrongPassword(logIn(app, "j\u00fcrgen", ODD_PASSWORD + "x"));
  }

  @Test
  @DisplayName("TE-12 wrong, unknown and disabled get the same answer")
  void refusalsAreAlike() {
    Http app = at("/fixed");
    Answer wrong = logIn(app, "alice", "Secret");

    assertWrongPassword(wrong);
    for (String name : new String[] {"nobody", "gone"}) {
      Answer other = logIn(app, name, "secret");
      assertWrongPassword(other);
      assertThat(other.text()).isEqualTo(wrong.text());
    }
  }

  @Test
  @DisplayName("AR-3 a changed file is in force without a restart")
  void changedFileIsInForce() throws IOException {
    Http app = at("/changing");
    assertThat(logIn(app, "alice", "secret").json("scope")).isEqualTo("user");
    write("changing", "# changed\nalice:" + hash + ":admin\nbob:!" + hash);

    await(() -> logIn(app, "alice", "secret").json("scope").equals("admin"));
    assertWrongPassword(logIn(app, "bob", "secret"));
    assertThat(server.console().has("INFO", FOLDER.resolve("changing") + " was read again"))
        .isTrue();
  }

  @Test
  @DisplayName("AR-3 LG-1 a bad line stops all logins until it is fixed, and is never shown")
  void badLineStopsAllLogins() throws IOException {
    Http app = at("/mended");
    String token = app.login("alice", "secret");
    write("mended", "alice:" + hash + ":user\nbob:" + CLEAR + ":user");
    await(() -> logIn(app, "alice", "secret").status() != 200);

    assertUnavailable(logIn(app, "alice", "secret"));
    assertThat(app.getWith(token, "/api/x").status()).as("tokens stay good").isEqualTo(200);
    assertThat(server.console().has("No user can log in", FOLDER.resolve("mended") + "", "line 2"))
        .isTrue();
    write("mended", "alice:" + hash + ":user");
    await(() -> logIn(app, "alice", "secret").status() == 200);
    assertThat(server.console().text()).doesNotContain(CLEAR, hash);
  }

  @Test
  @DisplayName("CF-1 a file that cannot be used at the start stops the deployment")
  void badFileStopsTheDeployment() {
    for (String contextPath : new String[] {"/bad", "/missing", "/relative"}) {
      assertThat(at(contextPath).get("/api/x").status()).as(contextPath).isEqualTo(404);
    }
    Console console = server.console();
    assertThat(console.has("SB107", FOLDER.resolve("bad").toString(), "line 2", "hash")).isTrue();
    assertThat(console.has("SB107", FOLDER.resolve("missing").toString(), "no such file")).isTrue();
    assertThat(console.has("SB102", "users", "file:conf/users", "file:/etc/demo/users")).isTrue();
    assertThat(console.text()).doesNotContain(CLEAR);
  }
}
