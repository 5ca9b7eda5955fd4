// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://host/app, host, -1, host, /app",
    "HTTPS://host.example:8443/a/b/, host.example, 8443, host.example:8443, /a/b",
    "https://host, host, -1, host, ''",
    "http://host:65535, host, 65535, host:65535, ''",
    "http://127.0.0.1:8080/, 127.0.0.1, 8080, 127.0.0.1:8080, ''",
    "'http://[::1]:80/caf%C3%A9', [::1], 80, '[::1]:80', /caf%C3%A9"
  })
  void addressIsTakenApart(String text, String host, int port, String authority, String path) {
    BaseUrl address = BaseUrl.parse(text);

    assertThat(address.uri().getHost()).isEqualTo(host);
    assertThat(address.uri().getPort()).isEqualTo(port);
    assertThat(address.authority()).isEqualTo(authority);
    assertThat(address.contextPath()).isEqualTo(path);
    assertThat(address).hasToString(address.uri().getScheme() + "://" + authority + path);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8080/app, begins neither",
    "host/app, begins neither",
    "ftp://host/app, begins neither",
    "http:app, names no host",
    "http:///app, names no host",
    "http://host:0/app, names no host",
    "http://host:65536/app, names no host",
    "https://joe:hidden@host/app, a user name or a password",
    "https://@host/app, a user name or a password",
    "https://joe:hidden@my_host/app, a user name or a password",
    "https://host/app?token=hidden, a query or a fragment",
    "https://host/app#hidden, a query or a fragment",
    "'http://host/hid den', is no URI",
    "http://host//app, no context path",
    "http://host/a/../b, no context path",
    "http://host/a/./b, no context path",
    "http://host/app;a=b, no context path"
  })
  void whatIsNoAddressOfAnApplicationIsRefusedAndNotRepeated(String text, String reason) {
    assertThatThrownBy(() -> BaseUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("write it as https://host/app")
        .message()
        .doesNotContain("hidden", "hid den", "joe");
  }
}
