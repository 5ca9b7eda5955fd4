// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptLanguageTest {
  private static final List<String> OFFERED = List.of("en", "de", "es", "id", "pt", "zh");

  private static String choose(String... lines) {
    Fakes.Request request = new Fakes.Request().header("Accept-Language", lines);
    return AcceptLanguage.of(request.http()).choose(OFFERED);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @DisplayName("RFC 9110 12.5.4: the offered language of the highest weight, by RFC 4647 lookup")
  @CsvSource(
      delimiter = '|',
      value = {
        "de                                     | de",
        "DE-at                                  | de",
        "fr, de;q=0.5, es;q=0.7                 | es",
        "de;q=0.8, es;q=0.8                     | de",
        "de;q=0.001, en;q=0.002                 | en",
        "da, en-GB;q=0.8, en;q=0.7, de;q=0.1    | en",
        "pt-BR,pt;q=0.9,en-US;q=0.8             | pt",
        "zh-TW                                  | zh",
        "zh-Hant-TW-x-private                   | zh",
        "zh-cmn-Hans-CN                         | zh",
        "de-a-value-CH                          | de",
        "in                                     | id",
        "in-ID, en;q=0.5                        | id",
        "inh, de;q=0.5                          | de",
        "de ; q=0.3 ,\tes\t;\tQ=0.30            | de",
        "fr, it                                 | en",
        "fr, es;q=0.9                           | es",
      })
  void choosesByWeightAndLookup(String header, String language) {
    assertThat(choose(header)).isEqualTo(language);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @DisplayName("q=0 refuses a language, also for its regions; * is for any that is not refused")
  @CsvSource(
      delimiter = '|',
      value = {
        "de;q=0, es;q=0.1                  | es",
        "de-AT, de;q=0, es;q=0.1           | es",
        "zh-TW;q=0, zh;q=0.5               | zh",
        "*                                 | en",
        "*, de;q=0.1                       | de",
        "fr, *;q=0.5                       | en",
        "en;q=0, *                         | de",
        "en;q=0, de;q=0.000, *;q=0.1       | es",
        "*;q=0                             | en",
        "en;q=0                            | en",
        "de;q=0, *;q=0                     | en",
        "en;q=0, *;q=0                     | en",
        "en;q=x, *                         | en",
        "en;q=0.x, *                       | en",
        "de-*, es;q=0.5                    | de",
        "*-DE, es;q=0.5                    | es",
      })
  void knowsRefusalsAndWildcards(String header, String language) {
    assertThat(choose(header)).isEqualTo(language);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("a malformed element is skipped, the others count")
  @CsvSource(
      delimiter = '|',
      value = {
        "de;q=1.1, es;q=0.1",
        "de;q=2, es;q=0.1",
        "de;q=, es;q=0.1",
        "de;q=-1, es;q=0.1",
        "de;q=0.1234, es;q=0.01",
        "de;q=0.x, es;q=0.01",
        "de;q=NaN, es;q=0.1",
        "de;q=1;x=y, es;q=0.1",
        "de;level=1, es;q=0.1",
        "d\u0435, es;q=0.1",
        "de_AT, es;q=0.1",
        ";q=1, ,, es;q=0.1",
        "../de, es;q=0.1",
      })
  void skipsWhatIsMalformed(String header) {
    assertThat(choose(header)).isEqualTo("es");
  }

  @ParameterizedTest(name = "U+{0}")
  @MethodSource("characters")
  @DisplayName("a range has letters, digits, hyphens and asterisks of ASCII, and nothing else")
  void rangeHasTheseCharacters(int character) {
    boolean valid = character < 0x80 && Character.isLetterOrDigit(character);
    boolean ends = character == ','; // and leaves a range before it
    assertThat(choose("de-" + (char) character + "x, es;q=0.1"))
        .isEqualTo(valid || ends || "-*".indexOf(character) >= 0 ? "de" : "es");
  }

  static IntStream characters() {
    return IntStream.rangeClosed(0, 0xff);
  }

  @Test
  @DisplayName("a weight may end in its point, and one is one however it is written")
  void readsEveryValidWeight() {
    assertThat(choose("de;q=0., es;q=0.001")).isEqualTo("es");
    for (String one : List.of("1", "1.", "1.0", "1.00", "1.000")) {
      assertThat(choose("es;q=0.999, de;q=" + one)).isEqualTo("de");
    }
  }

  @Test
  @DisplayName("several header lines are one list; no header, or an empty one, is the default")
  void joinsLines() {
    assertThat(choose("es;q=0.2", "de;q=0.4", "zh;q=0.3")).isEqualTo("de");
    assertThat(choose("")).isEqualTo("en");
    assertThat(choose()).isEqualTo("en");
    assertThat(AcceptLanguage.of(new Fakes.Request().http()).choose(OFFERED)).isEqualTo("en");
  }

  @Test
  @DisplayName("what is too long or too much is not read")
  void isBounded() {
    assertThat(choose("de-" + "a-".repeat(4_000) + "b, es;q=0.1")).isEqualTo("es");
    assertThat(choose("fr,".repeat(31) + "de")).isEqualTo("de");
    assertThat(choose("fr,".repeat(32) + "de")).isEqualTo("en");
    assertThat(choose(",".repeat(100_000), "de")).isEqualTo("en");
  }
}
