// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {
  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What is left unread after the answer. */
  private static String rest(String text) throws IOException {
    InputStream in = bytes(text);
    new ResponseReader(in).read();
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabREST'",
    "'HTTP/1.0 200\nContent-Length: 2\n\nabREST'",
    "'HTTP/1.1 204 No Content\r\n\r\nREST'",
    "'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nREST'",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\nREST'",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na0b\r\n0\r\n\r\nREST'",
    "'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.1 404 N\r\nContent-Length: 0\r\n\r\nREST'"
  })
  void endOfTheAnswerIsKnown(String text) throws IOException {
    assertThat(rest(text)).isEqualTo("REST");
  }

  @Test
  void bodyIsReadUpToTheBound() throws IOException {
    String endless = "x".repeat(2 * ResponseReader.MAX_BODY);

    assertThat(rest("HTTP/1.1 200 OK\r\n\r\n" + endless)).hasSize(ResponseReader.MAX_BODY);
    assertThat(rest("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n" + endless))
        .hasSize(ResponseReader.MAX_BODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nA: b",
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 099 X\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n"
      })
  void whatIsNoAnswerIsRefused(String text) {
    assertThatThrownBy(() -> new ResponseReader(bytes(text)).read())
        .isInstanceOf(IOException.class);
  }

  @Test
  void endlessHeadersAreRefused() {
    String endless = "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(ResponseReader.MAX_HEAD);

    assertThatThrownBy(() -> new ResponseReader(bytes(endless)).read())
        .hasMessageContaining("too many headers");
  }
}
