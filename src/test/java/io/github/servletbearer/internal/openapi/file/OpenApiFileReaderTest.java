// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.openapi.ProcessorTime;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a hand-written document is one error, which names place and cure. */
class OpenApiFileReaderTest {
  private static final String PATH = "/WEB-INF/openapi.json";

  /** As most documents begin; single quotes stand for double ones. */
  private static final String HEAD = "{'openapi':'3.0.3','info':{'title':'T','version':'1'},";

  private static Settings settings(String openapiVersion) {
    return settings(PATH, openapiVersion);
  }

  private static Settings settings(String path, String openapiVersion) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("bearer.openapiFile", path);
    parameters.put("bearer.openapiVersion", openapiVersion);
    Problems problems = new Problems();
    Settings settings =
        SettingsReader.read(
            WebXmlText.deployment(WebXmlText.COMPANION),
            Sources.ofProcess(parameters),
            "Shop",
            problems);
    assertThat(problems.errors()).isEmpty();
    return settings;
  }

  private static String problem(OneFile files, String openapiVersion) {
    Problems problems = new Problems();
    OpenApiFile file = OpenApiFileReader.read(settings(openapiVersion), files, problems);
    if (problems.errors().isEmpty()) {
      return "";
    }
    assertThat(file).isSameAs(OpenApiFile.NONE);
    assertThat(problems.errors()).hasSize(1);
    assertThat(problems.errors().get(0).code()).isEqualTo(ProblemCode.BAD_OPENAPI_FILE);
    String text = problems.errors().get(0).toString();
    assertThat(text)
        .startsWith(
            "SB110 openapiFile names the file " + PATH + " of the WAR, which cannot be used")
        .endsWith("leave the setting out. See docs/troubleshooting.md#sb110");
    return text;
  }

  private static String problem(byte[] content) {
    return problem(path -> new ByteArrayInputStream(content), "3.0.3");
  }

  private static String problem(String json) {
    return problem(json.replace('\'', '"').getBytes(UTF_8));
  }

  /** A problem of a document with these paths. */
  private static String ofPaths(String paths) {
    return problem(HEAD + "'paths':{" + paths + "}}");
  }

  @Test
  void missingFileIsNamed() {
    assertThat(problem(path -> null, "3.0.3")).contains("there is no such file");
  }

  @Test
  void fileThatCannotBeReadIsNamed() {
    OneFile broken =
        path -> {
          throw new IOException("the disk\nis gone");
        };
    assertThat(problem(broken, "3.0.3")).contains("the disk\\u000ais gone");
  }

  @Test
  void hugeFileIsReadNoFurtherThanItsBound() {
    long[] taken = {0};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            taken[0]++;
            return ' ';
          }

          @Override
          public int read(byte[] buffer, int from, int length) {
            Arrays.fill(buffer, from, from + length, (byte) ' ');
            taken[0] += length;
            return length;
          }
        };
    assertThat(problem(path -> endless, "3.0.3")).contains("it is larger than 4 MiB");
    assertThat(taken[0]).isLessThan((4 << 20) + 20_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\\n  'openapi': '3.0.3',\\n  'info': NaN}|not valid JSON (line 3, column 11)",
        "{'openapi': '3.0.3',}|not valid JSON (line 1, column 21)",
        "// mine\\n{}|not a JSON object (line 1, column 1)",
        "[]|not a JSON object (line 1, column 1)",
        "{'a': 'größe', b}|not valid JSON (line 1, column 16)",
        "{'a': 1,\\r\\n 'b': {'c': 1,\\r\\n 'c': 2}}|two members of one name (line 3, column 2)",
        "{'a': 'x\\ny'}|not valid JSON (line 1, column 9)",
        "{'a': '\\ud800'}|not valid JSON (line 1",
        "{'a': 1} {}|it is a JSON object with text behind it (line 1, column 10)",
        "{'a':|not valid JSON (line 1, column 6)",
        "openapi: 3.0.3|not a JSON object",
      })
  void whatIsNoJsonIsNamedByLineAndColumn(String json, String words) {
    String text = json.replace("\\r", "\r").replace("\\n", "\n");
    assertThat(problem(text)).contains("it is ", words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/WEB-INF/api.yaml", "/WEB-INF/api.yml"})
  void yamlIsNamedWithItsCure(String path) {
    Problems problems = new Problems();
    OneFile yaml = file -> new ByteArrayInputStream("openapi: 3.0.3".getBytes(UTF_8));
    OpenApiFileReader.read(settings(path, "3.0.3"), yaml, problems);
    assertThat(problems.errors().get(0).toString())
        .contains("it is YAML, which is not read: convert it to JSON");
  }

  @Test
  void otherCharacterSetsAreRefused() {
    assertThat(problem("{\"a\": \"größe\"}".getBytes(ISO_8859_1))).contains("not UTF-8 (line 1");
    assertThat(problem("{}".getBytes(UTF_16LE))).contains("not valid JSON (line 1");
  }

  @Test
  void byteOrderMarkOfEditorsIsPassedOver() {
    assertThat(problem("\ufeff" + HEAD + "'paths':{}}")).isEmpty();
    assertThat(problem("\ufeff\ufeff{}")).contains("byte order mark");
  }

  @Test
  void depthIsBounded() {
    String deepest = HEAD + "'x-a':" + "[".repeat(99) + "]".repeat(99) + "}";
    assertThat(problem(deepest)).isEmpty();
    String deeper = HEAD + "'x-a':" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";
    assertThat(problem(deeper)).contains("nested deeper than 100 levels (line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'swagger':'2.0','paths':{}}|Swagger 2.0, which is not read: convert it to OpenAPI 3",
        "{'paths':{}}|#/openapi is missing: write \"openapi\": \"3.0.3\"",
        "{'openapi':3.0}|#/openapi is 3.0, which is not read",
        "{'openapi':'3.0'}|#/openapi is 3.0, which is not read",
        "{'openapi':'3.2.0'}|#/openapi is 3.2.0, which is not read: 3.0.x and 3.1.x are",
        "{'openapi':'3.0.3','info':'x'}|#/info is not an object",
        "{'openapi':null}|#/openapi is null, which is not read",
        "{'openapi':'3.1.0'}|openapiVersion is 3.0.3: set openapiVersion to 3.1.0",
      })
  void otherVersionsAndKindsAreNamed(String json, String words) {
    assertThat(problem(json)).contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.0", "3.0.4", "3.1.0", "3.1.1"})
  void olderFileUnderANewerVersionIsFine(String version) {
    String json = "{\"openapi\":\"" + version + "\"}";
    assertThat(problem(OneFile.of(PATH, json), "3.1.0")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'paths':[]|#/paths is not an object",
        "'paths':null|#/paths is not an object",
        "'externalDocs':{},'info2':1|#/info2 is no field",
        "'tags':[{'name':'a'},'b']|#/tags/1 is not an object",
        "'tags':[{}]|#/tags/0 has no name",
        "'tags':[{'name':1}]|#/tags/0/name is not a text",
        "'servers':{}|#/servers is not an array",
        "'security':[[]]|#/security/0 is not an object",
        "'components':{'schemas':[]}|#/components/schemas is not an object",
        "'component':{}|#/component is no field that OpenAPI has there",
        "'webhooks':{}|#/webhooks is no field that OpenAPI has there",
      })
  void membersOfTheWrongKindAreNamed(String member, String words) {
    assertThat(problem(HEAD + member + "}")).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'orders':{}|#/paths/orders does not begin with a slash",
        "'/api/../open':{}|#/paths/~1api~1..~1open is a path that can be read in two ways",
        "'/api/%2e%2e/open':{}|is a path that can be read in two ways",
        "'/api//open':{}|is a path that can be read in two ways",
        "'/api%2Fopen':{}|is a path that can be read in two ways",
        "'/api;x/open':{}|is a path that can be read in two ways",
        "'/a':[]|#/paths/~1a is not an object",
        "'/a/{x}':{},'/a/{y}':{}|#/paths/~1a~1{y} is the same path as #/paths/~1a~1{x}",
        "'/a/{x}/b/{x}':{}|#/paths/~1a~1{x}~1b~1{x} names a parameter twice",
        "'/a b':{},'/a%20b':{}|#/paths/~1a%20b is the same path as #/paths/~1a b",
        "'/a':{'gett':{}}|#/paths/~1a/gett is no field that OpenAPI has there",
        "'/a':{'get':[]}|#/paths/~1a/get is not an object",
        "'/a':{'get':null}|#/paths/~1a/get is not an object",
        "'/a':{'get':{'consumes':[]}}|#/paths/~1a/get/consumes is no field",
        "'/a':{'get':{'operationId':1}}|#/paths/~1a/get/operationId is not a text",
        "'/a':{'get':{'description':null}}|#/paths/~1a/get/description is not a text",
        "'/a':{'get':{'tags':['a',1]}}|#/paths/~1a/get/tags/1 is not a text",
        "'/a':{'get':{'parameters':{}}}|#/paths/~1a/get/parameters is not an array",
        "'/a':{'parameters':['x']}|#/paths/~1a/parameters/0 is not an object",
        "'/a':{'get':{'responses':{'200':'ok'}}}|#/paths/~1a/get/responses/200 is not an object",
        "'/a':{'get':{'responses':[]}}|#/paths/~1a/get/responses is not an object",
      })
  void pathsAndOperationsAreChecked(String paths, String words) {
    assertThat(ofPaths(paths)).contains(words);
  }

  @Test
  void extensionsMayBeEverywhere() {
    assertThat(ofPaths("'x-a':1,'/a':{'x-b':null,'get':{'x-c':[],'responses':{'x-d':2}}}"))
        .isEmpty();
    String odd = "{'$ref':'other.json'}";
    String callbacks = "'callbacks':{'c':{'x-e':" + odd + "}}";
    assertThat(ofPaths("'/a':{'get':{'responses':{'x-d':" + odd + "}," + callbacks + "}}"))
        .isEmpty();
    String named = "'components':{'responses':{'x-d':" + odd + "},'callbacks':{'x-e':" + odd + "}}";
    assertThat(problem(HEAD + named + "}"))
        .contains("#/components/responses/x-d has a $ref to another file")
        .contains("#/components/callbacks/x-e has a $ref to another file");
  }

  @Test
  @DisplayName("what a link sends is data (OAS 3.0.3 4.7.20)")
  void dataOfLinksMayBeAnything() {
    String data = "{'$ref':'other.json'}";
    String link = "{'operationId':'x','requestBody':" + data + ",'parameters':{'p':" + data + "}}";
    String response = "{'200':{'description':'d','links':{'requestBody':" + link + "}}}";
    assertThat(ofPaths("'/a':{'get':{'operationId':'x','responses':" + response + "}}")).isEmpty();
  }

  @Test
  void operationIdsMayNotRepeatButLinksMayNameThem() {
    assertThat(ofPaths("'/a':{'get':{'operationId':'x'},'put':{'operationId':'x'}}"))
        .contains("#/paths/~1a/put has the same operationId as #/paths/~1a/get");
    String link = "{'200':{'description':'d','links':{'get':{'operationId':'x'}}}}";
    assertThat(ofPaths("'/a':{'get':{'operationId':'x','responses':" + link + "}}")).isEmpty();
    String callback = "'callbacks':{'c':{'{$url}':{'post':{'operationId':'x'}}}}";
    assertThat(ofPaths("'/a':{'get':{'operationId':'x'," + callback + "}}"))
        .contains("#/paths/~1a/get/callbacks/c/{$url}/post has the same operationId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#/components/schemas/A",
        "#/components/schemas/a~1b~0c",
        "#/components/schemas/%C3%B6%20x",
        "#/components/schemas/A/properties/$ref",
        "#/paths/~1a/get",
        "#/tags/0",
        "#"
      })
  void referencesWithinTheFileAreFollowed(String reference) {
    assertThat(withReference(reference)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "#/components/schemas/B, leads nowhere in this file: #/components/schemas/B",
    "#/components/schemas/a/b~c, leads nowhere",
    "#/components/schemas/a~1b~2c, leads nowhere",
    "#/components/schemas/%ZZ, leads nowhere",
    "#/tags/1, leads nowhere",
    "#/tags/00, leads nowhere",
    "#/tags/99999999999999999999, leads nowhere",
    "#A, leads nowhere",
    "#/, leads nowhere",
    "'', to another file or address",
    "other.json, to another file or address",
    "openapi.json#/components/schemas/A, to another file or address",
    "https://example.com/a.json#/A, to another file or address"
  })
  void otherReferencesAreNamed(String reference, String words) {
    assertThat(withReference(reference)).contains("#/components/schemas/R has a $ref ", words);
  }

  private static String withReference(String reference) {
    return problem(
        HEAD
            + "'tags':[{'name':'t'}],'paths':{'/a':{'get':{}}},'components':{'schemas':{"
            + "'A':{'properties':{'$ref':{'type':'string'}}},'a/b~c':{},'ö x':{},'R':{'$ref':'"
            + reference
            + "'}}}}");
  }

  @Test
  void referencesInExamplesAndExtensionsAreData() {
    assertThat(
            ofPaths(
                "'/a':{'get':{'x-a':{'$ref':'nowhere'},'responses':{'200':{'description':'d',"
                    + "'content':{'a/b':{'example':{'$ref':'nowhere'},'schema':{'default':{'$ref':"
                    + "'no'},'enum':[{'$ref':'no'}]}},'c/d':{'examples':{'e':{'value':{'$ref':'no'}"
                    + "}}}}}}}}"))
        .isEmpty();
    assertThat(
            ofPaths(
                "'/a':{'get':{'requestBody':{'content':{'a/b':{'schema':{'properties':"
                    + "{'example':{'$ref':'no'}}}}}}}}"))
        .contains("schema/properties/example has a $ref to another file");
    assertThat(
            ofPaths(
                "'/a':{'get':{'requestBody':{'content':{'a/b':{'examples':"
                    + "{'e':{'$ref':'#/no'}}}}}}}"))
        .contains("examples/e has a $ref that leads nowhere");
  }

  @Test
  void pathsThatReferInACircleAreNamed() {
    assertThat(ofPaths("'/a':{'$ref':'#/paths/~1b'},'/b':{'$ref':'#/paths/~1a'}"))
        .contains("#/paths/~1a has a $ref that does not lead to a path");
  }

  @Test
  void anchorsOfSchemasAreKnown() {
    String json =
        "{'openapi':'3.1.0','components':{'schemas':{'A':{'$anchor':'here'},'B':{'$ref':'#here'}}}}";
    assertThat(problem(OneFile.of(PATH, json.replace('\'', '"')), "3.1.0")).isEmpty();
  }

  @Test
  void allThatIsWrongIsSaidAtOnceAndTheFirstFiveAreNamed() {
    String text = ofPaths("'a':{},'b':{},'c':{},'d':{},'e':{},'f':{},'g':{}");
    assertThat(text).contains("#/paths/a does", "#/paths/e does", "; and 2 more");
    assertThat(text).doesNotContain("#/paths/f");
  }

  @Test
  void messagesStayShortAndInOneLine() {
    String name = "x".repeat(100_000);
    assertThat(ofPaths("'" + name + "\\n\\u001b':{'" + name + "':{},'get':{'" + name + "':1}}"))
        .hasSizeLessThan(1500)
        .doesNotContain("\n", "\u001b");
  }

  /** Names and depth that would make a text for each member take minutes. */
  @Test
  void deepDocumentsWithLongNamesAreCheckedQuickly() {
    String name = "'" + "n".repeat(20_000) + "':";
    String deep = ("{" + name).repeat(90) + "[" + "{},".repeat(600_000) + "{}]" + "}".repeat(90);
    String file = HEAD + "'components':{'schemas':{'A':" + deep + "}}}";
    assertThat(ProcessorTime.within(Duration.ofSeconds(20), () -> problem(file))).isEmpty();
  }

  @Test
  void withoutTheSettingNothingIsRead() {
    Settings none =
        SettingsReader.read(
            WebXmlText.deployment(WebXmlText.COMPANION),
            Sources.ofProcess(Map.of()),
            "Shop",
            new Problems());
    OneFile files =
        path -> {
          throw new AssertionError("read " + path);
        };
    assertThat(OpenApiFileReader.read(none, files, new Problems())).isSameAs(OpenApiFile.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEB-INF/o.json", "/", "/a/../b", "/./a", "/a//b", "/a/", "/a\\b", ""})
  void settingIsAPathInTheWar(String value) {
    Problems problems = new Problems();
    SettingsReader.read(
        WebXmlText.deployment(WebXmlText.COMPANION),
        Sources.ofProcess(Map.of("bearer.openapiFile", value)),
        "Shop",
        problems);
    assertThat(problems.errors()).hasSize(1);
    assertThat(problems.errors().get(0).toString()).startsWith("SB102 ").contains("openapiFile");
  }
}
