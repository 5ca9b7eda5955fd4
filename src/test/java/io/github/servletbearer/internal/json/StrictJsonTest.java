// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  private static Map<String, Object> read(String text) throws InvalidJsonException {
    return StrictJson.object(text.getBytes(UTF_8));
  }

  private static Object value(String literal) throws InvalidJsonException {
    return read("{\"a\":" + literal + "}").get("a");
  }

  private static void refuses(byte[] utf8, String reason) {
    assertThatThrownBy(() -> StrictJson.object(utf8))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessage(reason);
  }

  private static String nested(String open, String close, int levels) {
    return "{\"a\":" + open.repeat(levels - 1) + "1" + close.repeat(levels - 1) + "}";
  }

  @Test
  void everyKindOfValueIsRead() throws InvalidJsonException {
    Map<String, Object> object =
        read(
            " {\"z\":\"x\\u00e4\\n\\ud83d\\ude00\",\r\n\t\"l\":[1,[],null],\"m\":{\"k\":true},"
                + "\"f\":false,\"n\":null, \"\":\"\"} \n");
    assertThat(object)
        .containsExactly(
            Map.entry("z", "xä\n😀"),
            Map.entry("l", Arrays.asList(1L, new ArrayList<>(), null)),
            Map.entry("m", Map.of("k", true)),
            Map.entry("f", false),
            entryOfNull("n"),
            Map.entry("", ""));
  }

  private static Map.Entry<String, Object> entryOfNull(String name) {
    return new SimpleEntry<>(name, null);
  }

  @Test
  void nothingThatIsReadCanBeChanged() throws InvalidJsonException {
    Map<String, Object> object = read("{\"l\":[{\"k\":1}]}");
    List<?> list = (List<?>) object.get("l");
    Map<?, ?> inner = (Map<?, ?>) list.get(0);
    assertThatThrownBy(object::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(inner::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void emptyObjectIsRead() throws InvalidJsonException {
    assertThat(read("{}")).isEmpty();
  }

  @Test
  @DisplayName("JV-9 digits alone are a long, every other number a finite double")
  void numbersKeepTheirKind() throws InvalidJsonException {
    assertThat(value("0")).isEqualTo(0L);
    assertThat(value("-0")).isEqualTo(0L);
    assertThat(value("1795000000")).isEqualTo(1795000000L);
    assertThat(value("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(value("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(value("9223372036854775808")).isEqualTo(0x1p63);
    assertThat(value("9999999999999999999")).isEqualTo(1e19);
    assertThat(value("-9999999999999999999")).isEqualTo(-1e19);
    assertThat(value("-9223372036854775809")).isEqualTo(-0x1p63);
    assertThat(value("1e3")).isEqualTo(1000.0);
    assertThat(value("1E+3")).isEqualTo(1000.0);
    assertThat(value("1.0")).isEqualTo(1.0);
    assertThat(value("1e30")).isEqualTo(1e30);
    assertThat(value("-1.5e-9")).isEqualTo(-1.5e-9);
    assertThat(value("1e-400")).isEqualTo(0.0);
    assertThat(value("1".repeat(64))).isEqualTo(Double.parseDouble("1".repeat(64)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "-1e400",
        "1e100000000",
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        "-01",
        "-",
        "+1",
        ".5",
        "1.",
        "1.e3",
        "1e",
        "1e+",
        "0x10",
        "1_000",
        "1f",
        "1d",
        "1L",
        "١"
      })
  @DisplayName("JV-9 a number that JSON does not have, or that no double holds, is refused")
  void oddNumbersAreRefused(String literal) {
    assertThatThrownBy(() -> value(literal)).isInstanceOf(InvalidJsonException.class);
  }

  @Test
  @DisplayName("JV-9 a number of 65 characters is refused, and so is one of a million")
  void longNumbersAreRefused() {
    for (int length : new int[] {65, 1023, 1024, 1025, 1_000_000}) {
      assertThatThrownBy(() -> value("1".repeat(length))).isInstanceOf(InvalidJsonException.class);
      assertThatThrownBy(() -> value("0." + "1".repeat(length)))
          .isInstanceOf(InvalidJsonException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a:1}",
        "{'a':1}",
        "{\"a\":'b'}",
        "{\"a\":b}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1 \"b\":2}",
        "{\"a\";1}",
        "{\"a\"=1}",
        "{\"a\"=>1}",
        "{\"a\":1;\"b\":2}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[1;2]}",
        "{\"a\":[}",
        "{\"a\":[1}",
        "{\"a\":1]",
        "{\"a\":1",
        "{\"a",
        "{",
        "{\"a\":TRUE}",
        "{\"a\":True}",
        "{\"a\":nULL}",
        "{\"a\":truex}",
        "{\"a\":undefined}",
        "{null:1}",
        "{1:1}",
        "{\"a\":\"b\nc\"}",
        "{\"a\":\"b\tc\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\'\"}",
        "{\"a\":\"\\\n\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\",
        "{\"a\":1/*c*/}",
        "//c\n{}",
        "#c\n{}",
        ")]}'\n{}",
        "\u00a0{}",
        "\u000b{}",
        "\f{}",
        "{\"a\":\u00a01}",
      })
  @DisplayName("JV-9 what lenient readers take is refused")
  void leniencyIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]", "\"a\"", "1", "null", "true"})
  void anythingButAnObjectIsRefused(String text) {
    refuses(text.getBytes(UTF_8), "not a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void emptyTextIsRefused(String text) {
    refuses(text.getBytes(UTF_8), "not valid JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}{}", "{} 1", "{},", "{}\u0000", "{}]", "{}}", "{} //c", "{} x"})
  @DisplayName("JV-9 nothing stands behind the object")
  void textBehindIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"b\":2,\"\\u0061\":3}",
        "{\"a\":null,\"a\":1}",
        "{\"x\":{\"a\":1,\"a\":2}}",
        "{\"x\":[{\"\":1,\"\":2}]}",
      })
  @DisplayName("JV-9 two members of one name are refused, after unescaping and at every depth")
  void duplicatesAreRefused(String text) {
    refuses(text.getBytes(UTF_8), "JSON with two members of one name");
  }

  @Test
  void namesThatDifferInCaseAreTwo() throws InvalidJsonException {
    assertThat(read("{\"alg\":1,\"Alg\":2}")).hasSize(2);
  }

  @Test
  @DisplayName("JV-9 only UTF-8 is read, and no byte order mark")
  void otherEncodingsAreRefused() {
    refuses("\ufeff{}".getBytes(UTF_8), "JSON with a byte order mark, or not a JSON object");
    refuses("\uff5b}".getBytes(UTF_8), "JSON with a byte order mark, or not a JSON object");
    refuses("{\"a\":\"ä\"}".getBytes(ISO_8859_1), "JSON that is not UTF-8");
    // a slash in two bytes, a surrogate in three, a point beyond Unicode in four
    for (String bytes :
        new String[] {"\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080"}) {
      refuses(("{\"a\":\"" + bytes + "\"}").getBytes(ISO_8859_1), "JSON that is not UTF-8");
    }
    assertThatThrownBy(() -> StrictJson.object("{}".getBytes(UTF_16LE)))
        .isInstanceOf(InvalidJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ud83dx", "\\ud83d\\ud83d", "\\ude00\\ud83d"})
  @DisplayName("JV-9 half a surrogate pair is refused, in names too")
  void halfPairsAreRefused(String escape) {
    refuses(("{\"a\":\"" + escape + "\"}").getBytes(UTF_8), "not valid JSON");
    refuses(("{\"" + escape + "\":1}").getBytes(UTF_8), "not valid JSON");
  }

  @Test
  @DisplayName("JV-9 16 levels are read, 17 are refused, and no depth brings an Error")
  void depthIsBounded() throws InvalidJsonException {
    assertThat(read(nested("[", "]", 16))).containsKey("a");
    assertThat(read(nested("{\"a\":", "}", 16))).containsKey("a");
    String reason = "JSON nested deeper than 16 levels";
    refuses(nested("[", "]", 17).getBytes(UTF_8), reason);
    refuses(nested("{\"a\":", "}", 17).getBytes(UTF_8), reason);
    refuses(nested("[", "", 200_000).getBytes(UTF_8), reason);
    refuses(nested("{\"a\":", "", 100_000).getBytes(UTF_8), reason);
  }

  @Test
  @DisplayName(
      "JV-9 gson, as strict, takes and refuses the same texts and reads the same from them")
  void secondReaderAgrees() {
    String[] good = {
      "{\"alg\":\"RS256\",\"n\":[1,-2.5e3,true,null,{\"\\u00e4\":\"\\n\"}]}",
      "{ \"a\" : \"\\ud83d\\ude00\\\"ä€😀\" ,\r\n\t\"\\/\":[ ],\"b\":{},\"c\":[[0],0.5E-7]}",
      "{\"exp\":1795000000,\"a\":9223372036854775807,\"b\":-9223372036854775808,\"c\":1e308}",
    };
    Random random = new Random(8);
    int taken = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] text = damaged(good[i % good.length].getBytes(UTF_8), random);
      Object read = readOrNull(() -> StrictJson.object(text));
      assertThat(read)
          .as(() -> new String(text, UTF_8))
          .isEqualTo(readOrNull(() -> SecondReader.object(text)));
      taken += read == null ? 0 : 1;
    }
    assertThat(taken).isGreaterThan(10_000);
  }

  private static Object readOrNull(Callable<Object> reader) {
    try {
      return reader.call();
    } catch (InvalidJsonException | IOException e) {
      return null;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] spice = "{}[]\",:\\u0e-+.tfn\u0000'#/;= 19".getBytes(UTF_8);
    int length = random.nextInt(4) > 0 ? good.length : random.nextInt(good.length + 4);
    byte[] text = Arrays.copyOf(good, length);
    for (int n = random.nextInt(3); n > 0 && text.length > 0; n--) {
      text[random.nextInt(text.length)] =
          random.nextInt(4) > 0 ? spice[random.nextInt(spice.length)] : (byte) random.nextInt();
    }
    return text;
  }

  @Test
  @DisplayName("JV-9 no text brings anything but BadJsonException")
  void damagedTextsBringNoOtherException() {
    byte[] good =
        "{\"alg\":\"RS256\",\"n\":[1,-2.5e3,true,null,{\"\\u00e4\":\"\\n\"}]}".getBytes(UTF_8);
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      byte[] text = damaged(good, random);
      assertThatCode(
              () -> {
                try {
                  StrictJson.object(text);
                } catch (InvalidJsonException e) {
                  assertThat(e.getMessage()).doesNotContain("RS256");
                }
              })
          .doesNotThrowAnyException();
    }
  }
}
