// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.text;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.http.AcceptLanguage;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The words of the token form's pages in one language: plain texts, without HTML. A language is a
 * file beside this class, in UTF-8, with the keys of {@code en.properties}, and its name in {@link
 * #LANGUAGES}. {@code {0}} in a text stands for a value; no other character is special in a text.
 * Immutable.
 *
 * <p>The text of an error is found by its English sentence: an error is a sentence for programs,
 * and one of a {@code UserAuthenticator} may take its place, so it has no key. A file for each
 * language and no {@code ResourceBundle}, which reads ISO-8859-1 on Java 8, asks the server's own
 * language before English, and takes classes of the application for texts.
 */
public final class PageTexts {
  /** The languages, as Accept-Language names them; the first is for all who ask for no other. */
  static final List<String> LANGUAGES =
      Collections.unmodifiableList(Arrays.asList("en", "de", "es", "fr", "id", "ja", "pt", "zh"));

  private static final String ERROR = "error.";
  private static final String PLACEHOLDER = "{0}";
  private static final Map<String, PageTexts> LOADED = new ConcurrentHashMap<>();

  private final Map<String, String> texts;

  private PageTexts(Map<String, String> texts) {
    this.texts = Collections.unmodifiableMap(texts);
  }

  /** The texts in the language that suits the sender of a request best. */
  public static PageTexts forSender(HttpServletRequest request) {
    return in(AcceptLanguage.of(request).choose(LANGUAGES));
  }

  /** The texts in one of the languages; they are read when they are needed first. */
  static PageTexts in(String language) {
    return LOADED.computeIfAbsent(language, PageTexts::read);
  }

  private static PageTexts read(String language) {
    Properties file = new Properties();
    try {
      file.load(new StringReader(Streams.resource(PageTexts.class, language + ".properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory does not fail
    }
    Map<String, String> texts = new TreeMap<>();
    file.stringPropertyNames().forEach(key -> texts.put(key, file.getProperty(key)));
    return new PageTexts(texts);
  }

  /** The language with its script or region, for {@code lang} and Content-Language (RFC 5646). */
  public String language() {
    return get("language");
  }

  /** The text of this key, as it is in the file. */
  public String get(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text for " + key);
    }
    return text;
  }

  /** All texts by their keys, unmodifiable. */
  public Map<String, String> all() {
    return texts;
  }

  /**
   * The sentence of an error, found by its description in English, which is what programs get. One
   * that is not ours, as an authenticator of the application may give, stays as it is.
   */
  public String ofError(String description) {
    String sentence = description + ".";
    for (Map.Entry<String, String> english : in(LANGUAGES.get(0)).texts.entrySet()) {
      String key = english.getKey();
      String value = key.startsWith(ERROR) ? value(english.getValue(), sentence) : null;
      if (value != null) {
        return get(key).replace(PLACEHOLDER, value);
      }
    }
    return sentence;
  }

  /** What stands in the sentence for the placeholder of the text, or null for another sentence. */
  private static @Nullable String value(String text, String sentence) {
    int at = text.indexOf(PLACEHOLDER);
    if (at < 0) {
      return text.equals(sentence) ? "" : null;
    }
    String rest = text.substring(at + PLACEHOLDER.length());
    boolean fits =
        sentence.length() >= at + rest.length()
            && sentence.startsWith(text.substring(0, at))
            && sentence.endsWith(rest);
    return fits ? sentence.substring(at, sentence.length() - rest.length()) : null;
  }
}
