// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/shop",
        "/shop/",
        "/shop/api/items",
        "/shop/api/items/",
        "/shop/items.jsp;jsessionid=0A1B2C3D",
        "/shop/;jsessionid=0A1B.node-1",
        "/shop/items.jsp;JSESSIONID=abc!123!~",
        "/shop/items;jsessionid=",
        "/caf%C3%A9",
        "/%E6%97%A5%E6%9C%AC",
        "/%F0%9F%98%80",
        "/a+b",
        "/a%20b",
        "/~joe",
        "/%7Ejoe",
        "/v1.0/items:batch",
        "/a.b.c/d..e/f.",
        "/.well-known/x",
        "/..a/...",
        "/100%25",
        "/100%25/x",
        "/50%25+off",
        "/a%25/61",
        "/a%252/1",
        "/joe%40example.com/a%2Cb%3A%24%26%2B%3D%21%27%28%29%2A",
        "/a@b!c$d&e'f(g)h*i,j=k",
        "/a|b^c`d{e}[f]",
        "/items/*",
        "/items/%2A",
        "/**/x",
        "/*x/x*/java.lang:*",
        "*",
      })
  void ordinaryPathHasOneReading(String uri) {
    assertThat(RawPath.hasOneReading(uri, null)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        // an empty segment
        "//",
        "//api/x",
        "/api//x",
        "/api/x//",
        "///",
        "/shop//;jsessionid=1",
        // a dot segment
        "/.",
        "/..",
        "/./x",
        "/x/.",
        "/x/..",
        "/a/../x",
        "/%61pi/secret",
        "/api/secre%54",
        "/x%2ejson",
        "/x%2Dy",
        "/x%5fy",
        "/x/%30",
        "/%2e/x",
        "/%2E%2e/x",
        "/.%2e/x",
        "/%2e./x",
        "/x/%2e%2e",
        "/..;/x",
        "/..;jsessionid=1",
        "/.;jsessionid=1",
        // an asterisk for a segment before others
        "/*/api/x",
        "/x/%2a/y",
        "/x/*/",
        // separators, encoded or foreign
        "/api%2fx",
        "/api%2Fx",
        "/%2fapi/x",
        "/api%5cx",
        "/api%5Cx",
        "/api\\x",
        "\\api",
        // semicolons
        "/;/x",
        "/;a/x",
        "/;",
        "/api;v=1",
        "/api;v=1/x",
        "/api;jsessionid=1/x",
        "/api;jsessionid=1;x",
        "/api;jsessionid=1%2f",
        "/api;jsessionid",
        "/api;xjsessionid=1",
        "/api%3bx",
        "/api%3Bjsessionid=1",
        "/shop;x/api",
        // encoded twice
        "/%252e%252e/x",
        "/api%252fx",
        "/api%255cx",
        "/%2525",
        "/%25%36%31pi",
        "/%252%65x",
        "/%25%32e/x",
        "/%25%2561pi",
        // control characters
        "/x%00",
        "/x%0a",
        "/x%0D%0A",
        "/x%1f",
        "/x%7f",
        "/x%C2%85",
        "/x\t",
        "/x\u0000",
        "/x\u007f",
        // malformed
        "/x%",
        "/x%2",
        "/x%zz",
        "/%u002fx",
        "/x%-1",
        "/x%\uff11\uff11",
        // not UTF-8
        "/%c0%af",
        "/%C1%9C",
        "/%e0%80%af",
        "/%f0%80%80%af",
        "/%c0%ae%c0%ae/x",
        "/caf%e9",
        "/%ff",
        "/%80",
        "/%e2%82",
        "/%e2%82/x",
        "/%c3x",
        "/%ed%a0%80",
        "/%f4%90%80%80",
        "/%f8%88%80%80%80",
        // unencoded
        "/a b",
        "/a\"b",
        "/a#b",
        "/a<b",
        "/a>b",
        "/a?b",
        "/\u00e9",
        "/\uff0f",
        // no path
        "api",
        "http://host/x",
        "**",
        "?",
      })
  void otherPathHasNot(String uri) {
    assertThat(RawPath.hasOneReading(uri, null)).isFalse();
  }

  @Test
  void sessionCookieMayHaveAnotherName() {
    assertThat(RawPath.hasOneReading("/shop/x;shopsid=0A1B", "SHOPSID")).isTrue();
    assertThat(RawPath.hasOneReading("/shop/x;jsessionid=0A1B", "SHOPSID")).isTrue();
    assertThat(RawPath.hasOneReading("/shop/x;shopsid=0A1B", null)).isFalse();
    assertThat(RawPath.hasOneReading("/shop/x;shopsid", "SHOPSID")).isFalse();
    assertThat(RawPath.hasOneReading("/shop/x;shopsid=1/y", "SHOPSID")).isFalse();
    assertThat(RawPath.hasOneReading("/shop/x;other=1", "SHOPSID")).isFalse();
  }

  @Test
  void sessionIdHasTheCharactersOfContainers() {
    assertThat(RawPath.hasOneReading("/x;jsessionid=09AZaz-._~!+:*$@,=", null)).isTrue();
    for (char other : "/;%[`{?#\\ \u0000".toCharArray()) {
      assertThat(RawPath.hasOneReading("/x;jsessionid=a" + other, null)).as("" + other).isFalse();
    }
  }

  /** The first and last of each length in UTF-8 (RFC 3629 3), and beside the surrogates. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%20",
        "/%7e",
        "/%c2%a0",
        "/%df%bf",
        "/%e0%a0%80",
        "/%ed%9f%bf",
        "/%ee%80%80",
        "/%ef%bf%bf",
        "/%f0%90%80%80",
        "/%f4%8f%bf%bf"
      })
  void boundsOfUtf8HaveOneReading(String uri) {
    assertThat(RawPath.hasOneReading(uri, null)).isTrue();
    assertThat(RawPath.hasOneReading(uri + ".", null)).isTrue();
    assertThat(RawPath.hasOneReading(uri + "/.", null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%7f",
        "/%80",
        "/%c2%9f",
        "/%c1%bf",
        "/%c2%7f",
        "/%c2%c0",
        "/%e0%9f%bf",
        "/%ed%a0%80",
        "/%ed%bf%bf",
        "/%f0%8f%bf%bf",
        "/%f4%90%80%80",
        "/%f5%80%80%80",
        "/%c2",
        "/%e2%82",
        "/%c2%"
      })
  void beyondTheBoundsOfUtf8PathsHaveNone(String uri) {
    assertThat(RawPath.hasOneReading(uri, null)).isFalse();
  }

  /** Each code point that needs encoding, in its only form. */
  @Test
  @Tag("large")
  void everyCodePointHasOneReadingInUtf8() {
    for (int codePoint = 0xa0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      boolean surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
      if (!surrogate) {
        StringBuilder uri = new StringBuilder("/");
        for (byte octet :
            new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8)) {
          uri.append('%').append(Integer.toHexString(octet & 0xff));
        }
        if (!RawPath.hasOneReading(uri.toString(), null)) {
          throw new AssertionError(uri);
        }
      }
    }
  }
}
