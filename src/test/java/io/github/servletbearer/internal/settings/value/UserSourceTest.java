// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSourceTest {
  @Test
  void containerIsNeitherFileNorClass() {
    UserSource users = UserSource.PARSER.parse("container");

    assertThat(users.file()).isNull();
    assertThat(users.className()).isNull();
    assertThat(users).hasToString("container");
  }

  @Test
  @DisplayName("CF-2 users may stand in a file outside of the application")
  void fileIsAPath() {
    UserSource users = UserSource.PARSER.parse("file:/etc/my shop/users");

    assertThat(users.file()).isEqualTo(Path.of("/etc/my shop/users"));
    assertThat(users.className()).isNull();
    assertThat(users).hasToString("file:/etc/my shop/users");
    assertThat(UserSource.PARSER.parse("file:///etc/users").file())
        .isEqualTo(Path.of("/etc/users"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Users", "com.example.Users", "com.example.Outer$Users", "\u00e4.\u00d6"})
  void classIsAName(String name) {
    UserSource users = UserSource.PARSER.parse(name);

    assertThat(users.className()).isEqualTo(name);
    assertThat(users.file()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "file:users", "file:../users", "file:~/users", "file:a\0b"})
  void relativePathIsRefused(String value) {
    assertThatThrownBy(() -> UserSource.PARSER.parse(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("file:/etc/demo/users.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/users",
        "File:/etc/users",
        "jndi:users",
        "com.example.",
        ".Users",
        "com..Users",
        "two words",
        "1Users"
      })
  void whatIsNeitherIsRefused(String value) {
    assertThatThrownBy(() -> UserSource.PARSER.parse(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Write container, file:/etc/demo/users, or the name of a class with its package.");
  }
}
