// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonParser;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that make secrets: hash and genkey. */
class SecretsTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ExitCode run(Passwords passwords, String... arguments) {
    PrintStream to = new PrintStream(out, true, UTF_8);
    return Main.run(passwords, to, new PrintStream(err, true, UTF_8), arguments);
  }

  private ExitCode hash(byte[] input) {
    return run(Passwords.in(new ByteArrayInputStream(input)), "hash");
  }

  private ExitCode hash(String input) {
    return hash(input.getBytes(UTF_8));
  }

  private ExitCode typed(List<char[]> typed) {
    Deque<char[]> lines = new ArrayDeque<>(typed);
    return run(new Passwords(lines::poll, System.in), "hash");
  }

  private ExitCode generate(String... options) {
    List<String> arguments = new ArrayList<>(List.of("genkey"));
    arguments.addAll(List.of(options));
    return run(Passwords.in(InputStream.nullInputStream()), arguments.toArray(String[]::new));
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  private void assertHashOf(String password) {
    assertThat(err()).isEmpty();
    assertThat(out()).matches("pbkdf2-sha256\\$600000\\$[\\w-]{22}\\$[\\w-]{43}\\R");
    assertThat(PasswordHash.parse(out().strip()).matches(password.toCharArray())).isTrue();
  }

  private void assertRefused(String... fragments) {
    assertThat(out()).isEmpty();
    assertThat(err()).contains("SB401", "docs/troubleshooting.md#sb401").contains(fragments);
  }

  @ParameterizedTest
  @DisplayName("AR-3 TE-13 the hash is that of the first line, byte for byte")
  @ValueSource(strings = {"", "\n", "\r\n", "\nanother line\n"})
  void firstLineOfStandardInputIsHashed(String end) {
    String password = " Gr\u00fc\u00dfe \ud83d\udd11 " + "x".repeat(90) + "\t ";

    assertThat(hash(password + end)).isEqualTo(ExitCode.OK);
    assertHashOf(password);
  }

  @Test
  @DisplayName("the byte order mark that PowerShell writes is no part of the password")
  void byteOrderMarkIsPassedOver() {
    assertThat(hash("\ufeffsecret\r\n")).isEqualTo(ExitCode.OK);
    assertHashOf("secret");
    assertThat(hash("\ufeff")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  @DisplayName("AR-3 a password is typed twice, and wiped; prompts are no part of the output")
  void passwordIsTypedTwice() {
    List<char[]> lines = List.of("secret".toCharArray(), "secret".toCharArray());

    assertThat(typed(lines)).isEqualTo(ExitCode.OK);
    assertThat(err()).isEqualTo("Password: The same again: ");
    err.reset();
    assertHashOf("secret");
    assertThat(lines).allMatch(line -> Arrays.equals(line, new char[6]));
  }

  @Test
  @DisplayName("AR-3 two that differ, or none, are refused")
  void typingErrorIsNoticed() {
    assertThat(typed(List.of("secret".toCharArray(), "secret ".toCharArray())))
        .isEqualTo(ExitCode.FAILED);
    assertRefused("the two passwords differ");
    assertThat(typed(List.of("secret".toCharArray()))).isEqualTo(ExitCode.FAILED);
    assertRefused("no password was typed");
  }

  @Test
  @DisplayName("TE-13 an empty password is refused")
  void emptyPasswordIsRefused() {
    for (String input : List.of("", "\n", "\r\n", "\nsecret\n")) {
      err.reset();
      assertThat(hash(input)).isEqualTo(ExitCode.FAILED);
      assertRefused("the password is empty");
    }
    assertThat(typed(List.of(new char[0], new char[0]))).isEqualTo(ExitCode.FAILED);
    assertRefused("the password is empty");
  }

  @Test
  @DisplayName("TE-13 a password of 1,024 bytes is hashed, a longer one refused")
  void longPasswordIsRefused() {
    assertThat(hash("x".repeat(1_024) + "\r\n")).isEqualTo(ExitCode.OK);
    assertHashOf("x".repeat(1_024));
    out.reset();
    for (String input : List.of("x".repeat(1_025), "\u20ac".repeat(342), "x".repeat(9_999))) {
      err.reset();
      assertThat(hash(input)).isEqualTo(ExitCode.FAILED);
      assertRefused("more than 1024 bytes");
    }
  }

  @Test
  @DisplayName("TE-13 what cannot be decoded would be another password, and is refused")
  void foreignEncodingIsRefused() {
    assertThat(hash("Gr\u00fc\u00dfe".getBytes(ISO_8859_1))).isEqualTo(ExitCode.FAILED);
    assertRefused("standard input is not UTF-8");
    for (String typed : List.of("Gr\ufffd\ufffde", "\ud83d")) {
      assertThat(typed(List.of(typed.toCharArray(), typed.toCharArray())))
          .isEqualTo(ExitCode.FAILED);
      assertRefused("LANG");
    }
  }

  @ParameterizedTest
  @DisplayName("LG-1 CF-2 a password as an argument is refused, and not repeated")
  @ValueSource(strings = {"s3cret", "-s3cret", "--s3cret=x", "@s3cret"})
  void passwordIsNoArgument(String argument) {
    assertThat(run(Passwords.in(InputStream.nullInputStream()), "hash", argument))
        .isEqualTo(ExitCode.FAILED);
    assertRefused("hash takes no password as an argument");
    assertThat(err()).doesNotContain("s3cret");
  }

  @Test
  @DisplayName("AR-3 standard input that fails is reported")
  void brokenInputIsReported() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();

    assertThat(run(Passwords.in(broken), "hash")).isEqualTo(ExitCode.FAILED);
    assertRefused("standard input cannot be read");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CF-2 a key can be had for every algorithm that there is, and help names it")
  void keyIsMadeForEveryAlgorithm(JwsAlgorithm algorithm) {
    assertThat(generate("--alg", algorithm.header())).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(JsonParser.parseString(out()).getAsJsonObject().get("alg").getAsString())
        .isEqualTo(algorithm.header());
    out.reset();
    assertThat(generate("--help")).isEqualTo(ExitCode.OK);
    assertThat(out()).containsPattern("\\b" + algorithm.header() + "\\b");
  }

  @Test
  @DisplayName("CF-2 a key is for ES256 by default, and never the same")
  void keyIsNew() {
    assertThat(generate()).isEqualTo(ExitCode.OK);
    String first = out();
    assertThat(JsonParser.parseString(first).getAsJsonObject().get("crv").getAsString())
        .isEqualTo("P-256");
    assertThat(first).endsWith("}\n");
    out.reset();
    assertThat(generate()).isEqualTo(ExitCode.OK);
    assertThat(out()).isNotEqualTo(first);
  }

  @Test
  @DisplayName("AR-6 CF-2 a key's file belongs to its owner alone, and holds the key alone")
  void keyFileIsPrivate() throws IOException {
    Path file = folder.resolve("key.json");

    assertThat(generate("-o", file.toString())).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(out()).isEmpty();
    assertThat(JsonParser.parseString(Files.readString(file)).getAsJsonObject().has("d")).isTrue();
    assumeThat(Files.getFileStore(file).supportsFileAttributeView("posix")).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  @DisplayName("CF-2 a key never overwrites a file, nor what a link leads to")
  void keyOverwritesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("key.json"), "the old key");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

    for (Path there : List.of(file, link)) {
      err.reset();
      assertThat(generate("-o", there.toString())).isEqualTo(ExitCode.FAILED);
      assertThat(err()).contains("SB402", "is there already", "Name a new file");
    }
    assertThat(file).hasContent("the old key");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @ParameterizedTest
  @DisplayName("CF-2 a key that cannot be written is reported")
  @ValueSource(strings = {"missing/key.json", "a\0b"})
  void keyThatCannotBeWrittenIsReported(String name) {
    assertThat(generate("-o", folder + "/" + name)).isEqualTo(ExitCode.FAILED);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("SB402", "cannot be written", "Name a file in a folder");
  }
}
