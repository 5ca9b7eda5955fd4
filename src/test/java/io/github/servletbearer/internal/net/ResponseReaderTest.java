// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tilde stands for the end of a line. */
class ResponseReaderTest {
  private static final int MOST = 512 * 1024;

  private static ResponseReader reader(String answer) {
    byte[] bytes = answer.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return new ResponseReader(new ByteArrayInputStream(bytes));
  }

  private static String body(String answer) throws IOException {
    ResponseReader reader = reader(answer);
    assertThat(reader.status()).isEqualTo(200);
    return new String(reader.body(MOST), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~~                                             | 200",
        "HTTP/1.0 200 OK~~                                             | 200",
        "'HTTP/1.1 200 ~~'                                             | 200",
        "HTTP/1.1 200~~                                                | 200",
        "HTTP/1.1 404 Not Found~X: y~~                                 | 404",
        "HTTP/1.1 100 Continue~~HTTP/1.1 200 OK~~                      | 200",
        "HTTP/1.1 103 Early Hints~Link: a~~HTTP/1.1 503 No~~           | 503",
      })
  void statusIsThatOfTheFinalAnswer(String answer, int status) throws IOException {
    assertThat(reader(answer).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~Content-Length: 2~~{}more                                   | {}",
        "HTTP/1.1 200 OK~CONTENT-LENGTH:2~~{}                                        | {}",
        "HTTP/1.1 200 OK~Content-Length: 0~~more                                     | ''",
        "HTTP/1.1 200 OK~Connection: close~~{}                                       | {}",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~{~1~}~0~~more                 | {}",
        "HTTP/1.1 200 OK~transfer-encoding: Chunked~~2;a=b~{}~000~X: trailer~~       | {}",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~0A~0123456789~0~~               | 0123456789",
        "HTTP/1.1 100 Continue~Content-Length: 9~~HTTP/1.1 200 OK~~{}                | {}",
      })
  void bodyEndsWhereItIsSaid(String answer, String body) throws IOException {
    assertThat(body(answer)).isEqualTo(body);
  }

  @Test
  void linesMayEndByLineFeedAlone() throws IOException {
    assertThat(body("HTTP/1.1 200 OK\nContent-Length: 2\n\n{}")).isEqualTo("{}");
  }

  @ParameterizedTest
  @DisplayName("JK-2: what is not HTTP as it must be is no answer")
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK~",
        "HTTP/1.1 200 OK~Content-Length: 2~",
        "SSH-2.0-OpenSSH_9.2~~",
        "HTTP/2 200 OK~~",
        "HTTP/1.1 2000 OK~~",
        "HTTP/1.1 20 OK~~",
        "HTTP/1.1 2x0 OK~~",
        "HTTP/1.1 099 OK~~HTTP/1.1 200 OK~Content-Length: 2~~{}",
        "HTTP/1.1 100 Continue~no colon~~HTTP/1.1 200 OK~Content-Length: 2~~{}",
        "HTTP/1.1  200 OK~~",
        "{\"keys\":[]}",
        "HTTP/1.1 200 OK~no colon~~",
        "HTTP/1.1 200 OK~: no name~~",
        "HTTP/1.1 200 OK~Content-Length: 2~Content-Length: 2~~{}",
        "HTTP/1.1 200 OK~Content-Length: 2~Transfer-Encoding: chunked~~2~{}~0~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: gzip, chunked~~2~{}~0~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: identity~~{}",
        "HTTP/1.1 200 OK~Content-Length: 3~~{}",
        "HTTP/1.1 200 OK~Content-Length: -1~~{}",
        "HTTP/1.1 200 OK~Content-Length: +2~~{}",
        "HTTP/1.1 200 OK~Content-Length: 0x2~~{}",
        "HTTP/1.1 200 OK~Content-Length: ~~{}",
        "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~{}",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~{}",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~{}~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~{}0~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~{}x~0~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~-2~{}~0~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~~{}~0~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~80001~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~100000000~",
      })
  void otherAnswersAreRefused(String answer) {
    assertThat(catchThrowableOfType(NoResponseException.class, () -> body(answer)))
        .hasMessageMatching("(answers|broke off) .*");
  }

  @ParameterizedTest
  @DisplayName("JK-2: lines are bounded in all: headers, interim answers, heads of chunks")
  @ValueSource(
      strings = {
        "x",
        "HTTP/1.1 200 OK~X: |y",
        "HTTP/1.1 200 OK~|X: y~",
        "|HTTP/1.1 100 Continue~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1;|x",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~|1~x~",
      })
  void linesAreBounded(String answer) {
    int bar = answer.indexOf('|');
    String endless =
        answer.substring(0, Math.max(bar, 0))
            + answer.substring(bar + 1).repeat(ResponseReader.MAX_LINES + 1);
    assertThat(catchThrowableOfType(NoResponseException.class, () -> body(endless)))
        .hasMessageContaining("too many headers");
  }

  @Test
  @DisplayName("JK-2: a body is bounded however its end is marked")
  void bodyIsBounded() throws IOException {
    String most = " ".repeat(MOST);
    String chunks = "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~40000~";
    String half = " ".repeat(0x40000);
    assertThat(body("HTTP/1.1 200 OK~~" + most)).isEqualTo(most);
    assertThat(body("HTTP/1.1 200 OK~Content-Length: 524288~~" + most)).isEqualTo(most);
    assertThat(body(chunks + half + "~40000~" + half + "~0~~")).isEqualTo(most);
    for (String answer :
        new String[] {
          "HTTP/1.1 200 OK~~ " + most,
          "HTTP/1.1 200 OK~Content-Length: 524289~~",
          chunks + half + "~40001~"
        }) {
      assertThat(catchThrowableOfType(NoResponseException.class, () -> body(answer)))
          .hasMessageContaining("more than 524288 bytes");
    }
  }

  @ParameterizedTest
  @DisplayName("the beginning of a body, whatever its answer is worth")
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~Content-Length: 2~~{}more                        | {}",
        "HTTP/1.1 200 OK~Content-Length: 999999999999~~0123456789         | 01234567",
        "HTTP/1.1 200 OK~~0123456789                                      | 01234567",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~{}~0~~more         | {}",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~6~012345~6~678901~0~~ | 01234567",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~{}~zz              | {}",
        "HTTP/1.1 200 OK~Content-Length: 5~~{}                            | {}",
        "HTTP/1.1 200 OK~Content-Length: x~~{}                            | ''",
        "HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 2~~{}          | {}",
        "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~{}                      | {}",
        "HTTP/1.1 200 OK~A: b~ folded~Content-Length: 1~~{}               | {}",
        "HTTP/1.1 204 No Content~~more                                    | ''",
        "HTTP/1.1 304 Not Modified~Content-Length: 9~~more                | ''",
      })
  void beginningIsRead(String answer, String body) throws IOException {
    ResponseReader reader = reader(answer);
    reader.status();
    assertThat(new String(reader.beginning(8), StandardCharsets.ISO_8859_1)).isEqualTo(body);
  }

  @Test
  void headersAreThoseOfTheFinalAnswer() throws IOException {
    ResponseReader reader = reader("HTTP/1.1 103 Early Hints~A: 1~~HTTP/1.1 401 No~B: 2~b:3 ~C:~~");
    assertThat(reader.status()).isEqualTo(401);
    assertThat(reader.header("B")).isEqualTo("2");
    assertThat(reader.header("c")).isEmpty();
    assertThat(reader.header("A")).isNull();
    assertThat(reader.headers()).extracting(header -> header[1]).containsExactly("2", "3", "");
  }

  @Test
  @DisplayName("a bounded beginning is not waited for beyond its bound")
  void nothingIsReadBehindTheBound() throws IOException {
    for (String length : new String[] {"", "Content-Length: 9~", "Transfer-Encoding: chunked~"}) {
      String body = length.startsWith("T") ? "8~01234567" : "01234567";
      byte[] bytes =
          ("HTTP/1.1 200 OK~" + length + "~" + body)
              .replace("~", "\r\n")
              .getBytes(StandardCharsets.ISO_8859_1);
      InputStream silent =
          new SequenceInputStream(new ByteArrayInputStream(bytes), new NeverRead());
      ResponseReader reader = new ResponseReader(silent);
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.beginning(8)).hasSize(8);
    }
  }

  private static final class NeverRead extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("read on");
    }

    @Override
    public int read(byte[] into, int start, int most) throws IOException {
      return read();
    }
  }
}
