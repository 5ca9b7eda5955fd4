// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingValuesTest {
  private static final SettingValues NONE = new SettingValues.Builder().build();

  @Test
  void whatIsNotSetHasItsDefault() {
    assertThat(NONE.find(Setting.JWKS_MAX_AGE)).isNull();
    assertThat(NONE.get(Setting.JWKS_MAX_AGE)).isEqualTo(Duration.ofMinutes(15));
    assertThat(NONE.get(Setting.JWKS_AUDIENCE)).as("a list").isEmpty();
    assertThat(NONE.get(Setting.REQUIRED_SCOPES).all()).as("a rule").isEmpty();
  }

  @Test
  void defaultMayBeAnotherSetting() {
    SettingValues values =
        new SettingValues.Builder().put(Setting.ISSUER, "https://a.example").build();
    assertThat(values.get(Setting.AUDIENCE)).isEqualTo("https://a.example");
    assertThat(values.find(Setting.AUDIENCE)).isNull();
    SettingValues both = values.toBuilder().put(Setting.AUDIENCE, "b").build();
    assertThat(both.get(Setting.AUDIENCE)).isEqualTo("b");
    assertThat(values.find(Setting.AUDIENCE)).as("immutable").isNull();
  }

  @Test
  void settingWithoutDefaultIsNeverGuessed() {
    assertThatThrownBy(() -> NONE.get(Setting.JWKS_ISSUER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("jwksIssuer is not set and has no default");
    assertThatThrownBy(() -> NONE.get(Setting.AUDIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("issuer is not set");
  }

  @Test
  void namesAreUnique() {
    Set<String> names = new HashSet<>();
    for (Setting<?> setting : Setting.all()) {
      assertThat(names.add(setting.key())).as(setting.key()).isTrue();
      assertThat(names.add(setting.environmentName())).as(setting.environmentName()).isTrue();
      assertThat(Setting.byKey(setting.key())).isSameAs(setting);
    }
    assertThat(names).isNotEmpty();
  }
}
