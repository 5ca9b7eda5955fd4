// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.TestSettings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.SecretReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("CF-2 secrets come from files, variables and JNDI")
class SecretsTest {
  private final Problems problems = new Problems();
  private final Secrets secrets = new Secrets(problems);
  @TempDir private Path folder;

  private SecretReference file(String content, String permissions) throws IOException {
    Path file = folder.resolve("secret");
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return TestSettings.reference("file:" + file);
  }

  private void onlyError(String... words) {
    assertThat(problems.errors()).extracting(Problem::code).containsExactly(ProblemCode.BAD_SECRET);
    assertThat(problems.errors().get(0).toString()).contains(words);
  }

  @Test
  void lineBreakAtTheEndOfAFileIsNoPartOfASecret() throws IOException {
    SecretReference reference = file(" grün geheim \r\n", "rw-------");
    assertThat(secrets.text(Setting.SIGNING_KEY_PASSWORD, reference)).isEqualTo(" grün geheim ");
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
  }

  @Test
  @DisplayName("the mark that editors write before a text is no part of a secret or a key")
  void byteOrderMark() throws IOException {
    SecretReference reference = file("\ufeffgeheim\r\n", "rw-------");
    assertThat(secrets.text(Setting.SIGNING_KEY_PASSWORD, reference)).isEqualTo("geheim");
    assertThat(secrets.bytes(Setting.SIGNING_KEY, reference)).startsWith('g', 'e');
  }

  @Test
  @DisplayName("a text in UTF-16 is reported, and not sent to a provider as another secret")
  void otherEncoding() throws IOException {
    SecretReference reference = file("", "rw-------");
    Files.write(folder.resolve("secret"), "geheim\r\n".getBytes(StandardCharsets.UTF_16));
    assertThat(secrets.text(Setting.SIGNING_KEY_PASSWORD, reference)).isNull();
    onlyError("signingKeyPassword", "not UTF-8", "Save it in that encoding");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("a pipe, which nobody may ever write to, does not keep the start waiting")
  void pipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor() == 0);
    assertThat(secrets.bytes(Setting.SIGNING_KEY, TestSettings.reference("file:" + pipe))).isNull();
    onlyError("signingKey", "a regular one");
  }

  @Test
  void bytesAreThoseOfTheFile() throws IOException {
    SecretReference reference = file("x\n", "rw-------");
    assertThat(secrets.bytes(Setting.SIGNING_KEY, reference))
        .isEqualTo("x\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void fileThatEverybodyReadsIsReported() throws IOException {
    SecretReference reference = file("geheim", "rw-r--r--");
    assertThat(secrets.text(Setting.SIGNING_KEY_PASSWORD, reference)).isEqualTo("geheim");
    assertThat(problems.warnings()).hasSize(1);
    assertThat(problems.warnings().get(0).toString())
        .contains("chmod 600")
        .doesNotContain("geheim");
  }

  @Test
  void missingFileIsAProblem() {
    SecretReference reference = TestSettings.reference("file:" + folder.resolve("none"));
    assertThat(secrets.bytes(Setting.SIGNING_KEY, reference)).isNull();
    onlyError("signingKey", "none", "Create the file");
  }

  @Test
  void emptyFileIsAProblem() throws IOException {
    assertThat(secrets.bytes(Setting.SIGNING_KEY, file("", "rw-------"))).isNull();
    onlyError("signingKey");
  }

  @Test
  void hugeFileIsNotRead() throws IOException {
    assertThat(secrets.bytes(Setting.SIGNING_KEY, file("x".repeat(65_537), "rw-------"))).isNull();
    onlyError("64 KiB");
    assertThat(
            new Secrets(new Problems())
                .bytes(Setting.SIGNING_KEY, file("x".repeat(65_536), "rw-------")))
        .hasSize(65_536);
  }

  @Test
  void variableIsRead() {
    Map.Entry<String, String> some =
        System.getenv().entrySet().stream()
            .filter(each -> each.getKey().matches("[A-Z_]+") && !each.getValue().isBlank())
            .filter(each -> !each.getValue().contains("\n"))
            .findFirst()
            .orElseThrow();
    SecretReference reference = TestSettings.reference("env:" + some.getKey());
    assertThat(secrets.text(Setting.SIGNING_KEY, reference)).isEqualTo(some.getValue());
  }

  @Test
  void missingVariableIsAProblem() {
    SecretReference reference = TestSettings.reference("env:SERVLETBEARER_NO_SUCH_VARIABLE");
    assertThat(secrets.text(Setting.SIGNING_KEY, reference)).isNull();
    onlyError("env:SERVLETBEARER_NO_SUCH_VARIABLE", "environment variable");
  }

  @Test
  void whereThereIsNoNamingContextTheEntryIsMissing() {
    SecretReference reference = TestSettings.reference("jndi:shop/secret");
    assertThat(secrets.text(Setting.SIGNING_KEY, reference)).isNull();
    onlyError("jndi:shop/secret", "env-entry");
  }
}
