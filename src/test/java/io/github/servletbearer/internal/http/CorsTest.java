// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
  private static final String APP = "https://app.example.com";

  private final Cors cors = TestCors.of(APP, "http://localhost:3000");
  private final Fakes.Request request = new Fakes.Request();
  private final Fakes.Response response = new Fakes.Response();

  private boolean handle(Cors rules) {
    return rules.handle(request.http(), response.http(), "GET, POST");
  }

  @Test
  @DisplayName("CO-1: off by default: not a header, and OPTIONS reaches the application")
  void offWithoutOrigins() {
    request.method = "OPTIONS";
    request.header("Origin", APP).header("Access-Control-Request-Method", "GET");
    assertThat(handle(TestCors.of())).isFalse();
    assertThat(response.headers).isEmpty();
  }

  @Test
  @DisplayName("CO-1: a page of a listed origin may read the answer, without credentials")
  void listedOriginMayRead() {
    request.header("Origin", APP);
    assertThat(handle(cors)).isFalse();
    assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(APP);
    assertThat(response.header("Access-Control-Expose-Headers"))
        .isEqualTo("Retry-After, X-Request-Id");
    assertThat(response.header("Vary")).isEqualTo("Origin");
    assertThat(response.headers).doesNotContainKey("Access-Control-Allow-Credentials");
    assertThat(response.headers).doesNotContainKey("Access-Control-Allow-Methods");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com.evil.example",
        "https://evil.example",
        "https://app.example.com:8443",
        "http://app.example.com",
        "HTTPS://APP.EXAMPLE.COM",
        "https://app.example.com/",
        "https://xapp.example.com",
        "null",
        "*",
        "",
      })
  @DisplayName("CO-1: every other origin gets nothing, null and the near ones included")
  void otherOriginsGetNothing(String origin) {
    request.header("Origin", origin);
    assertThat(handle(cors)).isFalse();
    request.method = "OPTIONS";
    request.header("Access-Control-Request-Method", "GET");
    assertThat(handle(cors)).isFalse();
    assertThat(response.headers).containsOnlyKeys("Vary");
  }

  @Test
  @DisplayName("CO-1: Vary stands there without an Origin too, and once for two filters")
  void varyIsAlwaysThere() {
    response.addHeader("Vary", "Accept-Encoding");
    handle(cors);
    handle(cors);
    assertThat(response.header("Vary")).isEqualTo("Accept-Encoding, Origin");
  }

  @Test
  @DisplayName("CO-1: a preflight is answered at once")
  void preflightIsAnswered() {
    request.method = "OPTIONS";
    request.header("Origin", APP).header("Access-Control-Request-Method", "DELETE");
    assertThat(handle(cors)).isTrue();
    assertThat(response.status).isEqualTo(204);
    assertThat(response.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST");
    assertThat(response.header("Access-Control-Allow-Headers"))
        .isEqualTo("Authorization, traceparent");
    assertThat(response.header("Access-Control-Max-Age")).isEqualTo("300");
    assertThat(response.headers).doesNotContainKey("Access-Control-Allow-Credentials");
  }

  @Test
  @DisplayName("CO-1: OPTIONS without Access-Control-Request-Method is a request like any other")
  void plainOptionsIsNoPreflight() {
    request.method = "OPTIONS";
    request.header("Origin", APP);
    assertThat(handle(cors)).isFalse();
    request.method = "POST";
    request.header("Access-Control-Request-Method", "GET");
    assertThat(handle(cors)).isFalse();
  }
}
