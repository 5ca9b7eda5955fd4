// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import static io.github.servletbearer.internal.openapi.Values.at;
import static io.github.servletbearer.internal.openapi.Values.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.framework.FrameworkApplication;
import io.swagger.annotations.ApiParam;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AliasFor;
import org.springframework.http.HttpStatus;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.MatrixVariable;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.ModelAndView;

/** What annotations of Spring MVC say, rule by rule. */
class SpringMvcReaderTest {
  private static Map<String, Map<String, Object>> operations(Class<?>... classes) {
    return SpringApplication.of(classes).operations();
  }

  private static String content(Map<String, Object> operation, String status) {
    return String.valueOf(at(operation, "responses", status, "content"));
  }

  /** What is sold. */
  static class Item {
    String name;
  }

  /** Paths, methods, and both at the class too. */
  @RestController
  @RequestMapping({"/items", "things"})
  static class Paths {
    @GetMapping
    List<Item> all() {
      return List.of();
    }

    @RequestMapping(
        value = {"{id:\\d+}", "/by/{id}"},
        method = {RequestMethod.GET, RequestMethod.HEAD})
    Item one(@PathVariable int id) {
      return null;
    }

    @RequestMapping("both")
    String both() {
      return "";
    }

    @DeleteMapping("/{id}/")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable("id") long number) {}

    @GetMapping("/files/**")
    String rest() {
      return "";
    }

    @GetMapping("/names/{*rest}")
    String names(@PathVariable String rest) {
      return "";
    }

    void none() {}
  }

  @Test
  void pathsAndMethodsOfClassAndMethodAreCombined() {
    Map<String, Map<String, Object>> operations = operations(Paths.class);

    assertThat(operations)
        .containsKeys(
            "GET /api/items",
            "GET /api/things",
            "GET /api/items/{id}",
            "HEAD /api/things/{id}",
            "GET /api/items/by/{id}",
            "GET /api/items/both",
            "POST /api/items/both",
            "DELETE /api/items/{id}/",
            "GET /api/items/files/{path}",
            "GET /api/items/names/{rest}")
        .hasSize(20);
    assertThat(parameter(operations.get("GET /api/items/{id}"), "path", "id"))
        .hasToString("{name=id, in=path, required=true, schema={type=integer, format=int32}}");
    assertThat(
            parameter(operations.get("GET /api/items/files/{path}"), "path", "path")
                .get("description"))
        .isEqualTo("It may hold slashes.");
    assertThat(content(operations.get("GET /api/items"), "200"))
        .contains("application/json=", "type=array", "/Item");
    assertThat(content(operations.get("GET /api/items/both"), "200"))
        .isEqualTo("{text/plain={schema={type=string}}}");
    Map<String, Object> remove = operations.get("DELETE /api/items/{id}/");
    assertThat(remove.get("responses"))
        .hasToString("{204={description=Done; the response has no content}}");
    assertThat(remove.get("operationId")).isEqualTo("Paths_remove");
    assertThat(remove.get("tags")).isEqualTo(List.of("Paths"));
  }

  @Test
  void mappingsOfTheServletDecideWherePathsStand() {
    assertThat(SpringApplication.of(Paths.class).mappedTo("/").operations())
        .containsKeys("GET /items", "GET /things/by/{id}");
    assertThat(SpringApplication.of(Paths.class).mappedTo("/*", "/web/*").operations())
        .containsKeys("GET /items", "GET /web/items");
    assertThat(SpringApplication.of(Paths.class).mappedTo("/items").operations())
        .containsKey("GET /items");
  }

  @Test
  void extensionsMatchBefore53Alone() {
    FrameworkApplication application = SpringApplication.of(Extensions.class).mappedTo("*.do");

    assertThat(application.operations()).containsOnlyKeys("GET /own.do", "GET /any/{path}.do");
    assertThat(application.without(SpringApplication.SINCE_5_3).operations())
        .containsOnlyKeys("GET /own.do", "GET /any/{path}.do", "GET /plain.do");
  }

  /** With an extension and without. */
  @Controller
  static class Extensions {
    @GetMapping("/own.do")
    @ResponseBody
    String own() {
      return "";
    }

    @GetMapping("/plain")
    void plain() {}

    @GetMapping("/other.html")
    void other() {}

    @GetMapping("/any/**")
    void any() {}
  }

  /** What a generator makes of a description. */
  @RequestMapping("/v1")
  interface Api<T> {
    @RequestMapping(value = "/read/{id}", method = RequestMethod.GET, produces = "text/csv")
    @ResponseBody
    T read(@PathVariable("id") int id, @RequestParam(value = "q", required = false) String q);

    @RequestMapping("/replaced")
    T replaced();
  }

  /** Has methods of its own. */
  static class Base {
    @PutMapping("/base")
    public void base(@RequestBody Item item) {}
  }

  /** Inherits all. */
  @RestController
  static class Inheriting extends Base implements Api<Item> {
    @Override
    public Item read(int id, String q) {
      return null;
    }

    @Override
    @PostMapping("/own")
    public Item replaced() {
      return null;
    }
  }

  @Test
  void mappingsAreInheritedFromInterfacesAndSuperclasses() {
    Map<String, Map<String, Object>> operations = operations(Inheriting.class);

    assertThat(operations)
        .containsOnlyKeys("GET /api/v1/read/{id}", "PUT /api/v1/base", "POST /api/v1/own");
    Map<String, Object> read = operations.get("GET /api/v1/read/{id}");
    assertThat(content(read, "200")).contains("text/csv=", "/Item");
    assertThat(parameter(read, "query", "q").get("required")).isNull();
    assertThat(at(operations.get("PUT /api/v1/base"), "requestBody").toString())
        .contains("application/json=", "/Item", "required=true");
  }

  /** A stereotype of the application. */
  @Retention(RetentionPolicy.RUNTIME)
  @RestController
  @interface Api2 {}

  /** A mapping of the application. */
  @Retention(RetentionPolicy.RUNTIME)
  @RequestMapping(method = RequestMethod.PATCH, consumes = "application/x-patch")
  @interface PatchOf {
    @AliasFor(annotation = RequestMapping.class, attribute = "path")
    String[] at();

    String[] produces() default {};
  }

  /** By annotations of the application alone. */
  @Api2
  static class Composed {
    @PatchOf(at = "/composed", produces = "text/x-done")
    String patch(@RequestBody String patch) {
      return "";
    }
  }

  @Test
  void annotationsOfTheApplicationStandForThoseOfSpring() {
    Map<String, Object> patch = operations(Composed.class).get("PATCH /api/composed");

    assertThat(patch).isNotNull();
    assertThat(content(patch, "200")).startsWith("{text/x-done=");
    assertThat(at(patch, "requestBody", "content").toString()).startsWith("{application/x-patch=");
  }

  /** Bound by setters. */
  static class Filter {
    public void setName(String name) {}

    public void setSizes(List<Integer> sizes) {}

    public void setOther(Item other) {}

    void setHidden(String hidden) {}
  }

  /** Words for a parameter. */
  enum Size {
    SMALL
  }

  /** Parameters of all kinds. */
  @RestController
  static class Parameters {
    @GetMapping("/get")
    void get(
        @RequestParam("a") int a,
        @RequestParam(defaultValue = "7") long b,
        @RequestParam(required = false) Size size,
        @RequestParam Optional<String> perhaps,
        @RequestParam List<Integer> ids,
        @RequestParam Map<String, String> all,
        @RequestHeader("X-Trace") String trace,
        @RequestHeader("Authorization") String authorization,
        @CookieValue(value = "theme", required = false) String theme,
        @MatrixVariable int depth,
        @RequestAttribute("user") Item user,
        String plain,
        int number,
        boolean flag,
        Filter filter,
        Model model,
        HttpServletRequest request) {}

    @PostMapping("/upload")
    void upload(
        @RequestParam("file") MultipartFile file,
        @RequestPart("meta") Item meta,
        @RequestParam(required = false) MultipartFile[] more) {}

    @PostMapping("/form")
    void form(@RequestBody MultiValueMap<String, String> form) {}

    @RequestMapping("/all")
    void all(MultipartHttpServletRequest request, @RequestParam("note") String note) {}

    @PostMapping("/entity")
    Callable<ResponseEntity<Item>> entity(RequestEntity<List<Item>> request) {
      return null;
    }
  }

  @Test
  void parametersHavePlacesTypesAndDefaults() {
    Map<String, Object> get = operations(Parameters.class).get("GET /api/get");

    assertThat(parameter(get, "query", "a").get("required")).isEqualTo(true);
    assertThat(parameter(get, "query", "b"))
        .hasToString("{name=b, in=query, schema={type=integer, format=int64, default=7}}");
    assertThat(parameter(get, "query", "size").get("schema"))
        .hasToString("{type=string, enum=[SMALL]}");
    assertThat(parameter(get, "query", "perhaps"))
        .hasToString("{name=perhaps, in=query, schema={type=string}}");
    assertThat(parameter(get, "query", "ids").get("schema").toString()).contains("array");
    assertThat(parameter(get, "header", "X-Trace").get("required")).isEqualTo(true);
    assertThat(parameter(get, "cookie", "theme").get("required")).isNull();
    assertThat(parameter(get, "query", "plain").get("required")).isNull();
    assertThat(parameter(get, "query", "number").get("required")).isEqualTo(true);
    assertThat(parameter(get, "query", "flag").get("required")).isNull();
    parameter(get, "query", "name");
    assertThat(parameter(get, "query", "sizes").get("schema").toString()).contains("integer");
    assertThat(get.get("parameters").toString())
        .doesNotContain(
            "Authorization", "depth", "user", "other", "hidden", "model", "request", "all");
    assertThat(get.get("description").toString()).contains("matrix parameters depth");
  }

  /** Parameters of methods that are called before each handler. */
  @Controller
  abstract static class Modelled {
    @ModelAttribute("shop")
    abstract String shop(
        @PathVariable("shop") long shop,
        @RequestParam("tenant") int tenant,
        @RequestParam(value = "a", required = false) String a,
        Model model);

    @ModelAttribute
    @RequestMapping("/one")
    abstract String one(@RequestParam("ofOne") String ofOne);

    @GetMapping("/{shop}")
    abstract String get(@RequestParam("a") int a);
  }

  @Test
  void methodsThatMakeTheModelTakeParametersOfAllHandlers() {
    Map<String, Map<String, Object>> operations = operations(Modelled.class);
    Map<String, Object> get = operations.get("GET /api/{shop}");

    assertThat(parameter(get, "path", "shop").get("schema").toString()).contains("int64");
    assertThat(parameter(get, "query", "tenant").get("required")).isEqualTo(true);
    assertThat(parameter(get, "query", "a"))
        .hasToString("{name=a, in=query, required=true, schema={type=integer, format=int32}}");
    assertThat(get.get("parameters").toString()).doesNotContain("ofOne");
    parameter(operations.get("GET /api/one"), "query", "tenant");
  }

  @Test
  void bodiesAreEntitiesOrParts() {
    Map<String, Map<String, Object>> operations = operations(Parameters.class);

    Map<?, ?> form =
        (Map<?, ?>)
            at(
                operations.get("POST /api/upload"),
                "requestBody",
                "content",
                "multipart/form-data",
                "schema");
    assertThat(form.get("required")).isEqualTo(List.of("file", "meta"));
    assertThat(at(form, "properties", "file")).hasToString("{type=string, format=binary}");
    assertThat(at(form, "properties", "more").toString()).contains("array", "binary");
    assertThat(at(form, "properties", "meta").toString()).contains("/Item");
    assertThat(at(operations.get("POST /api/form"), "requestBody", "content").toString())
        .startsWith("{application/x-www-form-urlencoded=");
    assertThat(at(operations.get("POST /api/all"), "requestBody", "content"))
        .hasToString("{multipart/form-data={schema={type=object}}}");
    Map<String, Object> entity = operations.get("POST /api/entity");
    assertThat(at(entity, "requestBody", "content", "application/json", "schema", "type"))
        .isEqualTo("array");
    assertThat(content(entity, "2XX")).contains("/Item");
  }

  /** Pages and other results. */
  @Controller
  static class Pages {
    @RequestMapping("/page")
    String page() {
      return "page";
    }

    @GetMapping("/model")
    ModelAndView model() {
      return null;
    }

    @GetMapping("/written")
    void written(HttpServletResponse response) {}

    @GetMapping("/bytes")
    @ResponseBody
    byte[] bytes() {
      return new byte[0];
    }

    @PostMapping("/made")
    @ResponseBody
    @ResponseStatus(code = HttpStatus.CREATED, reason = "Made")
    @Deprecated
    Item made() {
      Item item = new Item();
      item.name = "made";
      return item;
    }
  }

  /** Sends browsers on. */
  @Controller
  static class Redirecting {
    @PostMapping("/save")
    String save() {
      return "redirect:/page";
    }
  }

  @Test
  void resultsArePagesBodiesOrUnknown() {
    Map<String, Map<String, Object>> operations = operations(Pages.class, Redirecting.class);

    assertThat(operations.get("POST /api/page").get("responses"))
        .hasToString("{200={description=A page, content={text/html={schema={type=string}}}}}");
    assertThat(content(operations.get("GET /api/model"), "200")).contains("text/html");
    assertThat(at(operations.get("GET /api/written"), "responses").toString())
        .isEqualTo("{2XX={description=The response that the method makes, content={*/*={}}}}");
    assertThat(content(operations.get("GET /api/bytes"), "200"))
        .contains("application/octet-stream", "binary");
    Map<String, Object> made = operations.get("POST /api/made");
    assertThat(made.get("responses")).hasToString("{201={description=Made}}");
    assertThat(made.get("deprecated")).isEqualTo(true);
    assertThat(((Map<?, ?>) operations.get("POST /api/save").get("responses")).keySet())
        .hasToString("[200, 3XX]");
  }

  /** Two handlers of one path, and conditions. */
  @RestController
  @RequestMapping(path = "/narrow", params = "!old", headers = "X-Kind=a", produces = "text/a")
  static class Narrow {
    @GetMapping(params = {"mode=fast", "x"})
    String fast(@RequestParam int x) {
      return "";
    }

    @RequestMapping(headers = "content-type=text/b")
    String typed(@RequestBody String body) {
      return "";
    }
  }

  @Test
  void conditionsAreRequiredParametersMediaTypesAndSentences() {
    Map<String, Map<String, Object>> operations = operations(Narrow.class);

    assertThat(operations).containsOnlyKeys("GET /api/narrow", "POST /api/narrow");
    Map<String, Object> get = operations.get("GET /api/narrow");
    assertThat(parameter(get, "query", "mode"))
        .hasToString("{name=mode, in=query, required=true, schema={type=string, enum=[fast]}}");
    assertThat(parameter(get, "query", "x").get("schema").toString()).contains("integer");
    assertThat(parameter(get, "header", "X-Kind").get("schema").toString()).contains("enum=[a]");
    assertThat(get.get("description")).isEqualTo("It answers requests without `old`.");
    assertThat(content(get, "200")).startsWith("{text/a=");
    assertThat(at(operations.get("POST /api/narrow"), "requestBody", "content").toString())
        .startsWith("{text/b=");
  }

  @Test
  void otherServletsAreNotRead() {
    assertThat(SpringApplication.of(Paths.class).servedBy("com.example.Servlet").operations())
        .isEmpty();
  }

  @RestController
  static class Sorted {
    @GetMapping("/sorted")
    public String list(
        @Parameter(
                description = "Which comes first",
                schema = @Schema(allowableValues = {"new", "old"}))
            @RequestParam("by")
            String by,
        @ApiParam(allowableValues = "range[1, 10]", example = "5") @RequestParam("size") int size,
        @Parameter(examples = @ExampleObject(name = "many", value = "7")) @RequestParam("n")
            long n) {
      return by + size + n;
    }
  }

  @Test
  void swaggerAnnotationsOfBothGenerationsRefineParameters() {
    Object parameters = operations(Sorted.class).get("GET /api/sorted").get("parameters");

    assertThat(parameters).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(3);
    assertThat(String.valueOf(parameters))
        .contains("description=Which comes first")
        .contains("enum=[new, old]")
        .contains("minimum=1")
        .contains("maximum=10");
    Map<String, Object> get = operations(Sorted.class).get("GET /api/sorted");
    assertThat(parameter(get, "query", "size").get("example")).isEqualTo(BigInteger.valueOf(5));
    assertThat(parameter(get, "query", "n").get("examples"))
        .isEqualTo(Map.of("many", Map.of("value", BigInteger.valueOf(7))));
  }
}
