// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import static io.github.servletbearer.internal.openapi.Values.at;
import static io.github.servletbearer.internal.openapi.Values.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.Values;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.servlet.http.HttpServletResponse;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AliasFor;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What Spring 5.3 does with annotations that can be read in another way, as it was seen to. */
class SpringRulesTest {
  private static Map<String, Map<String, Object>> operations(Class<?>... classes) {
    return SpringApplication.of(classes).operations();
  }

  /** Goes before the superclass. */
  @RequestMapping("/interface")
  interface Api {}

  /** Has another path. */
  @RequestMapping("/base")
  static class Base {}

  /** Inherits two mappings. */
  @RestController
  static class Inheriting extends Base implements Api {
    @GetMapping("/x")
    void get() {}
  }

  @Test
  void mappingsOfInterfacesGoBeforeThoseOfSuperclasses() {
    assertThat(operations(Inheriting.class)).containsOnlyKeys("GET /api/interface/x");
  }

  /** Two methods for one path, the one without HTTP methods first. */
  @RestController
  static class Overlapping {
    @RequestMapping("/form")
    String show() {
      return "";
    }

    @PostMapping("/form")
    String save(@RequestBody String body) {
      return "";
    }

    @GetMapping(path = "/form", params = "q")
    String search() {
      return "";
    }
  }

  @Test
  void theMethodThatNamesTheHttpMethodAnswers() {
    Map<String, Map<String, Object>> operations = operations(Overlapping.class);

    assertThat(operations.get("POST /api/form")).containsEntry("operationId", "Overlapping_save");
  }

  /** Spring looks at the name alone. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Nullable {}

  /** Parameters that may be left out. */
  @RestController
  static class Optionals {
    @GetMapping("/optionals")
    void get(
        @RequestParam(defaultValue = "") String empty,
        @RequestParam @Nullable String nullable,
        @RequestParam(defaultValue = "1, 2") List<Integer> numbers,
        @RequestParam(defaultValue = "1, b") List<Integer> odd,
        @RequestParam(defaultValue = "a,b") String[] words,
        HttpMethod method,
        ZoneId zone,
        Locale locale) {}
  }

  @Test
  void anEmptyDefaultAndNullableSayThatAParameterMayBeMissing() {
    Map<String, Object> get = operations(Optionals.class).get("GET /api/optionals");

    assertThat(parameter(get, "query", "empty").get("required")).isNull();
    assertThat(parameter(get, "query", "nullable").get("required")).isNull();
    assertThat(at(parameter(get, "query", "numbers"), "schema", "default"))
        .isEqualTo(List.of(new BigInteger("1"), new BigInteger("2")));
    assertThat(Values.map(parameter(get, "query", "odd"), "schema")).doesNotContainKey("default");
    assertThat(at(parameter(get, "query", "words"), "schema", "default"))
        .isEqualTo(List.of("a", "b"));
    assertThat(get.get("parameters")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(5);
  }

  /** Media types without a parameter for the body. */
  @RestController
  static class Consuming {
    @PostMapping(path = "/token", consumes = "application/x-www-form-urlencoded")
    void form(@RequestParam String user, @RequestParam(required = false) String scope) {}

    @PutMapping(path = "/token", consumes = "application/x-www-form-urlencoded")
    void replace(@RequestParam String user) {}

    @PostMapping(path = "/stream", consumes = "text/csv")
    void stream() {}

    @DeleteMapping(path = "/typed", consumes = "text/csv")
    void delete() {}

    @GetMapping(path = "/typed", consumes = "text/csv")
    void get() {}
  }

  @Test
  void consumesWantsABodyEvenWhereNoParameterTakesIt() {
    Map<String, Map<String, Object>> operations = operations(Consuming.class);

    Map<String, Object> form = operations.get("POST /api/token");
    assertThat(form.get("parameters")).isEqualTo(List.of());
    assertThat(at(form, "requestBody", "content").toString())
        .isEqualTo(
            "{application/x-www-form-urlencoded={schema={type=object, required=[user],"
                + " properties={user={type=string}, scope={type=string}}}}}");
    assertThat(at(form, "requestBody", "required")).isEqualTo(true);
    parameter(operations.get("PUT /api/token"), "query", "user"); // a servlet parses no such body
    assertThat(at(operations.get("POST /api/stream"), "requestBody"))
        .hasToString("{content={text/csv={}}, required=true}");
    assertThat(at(operations.get("DELETE /api/typed"), "requestBody"))
        .hasToString("{content={text/csv={}}, required=true}");
    assertThat(operations.get("GET /api/typed")).doesNotContainKey("requestBody");
  }

  /** Names a bean and paths. */
  @Retention(RetentionPolicy.RUNTIME)
  @RestController
  @RequestMapping
  @interface Named {
    @AliasFor(annotation = Controller.class, attribute = "value")
    String value() default "";

    @AliasFor(annotation = RequestMapping.class, attribute = "path")
    String[] below() default {};
  }

  /** Has another name for the path. */
  @Retention(RetentionPolicy.RUNTIME)
  @RequestMapping(method = RequestMethod.GET, produces = "text/meta")
  @interface Inner {
    @AliasFor(annotation = RequestMapping.class, attribute = "path")
    String[] at() default "/inner";

    String[] produces() default {};
  }

  /** Names that of the annotation on it. */
  @Retention(RetentionPolicy.RUNTIME)
  @Inner(at = "/unused")
  @interface Outer {
    @AliasFor(annotation = Inner.class, attribute = "at")
    String[] to();
  }

  /** By such annotations. */
  @Named(value = "aBean", below = "/named")
  static class Composed {
    @Outer(to = "/outer")
    String outer() {
      return "";
    }

    @Inner
    String inner() {
      return "";
    }
  }

  @Test
  void elementsStandForThoseThatTheirAliasesNameAndHaveDefaults() {
    Map<String, Map<String, Object>> operations = operations(Composed.class);

    assertThat(operations).containsOnlyKeys("GET /api/named/outer", "GET /api/named/inner");
    assertThat(at(operations.get("GET /api/named/inner"), "responses", "200", "content"))
        .hasToString("{text/plain={schema={type=string}}}");
  }

  /** Variables of the path. */
  @RestController
  static class Variables {
    @GetMapping("/files/{name:.+}")
    void file(@PathVariable String name) {}

    @GetMapping("/mails/{mail:[a-z.+]+@.+}")
    void mail(@PathVariable String mail) {}

    @GetMapping("/{path}/and/**")
    void rest(@PathVariable String path) {}

    @GetMapping("/*/{any}")
    void any(@PathVariable String any) {}
  }

  @Test
  void variablesHoldNoSlashAndHaveOneNameEach() {
    Map<String, Map<String, Object>> operations = operations(Variables.class);

    assertThat(operations)
        .containsOnlyKeys(
            "GET /api/files/{name}",
            "GET /api/mails/{mail}",
            "GET /api/{path}/and/{path2}",
            "GET /api/{any2}/{any}");
    assertThat(operations.get("GET /api/files/{name}").toString()).doesNotContain("slashes");
    assertThat(operations.get("GET /api/mails/{mail}").toString()).doesNotContain("slashes");
    assertThat(operations.get("GET /api/{path}/and/{path2}").toString()).contains("slashes");
  }

  /** What a form sends. */
  static class Upload {
    public void setTitle(String title) {}

    public void setFile(MultipartFile file) {}
  }

  /** Takes it. */
  @Controller
  static class Uploads {
    @PostMapping("/upload")
    String upload(Upload upload) {
      return "";
    }
  }

  @Test
  void filesOfFormObjectsAreParts() {
    assertThat(
            at(operations(Uploads.class).get("POST /api/upload"), "requestBody", "content")
                .toString())
        .contains("multipart/form-data", "file={type=string, format=binary}");
  }

  /** Writes by itself, as no page. */
  @RestController
  static class Downloads {
    @GetMapping("/download")
    void download(HttpServletResponse response) {}

    @PostMapping("/needed")
    void needed(@RequestParam("file") MultipartFile file) {}
  }

  @Test
  void restControllersMayWriteByThemselves() {
    Map<String, Map<String, Object>> operations = operations(Downloads.class);

    assertThat(operations.get("GET /api/download").get("responses").toString())
        .isEqualTo("{2XX={description=The response that the method makes, content={*/*={}}}}");
    assertThat(at(operations.get("POST /api/needed"), "requestBody", "required")).isEqualTo(true);
  }
}
