// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes.HandClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
  private static final String OLD = "alice:user\njohndoe:user\n";
  private static final String NEW = "alice:user-readonly\njohndoe:user\n";

  @TempDir private Path folder;
  private final HandClock clock = new HandClock();
  private Path path;
  private int written;

  @BeforeEach
  void writeFile() throws IOException {
    path = Files.writeString(folder.resolve("users"), OLD);
  }

  private WatchedFile<String> open(Runnable pause) throws InvalidFileException {
    return WatchedFile.open(
        "users file", "No login", path, clock, bytes -> new String(bytes, UTF_8), pause);
  }

  private void write(String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Five more characters, until all of it is there. */
  private void writeOn() {
    written = Math.min(NEW.length(), written + 5);
    write(NEW.substring(0, written));
  }

  @Test
  @DisplayName("a file that is being written is not taken for whole: no users less, no half roles")
  void fileIsReadWhole() throws Exception {
    WatchedFile<String> file = open(this::writeOn);
    written = 5;
    writeOn();
    assertThat(Files.readString(path)).isEqualTo("alice:user");
    clock.advance(Duration.ofSeconds(1));

    assertThat(file.content()).isEqualTo(NEW);
  }

  @Test
  @DisplayName("a file that always changes is not waited for without end")
  void changingFile() throws Exception {
    WatchedFile<String> file = open(() -> write(OLD + "#" + written++));
    write(NEW);
    clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(file::content).isInstanceOf(BearerException.class);
    assertThat(written).isBetween(2, 20);
  }

  @Test
  @DisplayName("a file that has not changed is read once")
  void unchangedFile() throws Exception {
    WatchedFile<String> file =
        open(
            () -> {
              throw new AssertionError("waits");
            });
    clock.advance(Duration.ofSeconds(1));
    assertThat(file.content()).isEqualTo(OLD);
  }
}
