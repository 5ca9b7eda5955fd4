// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import java.io.IOException;
import java.net.URLEncoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {
  private static FormBody parse(String body) throws BearerException {
    return FormBody.parse(body.getBytes(ISO_8859_1));
  }

  private static FormBody read(Fakes.Request request) throws BearerException, IOException {
    return FormBody.read(request.http());
  }

  private static Fakes.Request request(String body) {
    Fakes.Request request = new Fakes.Request();
    request.body = body.getBytes(UTF_8);
    request.contentLength = request.body.length;
    return request;
  }

  private static ErrorResponse refusal(Fakes.Request request) {
    return ErrorResponse.of(catchThrowableOfType(BearerException.class, () -> read(request)));
  }

  private static ErrorResponse refusal(String body) {
    return ErrorResponse.of(catchThrowableOfType(BearerException.class, () -> parse(body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-URLEncoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=iso-8859-1",
        " application/x-www-form-urlencoded ;",
      })
  @DisplayName("TE-2: the form's media type in any case, with any parameter")
  void formIsRead(String contentType) throws BearerException, IOException {
    Fakes.Request request = request("username=M%C3%BCller");
    request.contentType = contentType;
    assertThat(read(request).get("username")).isEqualTo("Müller");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ";",
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded2",
        "application/x-www-form-urlencoded, text/plain",
        "text/plain; application/x-www-form-urlencoded",
        "x application/x-www-form-urlencoded",
      })
  @DisplayName("TE-2: every other media type is refused, and so is none")
  void otherMediaTypesAreRefused(String contentType) {
    Fakes.Request request = request("username=a");
    request.contentType = contentType;
    assertThat(refusal(request).error()).isEqualTo(BearerError.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("TE-3: 65,536 bytes are read, 65,537 are not, whether announced or not")
  void sizeIsBounded(boolean announced) throws BearerException, IOException {
    String largest = "a=" + "b".repeat(FormBody.MAX_BYTES - 2);
    assertThat(FormBody.MAX_BYTES).isEqualTo(65_536);
    Fakes.Request fits = request(largest);
    Fakes.Request tooLarge = request(largest + "b");
    if (!announced) {
      fits.contentLength = -1;
      tooLarge.contentLength = -1;
    }
    assertThat(read(fits).get("a")).hasSize(65_534);
    assertThat(refusal(tooLarge).error()).isEqualTo(BearerError.CONTENT_TOO_LARGE);
  }

  @Test
  @DisplayName("TE-3: a body that is announced as too large is not even read")
  void announcedSizeDecidesAtOnce() {
    Fakes.Request request =
        new Fakes.Request() {
          @Override
          public javax.servlet.ServletInputStream getInputStream() {
            throw new AssertionError("read");
          }
        };
    request.contentLength = 65_537;
    assertThat(refusal(request).error()).isEqualTo(BearerError.CONTENT_TOO_LARGE);
  }

  @Test
  @DisplayName("TE-3: a form that another filter has read is reported as such")
  void bodyThatWasReadIsReported() throws BearerException, IOException {
    Fakes.Request gone = request("");
    gone.contentLength = 30;
    assertThat(refusal(gone).description()).contains("another filter has read it");
    Fakes.Request goneInChunks = request("").header("Transfer-Encoding", "chunked");
    assertThat(refusal(goneInChunks).description()).contains("another filter has read it");
    Fakes.Request readAsText =
        new Fakes.Request() {
          @Override
          public javax.servlet.ServletInputStream getInputStream() {
            throw new IllegalStateException("getReader was called");
          }
        };
    assertThat(refusal(readAsText).description()).contains("another filter has read it");
    assertThat(read(request("")).get("a")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ä", "Müller", "5 €", "😀", "日本語", "\u0000", "\u00a0", "a+b&c=d%;", "\\\"<>"})
  @DisplayName("TE-3: text comes through as UTF-8, percent-encoded or plain")
  void textIsUtf8(String text) throws BearerException {
    assertThat(parse("p=" + URLEncoder.encode(text, UTF_8)).get("p")).isEqualTo(text);
    if (text.chars().noneMatch(c -> "+&%".indexOf(c) >= 0)) {
      assertThat(FormBody.parse(("p=" + text).getBytes(UTF_8)).get("p")).isEqualTo(text);
    }
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "a=+, ' '",
    "a=%20, ' '",
    "a=%2B, +",
    "a=x+y, x y",
    "a=b=c, b=c",
    "a==, =",
    "a=%3d, =",
    "a=%26, &",
    "a=%41%61%7a, Aaz",
    "a=b;c, b;c",
    "a=b&, b",
    "&&a=b&&, b",
    "=x&a=b, b",
    "%61=b, b",
    "b=%61&a=c, c",
    "a+=x&a=b, b",
  })
  @DisplayName("TE-3: pairs and their encoding")
  void pairs(String body, String value) throws BearerException {
    assertThat(parse(body).get("a")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%4",
        "a=%4&1=b",
        "a=%&41=b",
        "a=%zz",
        "a=%4g",
        "a=%-1",
        "a=%+1",
        "a=% 1",
        "%=a",
        "%4=1",
        "a=%u0041",
        "a=%%41",
        "a=b%",
        "x=y&a=%e",
        "a=%\u00b2\u00b3"
      })
  @DisplayName("TE-3: a malformed percent sign is refused, and never reads beyond its pair")
  void malformedPercentSignsAreRefused(String body) {
    assertThat(refusal(body).error()).isEqualTo(BearerError.INVALID_REQUEST);
    assertThat(refusal(body).description()).contains("percent sign");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%80",
        "a=%ff",
        "a=%c3",
        "a=%c3%28",
        "a=%c0%af",
        "a=%c0%80",
        "a=%e2%82",
        "a=%f0%9f%98",
        "a=%ed%a0%80",
        "a=%ed%a0%bd%ed%b8%80",
        "a=%f4%90%80%80",
        "a=%fe",
        "%ff=a",
        "a=\u00fc",
        "a=%c3&b=%bc"
      })
  @DisplayName("TE-3: what is no UTF-8 is refused: overlong, surrogates, Latin-1, cut off")
  void malformedUtf8IsRefused(String body) {
    assertThat(refusal(body).error()).isEqualTo(BearerError.INVALID_REQUEST);
    assertThat(refusal(body).description()).contains("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1&a=2",
        "a=1&a=1",
        "a=1&b=2&a=3",
        "a=&a=1",
        "a=1&a=",
        "a&a",
        "a=1&%61=2",
        "=1&=2",
        "x+y=1&x%20y=2",
        "unknown=1&unknown=2"
      })
  @DisplayName("TE-5: a repeated name is refused, however it is written")
  void repeatedNamesAreRefused(String body) {
    assertThat(refusal(body).error()).isEqualTo(BearerError.INVALID_REQUEST);
    assertThat(refusal(body).description()).contains("repeated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a=", "b=1", "A=1", "&", "=", "a=&b=1", "a\u0000=1", "a%00=1"})
  @DisplayName("TE-5: an empty value counts as absent, and names are exact")
  void emptyIsAbsent(String body) throws BearerException {
    assertThat(parse(body).get("a")).isNull();
  }

  @Test
  @DisplayName("TE-3: as many parameters as fit are no trouble")
  void manyParameters() throws BearerException {
    StringBuilder body = new StringBuilder();
    int count = 0;
    while (body.length() < FormBody.MAX_BYTES - 10) {
      body.append('p').append(count++).append("=&");
    }
    body.append("last=1");
    assertThat(count).isGreaterThan(7_000);
    assertThat(parse(body.toString()).get("last")).isEqualTo("1");
  }

  @Test
  @DisplayName("TE-3: names of the same hash code are no trouble either")
  void namesOfOneHashCode() throws BearerException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 1 << 11; i++) {
      for (int bit = 0; bit < 11; bit++) {
        body.append((i >> bit & 1) == 0 ? "Aa" : "BB"); // "Aa" and "BB" have one hash code
      }
      body.append("=1&");
    }
    assertThat(parse(body.append("a=1").toString()).get("a")).isEqualTo("1");
  }

  @Test
  @DisplayName("CH-4: no refusal quotes the form")
  void refusalsQuoteNothing() {
    assertThat(refusal("secret=%zz").description()).doesNotContain("secret");
    assertThat(refusal("secret=1&secret=2").description()).doesNotContain("secret");
  }
}
