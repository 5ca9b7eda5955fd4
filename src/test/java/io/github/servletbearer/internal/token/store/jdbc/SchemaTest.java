// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("each database has a script with all tables; none names a column for a token")
  void scriptIsComplete(Dialect dialect) {
    String script = new Schema("x_").script(dialect);
    assertThat(script)
        .contains("x_schema", "x_kind", "x_token", "x_attempt_key", "x_attempt")
        .contains("VALUES (" + Schema.VERSION + ")")
        .doesNotContain("%d");
    assertThat(script.split(";\n")).hasSize(new Schema("x_").statements(dialect).size());
  }

  @Test
  @DisplayName("no index has the name of a table: PostgreSQL keeps both in one list")
  void namesAreUnique() {
    List<String> names = new ArrayList<>();
    for (String statement : new Schema("").statements(Dialect.POSTGRESQL)) {
      if (statement.startsWith("CREATE")) {
        names.add(statement.split(" ", 4)[2]);
      }
    }
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x", "a b", "a;DROP", "a\"", "ä"})
  @DisplayName("a prefix that is no identifier never becomes part of a statement")
  void prefixIsAnIdentifier(String prefix) {
    assertThatThrownBy(() -> new Schema(prefix)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("databases are known by the names that their drivers give them")
  void productIsKnown() {
    assertThat(Dialect.byProductName("PostgreSQL")).isEqualTo(Dialect.POSTGRESQL);
    assertThat(Dialect.byProductName("MariaDB")).isEqualTo(Dialect.MYSQL);
    assertThat(Dialect.byProductName("Microsoft SQL Server")).isEqualTo(Dialect.SQLSERVER);
    assertThat(Dialect.byProductName("Oracle")).isEqualTo(Dialect.ORACLE);
    assertThat(Dialect.byProductName("Derby")).isNull();
  }
}
