// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorResponseTest {
  private final Fakes.Request request = new Fakes.Request();
  private final Fakes.Response response = new Fakes.Response();

  @Test
  @DisplayName("CH-5: detail for FastAPI's clients beside error and error_description for OAuth's")
  void bodyServesBothKindsOfClient() throws IOException {
    ErrorResponse.of(BearerError.INVALID_TOKEN)
        .with("WWW-Authenticate", "Bearer")
        .send(request.http(), response.http());
    assertThat(response.status).isEqualTo(401);
    assertThat(response.text())
        .isEqualTo(
            "{\"detail\":\"The access token is invalid or has expired\","
                + "\"error\":\"invalid_token\","
                + "\"error_description\":\"The access token is invalid or has expired\"}\n");
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.header("Content-Length")).isEqualTo("" + response.text().length());
  }

  @Test
  @DisplayName("the answer of a failed start reads like any other 503, and needs no JSON library")
  void closedResponseReadsLikeTheRefusal() throws IOException {
    ErrorResponse.of(BearerError.UNAVAILABLE).send(request.http(), response.http());
    assertThat(ClosedResponse.BODY).isEqualTo(response.text());
  }

  @Test
  @DisplayName("CH-2: without credentials the body is FastAPI's, to the letter")
  void missingCredentialsAreFastApis() throws IOException {
    ErrorResponse.of(BearerError.NOT_AUTHENTICATED).send(request.http(), response.http());
    assertThat(response.text()).isEqualTo("{\"detail\":\"Not authenticated\"}\n");
  }

  @Test
  @DisplayName("CH-5: what the application wrote before is dropped")
  void earlierOutputIsDropped() throws IOException {
    response.getOutputStream().write("half a page".getBytes(UTF_8));
    ErrorResponse.of(BearerError.INTERNAL).send(request.http(), response.http());
    assertThat(response.text()).isEqualTo("{\"detail\":\"Internal Server Error\"}\n");
  }

  @Test
  @DisplayName("CH-5: a filter before us that has taken the writer does not stop the answer")
  void writerThatIsTakenIsUsed() throws IOException {
    response.writerTaken = true;
    ErrorResponse.of(BearerError.NOT_AUTHENTICATED).send(request.http(), response.http());
    assertThat(response.text()).isEqualTo("{\"detail\":\"Not authenticated\"}\n");
  }

  @Test
  @DisplayName("CH-5: the answer to HEAD has the headers and no body")
  void headHasNoBody() throws IOException {
    request.method = "HEAD";
    ErrorResponse.of(BearerError.NOT_AUTHENTICATED)
        .with("WWW-Authenticate", "Bearer")
        .send(request.http(), response.http());
    assertThat(response.text()).isEmpty();
    assertThat(response.status).isEqualTo(401);
    assertThat(response.header("Content-Length")).isEqualTo("31");
  }

  @Test
  void headerIsAddedToACopy() throws IOException {
    ErrorResponse plain = ErrorResponse.of(BearerError.UNAVAILABLE);
    ErrorResponse retry = plain.with("Retry-After", "7").with("X-More", "y");
    plain.send(request.http(), response.http());
    assertThat(response.header("Retry-After")).isEqualTo("5");
    assertThat(response.header("X-More")).isEmpty();
    retry.send(request.http(), response.http());
    assertThat(response.header("Retry-After")).isEqualTo("7");
    assertThat(response.header("X-More")).isEqualTo("y");
    assertThat(response.status).isEqualTo(503);
  }

  @Test
  void exceptionHasDescriptionAndHeadersAndNoTrace() throws IOException {
    BearerException thrown =
        BearerException.withDescription(BearerError.INVALID_SCOPE, "No such scope")
            .withHeader("X-More", "y");
    assertThat(thrown).hasMessage("No such scope");
    assertThat(thrown.getStackTrace()).isEmpty();
    ErrorResponse.of(thrown).send(request.http(), response.http());
    assertThat(response.status).isEqualTo(400);
    assertThat(response.text()).contains("\"invalid_scope\"", "\"No such scope\"");
    assertThat(response.header("X-More")).isEqualTo("y");
  }

  @Test
  @DisplayName("RFC 9110 15.5.2: a 401 needs a challenge, so without one the status is 400")
  void errorWithoutChallengeIsABadRequest() throws IOException {
    ErrorResponse.of(BearerError.INVALID_CLIENT).send(request.http(), response.http());
    assertThat(response.status).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a \"quote\"", "a \\ backslash", "a line\nbreak", "\u00fc"})
  @DisplayName("RFC 6749 5.2: a description has only characters that error_description may have")
  void descriptionHasOnlyAllowedCharacters(String description) {
    assertThatThrownBy(
            () -> BearerException.withDescription(BearerError.INVALID_GRANT, description))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("CWE-79: every character that means something in HTML is replaced")
  void htmlIsEscaped() {
    assertThat(HtmlTemplate.escape("<a href=\"x\" b='y'>&amp;ü😀"))
        .isEqualTo("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;ü😀");
  }
}
