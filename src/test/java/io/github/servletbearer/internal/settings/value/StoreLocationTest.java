// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreLocationTest {
  @Test
  void memoryNamesNoDataSource() {
    assertThat(StoreLocation.PARSER.parse("memory").jndiName()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"java:comp/env/jdbc/shop", "java:jboss/datasources/Shop-1_2.x", "jdbc/shop"})
  void dataSourceIsNamed(String name) {
    StoreLocation location = StoreLocation.PARSER.parse("jdbc:" + name);
    assertThat(location.jndiName()).isEqualTo(name);
    assertThat(location).hasToString("jdbc:" + name);
  }

  /** An address of a database has a password in it, and one of a directory runs foreign code. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:", "jdbc:java:", "jdbc:postgresql://db/shop", "jdbc:ldap://evil/x", "jdbc:rmi:x",
        "jdbc:java:comp:x", "jdbc://host/x", "java:comp/env/jdbc/shop", "Memory", "jdbc:a b"
      })
  void whatIsNoLocalNameIsRefused(String value) {
    assertThatThrownBy(() -> StoreLocation.PARSER.parse(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:java:comp/env/jdbc/shop");
  }
}
