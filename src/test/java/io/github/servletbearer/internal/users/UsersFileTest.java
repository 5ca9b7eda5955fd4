// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.crypto.Derivations;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.crypto.TestHashes;
import io.github.servletbearer.internal.file.AccountTable;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileTest {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final String HASH = TestHashes.of("secret");

  @TempDir private Path folder;

  private final HandClock clock = new HandClock();
  private final PasswordHashLimiter work = PasswordHashLimiter.ofThisMachine();
  private final Lines log = new Lines();
  private Path file;

  /** What is logged. */
  private static final class Lines extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord event) {
      lines.add(event.getLevel() + " " + event.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    file = folder.resolve("users");
    LOG.setUseParentHandlers(false);
    LOG.addHandler(log);
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(log);
    LOG.setUseParentHandlers(true);
  }

  /** Writes the file as an editor does, long before the clock's time; each has another time. */
  private void write(String... lines) throws IOException {
    write(
        String.join("\n", lines).getBytes(UTF_8), clock.instant().minusSeconds(60).toEpochMilli());
  }

  private void write(byte[] content, long modified) throws IOException {
    boolean old = Files.exists(file);
    Files.write(file, content);
    if (!old && Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }
    Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
  }

  private UsersFile open() throws InvalidFileException {
    return UsersFile.open(file, work, clock);
  }

  private UsersFile open(String... lines) throws IOException, InvalidFileException {
    write(lines);
    return open();
  }

  private String problem(byte[] content) throws IOException {
    write(content, 0);
    return catchThrowableOfType(InvalidFileException.class, this::open).getMessage();
  }

  private String problem(String... lines) throws IOException {
    return problem(String.join("\n", lines).getBytes(UTF_8));
  }

  private static BearerException refusal(UsersFile users, String name, String password) {
    return catchThrowableOfType(
        BearerException.class, () -> users.authenticate(name, password, "192.0.2.1"));
  }

  private void later() {
    clock.advance(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("AR-3 users log in with their own password, and have the roles of their line")
  void usersLogIn() throws Exception {
    UsersFile users =
        open(
            "\ufeff# the bookshop's users",
            "",
            "  # indented",
            "alice:" + HASH + ":clerk, items:read",
            "j\u00fcrgen m:" + TestHashes.of("Gr\u00fc\u00dfe \ud83d\udd11") + ":\r",
            "bob:" + TestHashes.of("x".repeat(100)));

    AuthenticatedUser alice = users.authenticate(new Fakes.Request().http(), "alice", "secret");
    assertThat(alice.name()).isEqualTo("alice");
    assertThat(alice.roles()).containsExactly("clerk", "items:read");
    assertThat(
            users
                .authenticate("j\u00fcrgen m", "Gr\u00fc\u00dfe \ud83d\udd11", "192.0.2.1")
                .roles())
        .isEmpty();
    assertThat(users.authenticate("bob", "x".repeat(100), "192.0.2.1").roles()).isEmpty();
    assertThat(refusal(users, "bob", "x".repeat(99)).error()).isEqualTo(BearerError.INVALID_GRANT);
    assertThat(log.lines).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "alice, Secret",
    "alice, ''",
    "Alice, secret",
    "'alice ', secret",
    "nobody, secret",
    "off, secret",
    "never, secret",
    "never, ''"
  })
  @DisplayName("TE-12 a wrong password, an unknown and a disabled user get one and the same answer")
  void refusalsAreAlike(String name, String password) throws Exception {
    UsersFile users = open("alice:" + HASH, "off:!" + HASH + ":admin", "never:!:admin");

    BearerException refused = refusal(users, name, password);
    assertThat(refused.error()).isEqualTo(BearerError.INVALID_GRANT);
    assertThat(refused).hasMessage("unknown user or wrong password").hasNoCause();
  }

  @Test
  @DisplayName("TE-12 an unknown user costs a hash of the kind that most users have")
  void unknownUserCostsTheUsualHash() throws Exception {
    String slower = TestHashes.of("secret", 700_000);
    byte[] content =
        String.join("\n", "a:" + HASH, "b:" + slower, "c:" + slower, "d:!").getBytes(UTF_8);
    AccountTable<UserEntry> table = AccountTable.parse(content, 4, "a line", UserEntry::parse);

    assertThat(table.hashOf(null).iterations()).isEqualTo(700_000);
    assertThat(table.hashOf(table.find("d")).iterations()).isEqualTo(700_000);
    assertThat(table.hashOf(table.find("a")).iterations()).isEqualTo(PasswordHash.ITERATIONS);
  }

  /** Nearly all of a login's time goes into its hash, which is counted: no machine is too busy. */
  @ParameterizedTest
  @ValueSource(strings = {"alice", "nobody", "off", "never", "", "ALICE"})
  @DisplayName("TE-12 TC-1 logins of unknown, disabled and wrong derive one hash, of the same cost")
  void refusalsTakeTheSameWork(String name) throws Exception {
    UsersFile users = open("alice:" + HASH, "bob:" + HASH, "off:!" + HASH, "never:!");

    try (Derivations derivations = new Derivations()) {
      for (String password : new String[] {"wrong", "", "x".repeat(200)}) {
        assertThat(refusal(users, name, password).error()).isEqualTo(BearerError.INVALID_GRANT);
        assertThat(derivations.take()).containsExactly(PasswordHash.ITERATIONS + " x 256");
      }
    }
  }

  @Test
  @DisplayName("RR-7 a user can be looked up as the file has them now")
  void usersAreLookedUp() throws Exception {
    UsersFile users = open("alice:" + HASH + ":clerk", "off:!" + HASH);
    AuthenticatedUser before = users.authenticate("alice", "secret", "192.0.2.1");

    assertThat(users.find("off")).isNull();
    assertThat(users.find("nobody")).isNull();
    write("alice:" + HASH + ":boss", "off:" + HASH);
    assertThat(users.current(before).roles()).as("within a second").containsExactly("clerk");
    later();
    assertThat(users.current(before).roles()).containsExactly("boss");
    assertThat(users.find("off").name()).isEqualTo("off");
    later();
    write("off:" + HASH);
    later();
    assertThat(users.current(before)).isNull();
  }

  @Test
  @DisplayName("BF logins beyond the limit are refused, and can be tried again")
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void floodFindsNoPlace() throws Exception {
    write("alice:" + HASH);
    PasswordHashLimiter one = new PasswordHashLimiter(1, 0, Duration.ZERO);
    UsersFile users = UsersFile.open(file, one, clock);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> busy =
          thread.submit(
              () ->
                  one.run(
                      "bob",
                      "192.0.2.1",
                      () -> {
                        begun.countDown();
                        try {
                          end.await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                        return true;
                      }));
      begun.await();
      for (String name : new String[] {"alice", "nobody"}) {
        BearerException refused =
            catchThrowableOfType(
                BearerException.class, () -> users.authenticate(name, "secret", "192.0.2.2"));
        assertThat(refused.error()).isEqualTo(BearerError.TOO_BUSY);
      }
      end.countDown();
      assertThat(busy.get()).isTrue();
      assertThat(users.authenticate("alice", "secret", "192.0.2.1").name()).isEqualTo("alice");
    } finally {
      end.countDown();
      thread.shutdownNow();
    }
  }

  @Test
  @DisplayName("AR-3 a changed file is read again, and looked at once a second at most")
  void changedFileIsReadAgain() throws Exception {
    UsersFile users = open("alice:" + HASH);
    write("alice:" + TestHashes.of("other"), "bob:" + HASH);
    clock.advance(Duration.ofMillis(999));
    assertThat(users.authenticate("alice", "secret", "192.0.2.1")).isNotNull();

    clock.advance(Duration.ofMillis(1));
    assertThat(refusal(users, "alice", "secret").error()).isEqualTo(BearerError.INVALID_GRANT);
    assertThat(users.authenticate("alice", "other", "192.0.2.1")).isNotNull();
    assertThat(users.authenticate("bob", "secret", "192.0.2.1")).isNotNull();
    later();
    assertThat(users.authenticate("bob", "secret", "192.0.2.1")).isNotNull();
    assertThat(log.lines).containsExactly("INFO The users file " + file + " was read again.");
  }

  @Test
  @DisplayName("AR-3 another file of the same size and time in its place is noticed")
  void movedFileIsReadAgain() throws Exception {
    UsersFile users = open("alice:" + HASH);
    FileTime time = Files.getLastModifiedTime(file);
    Path other = Files.writeString(folder.resolve("new"), "alice:" + TestHashes.of("other"));
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    later();

    assertThat(users.authenticate("alice", "other", "192.0.2.1")).isNotNull();
  }

  @Test
  @DisplayName("AR-3 two changes within the file system's tick are both noticed")
  void secondChangeWithinATickIsNoticed() throws Exception {
    long tick = clock.millis() - 500;
    write(("alice:" + HASH).getBytes(UTF_8), tick);
    UsersFile users = open();
    write(("alice:" + TestHashes.of("other")).getBytes(UTF_8), tick);
    later();

    assertThat(users.authenticate("alice", "other", "192.0.2.1")).isNotNull();
    assertThat(log.lines).containsExactly("INFO The users file " + file + " was read again.");
  }

  @Test
  @DisplayName(
      "AR-3 AR-6 an invalid line stops all logins until it is fixed; logged once for each change")
  void badLineStopsAll() throws Exception {
    UsersFile users = open("alice:" + HASH);
    write("alice:" + HASH, "bob:plain-password:boss");
    later();

    for (int i = 0; i < 3; i++) {
      BearerException refused = refusal(users, "alice", "secret");
      assertThat(refused.error()).isEqualTo(BearerError.UNAVAILABLE);
      assertThat(refused).hasMessage("the users file cannot be used");
      assertThat(catchThrowableOfType(BearerException.class, () -> users.find("alice")).error())
          .isEqualTo(BearerError.UNAVAILABLE);
      later();
    }
    assertThat(log.lines).hasSize(1);
    assertThat(log.lines.get(0))
        .startsWith(
            "SEVERE No user can log in until the users file " + file + " is fixed: line 2: ")
        .contains("servlet-bearer-all.jar hash", "docs/troubleshooting.md#sb107")
        .doesNotContain("bob", "plain-password", "boss");

    clock.advance(Duration.ofSeconds(5));
    write("alice:" + HASH, "bob:plain-passwort:boss");
    later();
    assertThat(refusal(users, "alice", "secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(log.lines).as("another change").hasSize(2);

    write("alice:" + HASH);
    later();
    assertThat(users.authenticate("alice", "secret", "192.0.2.1")).isNotNull();
    assertThat(log.lines).hasSize(3).last().asString().startsWith("INFO ");
  }

  @Test
  @DisplayName("AR-3 a missing file stops all logins too, and is taken again as it was")
  void missingFileStopsAll() throws Exception {
    UsersFile users = open("alice:" + HASH);
    Path away = Files.move(file, folder.resolve("away"));
    later();
    assertThat(refusal(users, "alice", "secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    later();
    assertThat(refusal(users, "alice", "secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(log.lines).hasSize(1).first().asString().contains("there is no such file");

    Files.move(away, file);
    later();
    assertThat(users.authenticate("alice", "secret", "192.0.2.1")).isNotNull();

    Files.delete(file);
    later();
    assertThat(refusal(users, "alice", "secret").error()).isEqualTo(BearerError.UNAVAILABLE);
    assertThat(log.lines).as("gone again").last().asString().contains("there is no such file");
  }

  @Test
  @DisplayName("AR-3 a folder or a link to nowhere is no users file")
  void onlyRegularFilesAreRead() throws Exception {
    Files.createDirectory(file);
    assertThat(catchThrowableOfType(InvalidFileException.class, this::open))
        .hasMessageContaining("not a regular file");
    file = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertThat(catchThrowableOfType(InvalidFileException.class, this::open))
        .hasMessageContaining("there is no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alice | there is no colon",
        "alice:secret | this is not a password hash of this library",
        "alice: | this is not a password hash of this library",
        "alice:! secret | this is not a password hash of this library",
        "alice::clerk | this is not a password hash of this library",
        "alice: HASH | this is not a password hash of this library",
        ":HASH | the user has no name",
        "' alice:HASH' | begins or ends with a blank",
        "alice :HASH | begins or ends with a blank",
        "'alice\u00a0:HASH' | begins or ends with a blank",
        "'al\tice:HASH' | the name has a control character",
        "'al\u0085ice:HASH' | the name has a control character",
        "alice:HASH:clerk,,boss | a role is empty",
        "alice:HASH:clerk, | a role is empty",
        "alice:HASH:cl\terk | a role has a control character",
        "bob:HASH | the same name is in a line above"
      })
  @DisplayName("AR-3 LG-1 a bad line is named by its number and its fault, never by its content")
  void badLineIsNamed(String line, String fault) throws IOException {
    String problem = problem("# users", "bob:" + HASH, line.replace("HASH", HASH));

    assertThat(problem)
        .startsWith("line 3: ")
        .contains(fault)
        .doesNotContain("alice", "secret", "bob", HASH);
  }

  @Test
  @DisplayName("AR-3 zeros, as a copy that broke off leaves them, are no blank line")
  void zerosAreNamed() throws IOException {
    assertThat(problem(("a:" + HASH + "\n" + "\0".repeat(100)).getBytes(ISO_8859_1)))
        .startsWith("line 2: ");
  }

  @Test
  @DisplayName("AR-3 a line that is not UTF-8 is named")
  void foreignEncodingIsNamed() throws IOException {
    assertThat(problem(("a:" + HASH + "\nj\u00fcrgen:" + HASH + "\n").getBytes(ISO_8859_1)))
        .isEqualTo("line 2: it is not UTF-8: save the file in that encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nobody yet\n"})
  @DisplayName("AR-5 a file without a user is a mistake, or half written: there is no default user")
  void fileWithoutUsersIsRefused(String content) throws IOException {
    assertThat(problem(content)).startsWith("there is no account in it");
  }

  @Test
  @DisplayName("AR-3 a hash that is guessed fast is refused")
  void weakHashIsRefused() throws IOException {
    assertThat(problem("alice:" + TestHashes.of("secret", 599_999)))
        .startsWith("line 1: the hash has fewer than 600000 iterations");
  }

  @Test
  @DisplayName("BF a file has 10,000 users and 1 MiB at most")
  void fileIsBounded() throws Exception {
    String[] lines = new String[10_001];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "user" + i + ":!";
    }
    assertThat(problem(lines)).startsWith("line 10001: there are more than 10000 accounts");
    assertThat(open(Arrays.copyOf(lines, 10_000)).find("user1")).isNull();
    assertThat(problem("#".repeat(1024 * 1024))).startsWith("there is no account");
    assertThat(problem("#".repeat(1024 * 1024 + 1))).startsWith("it is larger than 1 MiB");
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--, true", "rw-rw--w-, true", "rw-r-----, false", "r--------, false"})
  @DisplayName("AR-3 CF-2 a file that every account of the machine may read or change is a warning")
  void openPermissionsAreAWarning(String rights, boolean warns) throws Exception {
    write("alice:" + HASH);
    assumeThat(Files.getFileStore(file).supportsFileAttributeView("posix")).isTrue();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    open();

    assertThat(log.lines).hasSize(warns ? 1 : 0);
    assertThat(String.join("", log.lines)).contains(warns ? "WARNING Every account" : "");
  }

  @Test
  @DisplayName("AR-3 a file that a change opens to all is warned of, too")
  void permissionsOpenedByAChangeAreAWarning() throws Exception {
    UsersFile users = open("alice:" + HASH);
    assumeThat(Files.getFileStore(file).supportsFileAttributeView("posix")).isTrue();
    write("alice:" + HASH, "bob:" + HASH);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    later();
    assertThat(users.find("bob")).isNotNull();
    assertThat(String.join("", log.lines)).contains("WARNING Every account");
  }

  @Test
  @DisplayName("AR-3 a date that is set back does not put a change off")
  void dateSetBackDelaysNoChange() throws Exception {
    UsersFile users = open("alice:" + HASH);
    write("bob:" + HASH);
    clock.advance(Duration.ofHours(-1));
    assertThat(users.find("alice")).isNull();
  }

  @Test
  @DisplayName("LG-1 what is printed of a user is the name alone")
  void printedFormIsNoSecret() {
    assertThat(UserEntry.parse("alice:" + HASH + ":clerk")).hasToString("UserEntry[alice]");
  }

  @Test
  @DisplayName("AR-5 no line of the documentation is a user that anybody could copy")
  void documentationHasNoUsableUser() throws IOException {
    Path page = Path.of(System.getProperty("project.basedir", "."), "docs", "users-file.md");
    List<String> users =
        Files.readAllLines(page).stream().filter(line -> line.contains(":pbkdf2")).toList();

    assertThat(users).isNotEmpty();
    for (String line : users) {
      assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> UserEntry.parse(line)))
          .as(line)
          .isNotNull();
    }
  }
}
