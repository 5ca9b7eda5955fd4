// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserKeyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Anna Groß",
        "  ANNA GROSS\u00a0",
        "anna   gross",
        "a\u0308nna gross",
        "ànñâ gröss",
        "an\u00adna gr\u200boss",
        "ａｎｎａ\u3000ｇｒｏｓｓ",
        "anna gro\u017fs",
        "ann\u036fa\u2028gross",
        "anna \u0001gross"
      })
  @DisplayName("spellings that directories and databases take for one user are counted as one")
  void spellingsOfOneUser(String name) {
    assertThat(UserKey.of(name)).isEqualTo("anna gross");
    assertThat(UserKey.of(UserKey.of(name))).isEqualTo("anna gross");
  }

  @Test
  @DisplayName("other users are others")
  void otherUsers() {
    assertThat(UserKey.of("annagross")).isNotEqualTo("anna gross");
    assertThat(UserKey.of("कि")).isNotEqualTo(UserKey.of("का"));
    assertThat(UserKey.of("李")).isNotEqualTo(UserKey.of("王"));
    assertThat(UserKey.of(" ")).isEmpty();
  }
}
