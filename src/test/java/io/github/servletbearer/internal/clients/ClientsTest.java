// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.crypto.TestHashes;
import io.github.servletbearer.internal.file.AccountTable;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.FormBody;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import io.github.servletbearer.internal.token.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {
  private static final String HASH = TestHashes.of("s3cret");
  private static final String LINE =
      "reports:" + HASH + ":client_credentials,refresh_token:items:read items:write";

  @TempDir private Path folder;

  private final Fakes.HandClock clock = new Fakes.HandClock();
  private final LoginThrottle throttle =
      new LoginThrottle(4, 40, Duration.ofMinutes(5), TestStores.attempts(clock));

  private Clients open(String... lines) throws IOException, InvalidFileException {
    Path file = folder.resolve("clients");
    Files.write(file, String.join("\n", lines).getBytes(UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setLastModifiedTime(file, FileTime.from(clock.instant().minusSeconds(60)));
    return Clients.open(file, PasswordHashLimiter.ofThisMachine(), clock);
  }

  private Client ask(Clients clients, Fakes.Request request, String form)
      throws BearerException, IOException {
    request.body = form.getBytes(UTF_8);
    return new ClientAuthentication(clients, throttle)
        .authenticate(request.http(), FormBody.read(request.http()));
  }

  private static Fakes.Request basic(String credentials) {
    String text = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    return new Fakes.Request().header("Authorization", "Basic " + text);
  }

  private BearerException refusal(Clients clients, Fakes.Request request, String form) {
    return catchThrowableOfType(BearerException.class, () -> ask(clients, request, form));
  }

  @Test
  void lineSaysIdGrantsAndScopes() throws Exception {
    Client client = open("# our clients", "", LINE).authenticate("reports", "s3cret", null);
    assertThat(client.name()).isEqualTo("reports");
    assertThat(client.scopes()).containsExactly("items:read", "items:write");
    assertThat(client.mayUse(GrantType.CLIENT_CREDENTIALS)).isTrue();
    assertThat(client.mayUse(GrantType.PASSWORD)).isFalse();
    assertThat(client.subject()).isEqualTo("client:reports");
    assertThat(client).hasToString("Client[reports]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reports",
        "reports:HASH",
        ":HASH:password:",
        "re ports:HASH:password:",
        "first-party:HASH:password:",
        "reports:in-clear:password:",
        "reports:HASH::a",
        "reports:HASH:implicit:a",
        "reports:HASH:password:a\"b",
      })
  @DisplayName("AR-4 a bad line is named by its number and never quoted")
  void badLineIsNamed(String line) {
    InvalidFileException e =
        catchThrowableOfType(
            InvalidFileException.class, () -> open("# clients", line.replace("HASH", HASH)));
    assertThat(e).hasMessageStartingWith("line 2: ");
    assertThat(e.getMessage()).doesNotContain("in-clear", HASH);
  }

  @Test
  void idStandsOnce() {
    assertThat(catchThrowableOfType(InvalidFileException.class, () -> open(LINE, LINE)))
        .hasMessageStartingWith("line 2: the same name");
  }

  @Test
  @DisplayName("TE-9 a client is known by Basic or in the form")
  void bothWaysAreTaken() throws Exception {
    Clients clients = open(LINE);
    assertThat(ask(clients, basic("reports:s3cret"), "").name()).isEqualTo("reports");
    assertThat(ask(clients, new Fakes.Request(), "client_id=reports&client_secret=s3cret").name())
        .isEqualTo("reports");
  }

  @Test
  @DisplayName("TE-9 never both at once")
  void bothAtOnceAreRefused() throws Exception {
    BearerException refusal =
        refusal(open(LINE), basic("reports:s3cret"), "client_id=reports&client_secret=s3cret");
    assertThat(refusal.error()).isEqualTo(BearerError.INVALID_REQUEST);
  }

  @Test
  @DisplayName("TE-9 a wrong secret and an unknown client are the same to the client")
  void wrongAndUnknownAreAlike() throws Exception {
    Clients clients = open(LINE);
    for (String credentials : new String[] {"reports:wrong", "nobody:s3cret", "reports:"}) {
      BearerException refusal = refusal(clients, basic(credentials), "");
      Fakes.Response response = new Fakes.Response();
      ErrorResponse.of(refusal).send(new Fakes.Request().http(), response.http());
      assertThat(response.status).as(credentials).isEqualTo(401);
      assertThat(response.header("WWW-Authenticate")).startsWith("Basic ");
      assertThat(response.text())
          .contains("\"invalid_client\"", "Client authentication failed")
          .doesNotContain("wrong", "nobody");
    }
  }

  @Test
  @DisplayName("TE-10 a client with a secret must show it")
  void secretIsMandatory() throws Exception {
    Clients clients = open(LINE);
    BearerException refusal = refusal(clients, new Fakes.Request(), "client_id=reports");
    assertThat(refusal.error()).isEqualTo(BearerError.INVALID_CLIENT);
    assertThat(ask(clients, new Fakes.Request(), "client_id=frontend")).isNull();
  }

  @Test
  @DisplayName("BF-1 guessing a client's secret is slowed down, apart from users of that name")
  void guessesAreCounted() throws Exception {
    Clients clients = open(LINE);
    for (int i = 0; i < 4; i++) {
      assertThat(refusal(clients, basic("reports:guess" + i), "").error())
          .isEqualTo(BearerError.INVALID_CLIENT);
    }
    assertThat(refusal(clients, basic("reports:s3cret"), "").error())
        .isEqualTo(BearerError.TOO_MANY_REQUESTS);
    throttle.begin("reports", "192.0.2.1").close(); // the user may still log in
  }

  @Test
  @DisplayName("no name of a user, however odd, is counted with a client")
  void usersAndClientsAreCountedApart() throws Exception {
    Clients clients = open(LINE);
    String[] names = {"client\nreports", "client 7 reports", "7 reports", "reports"};
    for (String name : names) {
      for (int i = 0; i < 4; i++) {
        try (LoginThrottle.Attempt attempt = throttle.begin(name, "192.0.2.1")) {
          attempt.wrong();
        }
      }
    }
    assertThat(ask(clients, basic("reports:s3cret"), "").name()).isEqualTo("reports");
  }

  @Test
  @DisplayName("a client that names itself in two ways must name the same")
  void twoNamesMustBeOne() throws Exception {
    Clients clients = open(LINE);
    assertThat(ask(clients, basic("reports:s3cret"), "client_id=reports").name())
        .isEqualTo("reports");
    for (String id : new String[] {"web", "Reports", "reports%20", "nobody"}) {
      for (String secret : new String[] {"s3cret", "wrong"}) {
        BearerException refusal = refusal(clients, basic("reports:" + secret), "client_id=" + id);
        assertThat(refusal.error()).as(id).isEqualTo(BearerError.INVALID_REQUEST);
      }
    }
    // A refusal that looks at no secret counts none.
    assertThat(ask(clients, basic("reports:s3cret"), "").name()).isEqualTo("reports");
  }

  @Test
  @DisplayName("TC-1 an unknown id costs a hash of the kind that most clients have")
  void unknownClientCostsTheUsualHash() throws Exception {
    String slower = TestHashes.of("s3cret", 700_000);
    String[] lines = {LINE, "b:" + slower + ":password", "c:" + slower + ":password"};
    AccountTable<Client> table =
        AccountTable.parse(String.join("\n", lines).getBytes(UTF_8), 3, "a line", Client::parse);
    assertThat(table.hashOf(table.find("unknown")).iterations()).isEqualTo(700_000);
    assertThat(table.hashOf(table.find("b")).iterations()).isEqualTo(700_000);
    assertThat(table.hashOf(table.find("reports")).iterations()).isEqualTo(PasswordHash.ITERATIONS);
  }

  @Test
  @DisplayName(
      "RFC 6749 2.3.1 a secret is form-encoded, or as it is, where the client does not care")
  void secretsAreEncodedOrNot() throws Exception {
    String hash = TestHashes.of("a+b%41 c");
    Clients clients = open("plus+id:" + hash + ":password");
    assertThat(ask(clients, basic("plus%2Bid:a%2Bb%2541+c"), "")).as("encoded").isNotNull();
    for (int i = 0;
        i < 5;
        i++) { // the reading that was not meant is no failure, of which 4 are allowed
      assertThat(ask(clients, basic("plus+id:a+b%41 c"), "")).as("as it is").isNotNull();
    }
  }

  @Test
  @DisplayName("BF-1 each secret that a request tests is a guess")
  void eachReadingIsAGuess() throws Exception {
    Clients clients = open(LINE);
    for (int i = 0; i < 2; i++) { // of four that are allowed
      assertThat(refusal(clients, basic("reports:guess+" + i), "").error())
          .isEqualTo(BearerError.INVALID_CLIENT);
    }
    assertThat(refusal(clients, basic("reports:s3cret"), "").error())
        .isEqualTo(BearerError.TOO_MANY_REQUESTS);
  }

  @Test
  @DisplayName("BF-1 nor do two readings go beyond the limit where one is left")
  void noReadingIsBeyondTheLimit() throws Exception {
    Clients clients = open(LINE);
    for (int i = 0; i < 3; i++) {
      refusal(clients, basic("reports:guess" + i), "");
    }
    BearerException two = refusal(clients, basic("reports:s3c%72et+"), "");
    assertThat(two.error()).isEqualTo(BearerError.TOO_MANY_REQUESTS);
    assertThat(ask(clients, basic("reports:s3cret"), "").name()).as("one is left").isNotNull();
  }

  @Test
  @DisplayName("BF-1 with a limit of one, the reading of the specification is the only one")
  void limitOfOneLeavesOneReading() throws Exception {
    String hash = TestHashes.of("a b");
    String raw = TestHashes.of("a+b");
    Clients clients = open("one:" + hash + ":password", "two:" + raw + ":password");
    ClientAuthentication strict =
        new ClientAuthentication(
            clients, new LoginThrottle(1, 40, Duration.ofMinutes(5), TestStores.attempts(clock)));
    FormBody none = FormBody.read(new Fakes.Request().http());
    assertThat(strict.authenticate(basic("one:a+b").http(), none).name()).isEqualTo("one");
    assertThat(
            catchThrowableOfType(
                BearerException.class, () -> strict.authenticate(basic("two:a+b").http(), none)))
        .isNotNull();
  }

  @Test
  @DisplayName("Basic with an id and no secret names a public client, as client_id does")
  void emptySecretNamesAPublicClient() throws Exception {
    for (Clients clients : List.of(open(LINE), Clients.none(PasswordHashLimiter.ofThisMachine()))) {
      for (String id : new String[] {"app", "my%20app", "50%", "app+web"}) {
        assertThat(ask(clients, basic(id + ":"), "")).as(id).isNull();
      }
      assertThat(ask(clients, basic("app:"), "client_id=app")).isNull();
      assertThat(ask(clients, basic("my%20app:"), "client_id=my+app")).isNull();
      assertThat(refusal(clients, basic("app:"), "client_id=other").error())
          .isEqualTo(BearerError.INVALID_REQUEST);
      assertThat(refusal(clients, basic("app:"), "client_secret=x").error())
          .isEqualTo(BearerError.INVALID_REQUEST);
    }
    for (String id : new String[] {"reports", "%72eports"}) {
      BearerException refusal = refusal(open(LINE), basic(id + ":"), "");
      assertThat(refusal.error()).as(id).isEqualTo(BearerError.INVALID_CLIENT);
    }
  }

  @Test
  void withoutClientsNoneIsAuthenticated() throws Exception {
    Clients none = Clients.none(PasswordHashLimiter.ofThisMachine());
    assertThat(ask(none, new Fakes.Request(), "client_id=reports")).isNull();
    assertThat(refusal(none, basic("reports:s3cret"), "").description()).contains("has no clients");
  }
}
