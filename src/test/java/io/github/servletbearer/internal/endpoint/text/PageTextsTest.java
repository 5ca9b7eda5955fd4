// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.Fakes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class PageTextsTest {
  private static final Path CLASSES = Path.of("target/classes/io/github/servletbearer");
  private static final Path FILES = CLASSES.resolve("internal/endpoint");
  private static final PageTexts ENGLISH = PageTexts.in("en");

  /** Technical terms and names, which a language may have as English has them. */
  private static final Set<String> SAME = Set.of("form.scopes", "result.scopes");

  static List<String> others() {
    return PageTexts.LANGUAGES.subList(1, PageTexts.LANGUAGES.size());
  }

  private static Set<String> names(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  @DisplayName("each file is a language, and each language a file")
  void languagesAreFiles() throws IOException {
    assertThat(names(FILES.resolve("text"), ".properties"))
        .containsExactlyInAnyOrderElementsOf(
            PageTexts.LANGUAGES.stream().map(language -> language + ".properties").toList());
    assertThat(PageTexts.LANGUAGES).startsWith("en").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("others")
  @DisplayName("a language has every text of English and no other, with the same places for values")
  void languagesAreComplete(String language) {
    Map<String, String> texts = PageTexts.in(language).all();
    assertThat(texts.keySet()).isEqualTo(ENGLISH.all().keySet());
    texts.forEach(
        (key, text) -> {
          String english = ENGLISH.get(key);
          assertThat(count(text)).as(key).isEqualTo(count(english));
          assertThat(text).as(key).isNotBlank().isEqualTo(text.strip());
          if (!SAME.contains(key)) {
            assertThat(text).as(key).isNotEqualTo(english);
          }
        });
  }

  private static int count(String text) {
    return text.split("\\{0}", -1).length;
  }

  @Test
  @DisplayName("texts are texts: no HTML, no broken character, whole sentences for errors")
  void textsArePlain() {
    for (String language : PageTexts.LANGUAGES) {
      PageTexts texts = PageTexts.in(language);
      for (Map.Entry<String, String> text : texts.all().entrySet()) {
        String name = language + " " + text.getKey();
        assertThat(text.getValue()).as(name).doesNotContainPattern("[<>&\\\\\uFFFD\u0080-\u009F]");
        assertThat(text.getValue()).as(name).doesNotContain("Ã", "''", "{1}");
        if (text.getKey().startsWith("error.")) {
          assertThat(text.getValue()).as(name).endsWith(isOf("ja zh", language) ? "。" : ".");
        }
      }
    }
  }

  private static boolean isOf(String languages, String language) {
    return List.of(languages.split(" ")).contains(language);
  }

  @Test
  @DisplayName("files are read as UTF-8, and each names its language with script or region")
  void filesAreUtf8() throws IllformedLocaleException {
    assertThat(PageTexts.in("ja").get("form.password")).isEqualTo("パスワード");
    assertThat(PageTexts.in("fr").get("result.token")).isEqualTo("Jeton d’accès");
    for (String language : PageTexts.LANGUAGES) {
      String tag = PageTexts.in(language).language();
      assertThat(tag).startsWith(language);
      assertThat(new Locale.Builder().setLanguageTag(tag).build().toLanguageTag()).isEqualTo(tag);
    }
    assertThat(PageTexts.in("zh").language()).isEqualTo("zh-Hans");
    assertThat(PageTexts.in("pt").language()).isEqualTo("pt-BR");
  }

  @Test
  @DisplayName("a request gets the language that it asks for, or English")
  void requestsGetTheirLanguage() {
    assertThat(languageFor("ja,en;q=0.5")).isEqualTo("ja");
    assertThat(languageFor("zh-TW")).isEqualTo("zh-Hans");
    assertThat(languageFor("in-ID")).isEqualTo("id");
    assertThat(languageFor("ko")).isEqualTo("en");
    assertThat(languageFor("../../x")).isEqualTo("en");
  }

  private static String languageFor(String header) {
    return PageTexts.forSender(new Fakes.Request().header("Accept-Language", header).http())
        .language();
  }

  @Test
  @DisplayName("every error of the catalogue has a sentence in every language")
  void catalogueIsTranslated() {
    for (BearerError error : BearerError.values()) {
      assertTranslated(error.description());
    }
  }

  private static void assertTranslated(String description) {
    assertThat(ENGLISH.ofError(description)).isEqualTo(description + ".");
    for (String language : others()) {
      assertThat(PageTexts.in(language).ofError(description))
          .as("%s in %s", description, language)
          .isNotEqualTo(description + ".");
    }
  }

  @Test
  @DisplayName("values of a description are in the sentence of every language")
  void valuesAreKept() {
    for (String description :
        List.of(
            "The parameter username is missing or empty",
            "Send grant_type: password (or username and password without it), refresh_token",
            "This endpoint offers only password")) {
      assertTranslated(description);
    }
    assertThat(PageTexts.in("de").ofError("The parameter password is missing or empty"))
        .isEqualTo("Der Parameter password fehlt oder ist leer.");
  }

  @Test
  @DisplayName("what an application's own authenticator says stays as it is")
  void foreignSentencesStay() {
    for (String own : List.of("The directory is being restored", "The parameter", "", "{0}")) {
      assertThat(PageTexts.in("de").ofError(own)).isEqualTo(own + ".");
    }
    assertThatThrownBy(() -> ENGLISH.get("form.usrname")).hasMessage("no text for form.usrname");
  }

  @Test
  @DisplayName(
      "every description that some class gives to a refusal has a sentence: none is missed")
  void descriptionsInTheCodeAreTranslated() throws IOException {
    List<String> errors =
        ENGLISH.all().entrySet().stream()
            .filter(text -> text.getKey().startsWith("error."))
            .map(Map.Entry::getValue)
            .toList();
    List<String> described = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        Sentences sentences = Sentences.of(file);
        if (sentences.describes && !file.toString().contains("/guard/")) { // never on a page
          described.add(file.getFileName().toString());
          for (String sentence : sentences.found) {
            if (errors.stream().noneMatch(error -> error.contains(sentence))) {
              missing.add(file.getFileName() + ": " + sentence);
            }
          }
        }
      }
    }
    assertThat(described)
        .contains("RevocationEndpoint.class", "TokenRequestRules.class", "FormBody.class")
        .contains("ClientAuthentication.class", "LoginThrottle.class", "ContainerLogin.class");
    assertThat(missing).isEmpty();
  }

  /** The sentences in a class file, and whether it gives descriptions to refusals. */
  private static final class Sentences extends ClassVisitor {
    private final List<String> found = new ArrayList<>();
    private boolean describes;

    private Sentences() {
      super(Opcodes.ASM9);
    }

    static Sentences of(Path file) throws IOException {
      Sentences sentences = new Sentences();
      new ClassReader(Files.readAllBytes(file)).accept(sentences, ClassReader.SKIP_DEBUG);
      return sentences;
    }

    /** A sentence begins with a capital letter and has several words; reasons in the log do not. */
    private void constant(Object value) {
      if (value instanceof String text && text.matches("[A-Z][a-z]*(?: [^\" ]+)+ ?")) {
        found.add(text.strip());
      }
    }

    @Override
    public FieldVisitor visitField(int access, String name, String type, String s, Object value) {
      constant(value);
      return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String s, String[] e) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitLdcInsn(Object value) {
          constant(value);
        }

        @Override
        public void visitMethodInsn(int code, String owner, String method, String d, boolean i) {
          describes |=
              owner.equals("io/github/servletbearer/BearerException")
                  && method.equals("withDescription");
        }
      };
    }
  }

  @Test
  @DisplayName("pages and script have no words of their own, and use every text")
  void wordsAreInTheFilesAlone() throws IOException {
    Set<String> used = new TreeSet<>(Set.of("language"));
    for (String file : names(FILES, ".html")) {
      String html = Files.readString(FILES.resolve(file), StandardCharsets.UTF_8);
      Matcher places = Pattern.compile("\\{\\{([a-z.-]+)}}").matcher(html);
      while (places.find()) {
        used.add(places.group(1));
      }
      String words = html.replaceAll("\\{\\{+[a-z.-]+}}+", "").replaceAll("<[^>]*>", "");
      assertThat(words.replace("curl -H \"Authorization: Bearer \" URL", "").replace(" - ", ""))
          .as(file)
          .isBlank();
    }
    String script = Files.readString(FILES.resolve("token-page.js"), StandardCharsets.UTF_8);
    String code = script.replaceAll("(?m)^ *(?:/?\\*|//).*$", "").replaceAll("(?m) // .*$", "");
    assertThat(code.replace("'use strict'", "").replace("Error('not a page of ours')", ""))
        .doesNotContainPattern("'[^'\n]*\\w \\w");
    assertThat(code).doesNotContainPattern("textContent = '");
    Set<String> inCode =
        Set.of("form.heading", "refused.heading", "result.heading", "result.scopes.none").stream()
            .collect(Collectors.toCollection(TreeSet::new));
    inCode.addAll(Set.of("revoked.heading", "unrevoked.heading"));
    used.addAll(inCode);
    assertThat(used)
        .containsAll(
            ENGLISH.all().keySet().stream().filter(key -> !key.startsWith("error.")).toList());
  }
}
