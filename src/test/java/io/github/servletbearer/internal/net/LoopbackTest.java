// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.255.255.255", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
  void numberOfThisMachine(String text) {
    assertThat(Loopback.isAddress(text)).isTrue();
    assertThat(Loopback.isHost(text)).isTrue();
    assertThat(Loopback.isHost("[" + text + "]")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "LocalHost"})
  void nameOfThisMachineIsNoNumber(String text) {
    assertThat(Loopback.isHost(text)).isTrue();
    assertThat(Loopback.isAddress(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "[",
        ":",
        "::",
        "::2",
        "::1%lo",
        "[localhost]x",
        "fe80::1",
        "::ffff:10.0.0.1",
        "1::127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "128.0.0.1",
        "12.7.0.0.1",
        "127",
        "127.1",
        "127.0.0",
        "127.0.0.",
        "127.0.0.1.",
        "127.0.0.1.1",
        "127..0.1",
        "127.0.0.256",
        "127.0.0.4294967297",
        "0127.0.0.1.x",
        "127.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.x",
        "localhost.",
        "localhost.evil.example",
        "localhost:80",
        "evil.example"
      })
  void anythingElseIsAnother(String text) {
    assertThat(Loopback.isHost(text)).isFalse();
    assertThat(Loopback.isAddress(text)).isFalse();
  }
}
