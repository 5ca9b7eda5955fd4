// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import static io.github.servletbearer.internal.openapi.Values.at;
import static io.github.servletbearer.internal.openapi.Values.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.framework.FrameworkApplication;
import java.io.Reader;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.CookieParam;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.FormParam;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.MatrixParam;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Application;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/** What annotations of JAX-RS say, rule by rule. */
class JaxRsReaderTest {
  private static Map<String, Map<String, Object>> operations(Class<?>... classes) {
    return JaxRsApplication.of(classes).operations();
  }

  /** What is sold. */
  static class Item {
    String name;
  }

  /** Inherited from an interface. */
  interface Reading {
    @GET
    @Path("{id}")
    @Produces("text/plain")
    String read(@PathParam("id") int id);

    @GET
    @Path("lost")
    String own();
  }

  /** Inherited from a generic superclass. */
  static class Store<T> {
    @POST
    @Consumes("application/json")
    public T add(T thing) {
      return thing;
    }
  }

  /** Inherits and replaces. */
  @Path("inherited")
  public static class Inheriting extends Store<Item> implements Reading {
    @Override
    public String read(int id) {
      return "";
    }

    @Override
    @DELETE
    public String own() {
      return "";
    }
  }

  @Test
  void methodsInheritAnnotationsOfInterfacesAndSuperclasses() {
    Map<String, Map<String, Object>> operations = operations(Inheriting.class);

    // own() has an annotation itself, so that neither GET nor "lost" are inherited.
    assertThat(operations)
        .containsOnlyKeys(
            "DELETE /api/inherited", "POST /api/inherited", "GET /api/inherited/{id}");
    assertThat(parameter(operations.get("GET /api/inherited/{id}"), "path", "id").get("schema"))
        .isEqualTo(Map.of("type", "integer", "format", "int32"));
    assertThat(
            at(
                operations.get("POST /api/inherited"),
                "responses",
                "200",
                "content",
                "*/*",
                "schema",
                "$ref"))
        .isEqualTo("#/components/schemas/Item");
  }

  /** Locators of all kinds. */
  @Path("located/{root}")
  public static class Locating {
    @Path("circle")
    public Circle circle() {
      return new Circle();
    }

    @Path("class")
    public Class<Circle> type() {
      return Circle.class;
    }

    @Path("object")
    public Object unknown() {
      return new Circle();
    }
  }

  /** Leads to itself. */
  public static class Circle {
    @GET
    public String get(@QueryParam("page") int page) {
      return "";
    }

    @Path("{next}")
    public Circle next(@PathParam("next") String next) {
      return this;
    }
  }

  @Test
  void locatorsAreFollowedAsFarAsTypesTellAndCirclesEnd() {
    Map<String, Map<String, Object>> operations = operations(Locating.class);

    assertThat(operations)
        .containsKeys(
            "GET /api/located/{root}/circle",
            "GET /api/located/{root}/class",
            "GET /api/located/{root}/circle/{next}")
        .doesNotContainKey("GET /api/located/{root}/object")
        .hasSizeLessThan(20);
    parameter(operations.get("GET /api/located/{root}/circle/{next}"), "path", "root");
    parameter(operations.get("GET /api/located/{root}/circle/{next}"), "query", "page");
  }

  /** Words for a parameter. */
  enum Size {
    SMALL,
    LARGE
  }

  /** Constants with texts of their own. */
  enum Colour {
    RED;

    static Colour fromString(String text) {
      return RED;
    }
  }

  /** Parameters of all types. */
  @Path("parameters")
  public static class Parameters {
    @GET
    public void get(
        @QueryParam("number") @DefaultValue("7") long number,
        @QueryParam("exact") @DefaultValue("true") boolean exact,
        @QueryParam("size") @DefaultValue("SMALL") Size size,
        @QueryParam("colour") Colour colour,
        @QueryParam("ids") @DefaultValue("1") Set<Integer> ids,
        @QueryParam("since") Date since,
        @HeaderParam("X-Trace") String trace,
        @HeaderParam("Authorization") String authorization,
        @CookieParam("theme") String theme,
        @MatrixParam("depth") int depth,
        @Context UriInfo uri) {}
  }

  @Test
  void parametersHavePlacesTypesAndDefaults() {
    Map<String, Object> get = operations(Parameters.class).get("GET /api/parameters");

    assertThat(parameter(get, "query", "number").get("schema"))
        .hasToString("{type=integer, format=int64, default=7}");
    assertThat(parameter(get, "query", "exact").get("schema"))
        .isEqualTo(Map.of("type", "boolean", "default", true));
    assertThat(parameter(get, "query", "size").get("schema"))
        .isEqualTo(Map.of("type", "string", "enum", List.of("SMALL", "LARGE"), "default", "SMALL"));
    assertThat(parameter(get, "query", "colour").get("schema")).isEqualTo(Map.of("type", "string"));
    assertThat(parameter(get, "query", "ids").get("schema"))
        .hasToString("{type=array, items={type=integer, format=int32}, default=[1]}");
    assertThat(parameter(get, "query", "since").get("schema")).isEqualTo(Map.of("type", "string"));
    assertThat(parameter(get, "query", "since").get("required")).isNull();
    parameter(get, "header", "X-Trace");
    parameter(get, "cookie", "theme");
    assertThat(get.get("parameters").toString()).doesNotContain("Authorization", "depth", "uri");
    assertThat(get.get("description").toString()).contains("matrix parameters depth");
    assertThat(get).doesNotContainKey("requestBody");
  }

  /** Injected together, and with itself. */
  public static class Bean {
    @QueryParam("field")
    String field;

    @BeanParam Bean again;

    public Bean(@HeaderParam("X-Made") String made) {}

    @QueryParam("setter")
    public void setSomething(int something) {}
  }

  /** Takes a bean, and has a field of its own. */
  @Path("beans/{tenant}")
  public static class Beans {
    @PathParam("tenant")
    int tenant;

    @PUT
    public void put(@BeanParam Bean bean, Item item) {}
  }

  @Test
  void beansAndFieldsHaveParametersToo() {
    Map<String, Object> put = operations(Beans.class).get("PUT /api/beans/{tenant}");

    parameter(put, "query", "field");
    parameter(put, "header", "X-Made");
    assertThat(parameter(put, "query", "setter").get("schema").toString()).contains("integer");
    assertThat(parameter(put, "path", "tenant").get("schema").toString()).contains("integer");
    assertThat(at(put, "requestBody", "content", "*/*", "schema", "$ref").toString())
        .endsWith("/Item");
  }

  /** Bodies and results. */
  @Path("bodies")
  @Consumes({"application/json, text/x-item", "text/xml"})
  @Produces({"application/json;qs=0.5", "text/html;charset=utf-8;q=0.1"})
  public static class Bodies {
    @POST
    @Path("form")
    @Consumes("application/x-www-form-urlencoded")
    public Response form(@FormParam("a") String a, @FormParam("b") @DefaultValue("2") int b) {
      return null;
    }

    @POST
    @Path("entity")
    public CompletableFuture<List<Item>> entity(Item item) {
      return null;
    }

    @POST
    @Path("void")
    public void nothing(byte[] bytes) {}

    @GET
    @Path("later")
    public void later(@Suspended AsyncResponse response) {}
  }

  @Test
  void bodiesAndResultsHaveTypesAndMediaTypes() {
    Map<String, Map<String, Object>> operations = operations(Bodies.class);

    Map<String, Object> form = operations.get("POST /api/bodies/form");
    assertThat(at(form, "requestBody", "content").toString())
        .startsWith("{application/x-www-form-urlencoded={schema={type=object, properties={a=")
        .contains("default=2");
    assertThat(at(form, "responses")).asString().startsWith("{2XX=");
    Map<String, Object> entity = operations.get("POST /api/bodies/entity");
    assertThat(((Map<?, ?>) at(entity, "requestBody", "content")).keySet().toString())
        .isEqualTo("[application/json, text/x-item, text/xml]");
    Map<?, ?> content = (Map<?, ?>) at(entity, "responses", "200", "content");
    assertThat(content.keySet().toString())
        .isEqualTo("[application/json, text/html;charset=utf-8]");
    assertThat(at(content, "application/json", "schema", "type")).isEqualTo("array");
    Map<String, Object> nothing = operations.get("POST /api/bodies/void");
    assertThat(at(nothing, "requestBody", "content", "text/xml", "schema", "format"))
        .isEqualTo("binary");
    assertThat(at(nothing, "responses")).asString().startsWith("{204=").doesNotContain("content=");
    assertThat(at(operations.get("GET /api/bodies/later"), "responses"))
        .asString()
        .startsWith("{2XX=");
  }

  /** What has a default that its type does not allow, and parameters without names. */
  @Path("odd")
  public static class Odd {
    @GET
    public void get(
        @QueryParam("number") @DefaultValue("") int number,
        @QueryParam("numbers") @DefaultValue("1,2") List<Integer> numbers,
        @QueryParam("text") @DefaultValue("") String text) {}

    @POST
    @Path("bean")
    public void bean(@QueryParam("") Item bean) {}
  }

  @Test
  void aDefaultThatItsTypeDoesNotAllowIsLeftOut() {
    Map<String, Object> get = operations(Odd.class).get("GET /api/odd");

    assertThat(parameter(get, "query", "number").get("schema").toString())
        .doesNotContain("default");
    assertThat(parameter(get, "query", "numbers").get("schema").toString())
        .doesNotContain("default");
    assertThat(parameter(get, "query", "text").get("schema").toString()).contains("default=");
  }

  @Test
  void aParameterWithoutANameIsNoBody() {
    assertThat(operations(Odd.class).get("POST /api/odd/bean")).doesNotContainKey("requestBody");
  }

  /** Has annotations that no constructor of JAX-RS has. */
  public static class Constructed {
    public Constructed(@QueryParam("inherited") String inherited) {}
  }

  /** Constructors of which one is used. */
  @Path("constructed")
  public static class Constructors extends Constructed {
    public Constructors(@QueryParam("one") String one) {
      super(one);
    }

    public Constructors(@QueryParam("first") String first, @QueryParam("second") String second) {
      super(first + second);
    }

    @GET
    public void get() {}
  }

  @Test
  void ofConstructorsThePublicOneWithTheMostParametersIsUsed() {
    Map<String, Object> get = operations(Constructors.class).get("GET /api/constructed");

    parameter(get, "query", "first");
    parameter(get, "query", "second");
    assertThat(get.get("parameters").toString()).doesNotContain("one").doesNotContain("inherited");
  }

  /** Forms and bodies of other kinds. */
  @Path("kinds")
  public static class Kinds {
    @POST
    @Path("parts")
    @Consumes("multipart/form-data")
    public void parts(@FormParam("a") String a) {}

    @POST
    @Path("files")
    @Consumes("multipart/form-data")
    public void files(@FormDataParam("b") byte[] b, @FormDataParam("part") FormDataBodyPart part) {}

    @POST
    @Path("object")
    @Consumes("multipart/form-data")
    public void object(@MultipartForm Upload upload) {}

    @POST
    @Path("list")
    @Consumes("multipart/form-data")
    public void list(List<FormDataBodyPart> parts) {}

    @POST
    @Path("fields")
    @Consumes("application/x-www-form-urlencoded")
    public void fields(MultivaluedMap<String, String> fields) {}

    @POST
    @Path("reader")
    @Consumes("text/plain")
    public CompletableFuture<?> reader(Reader body) {
      return null;
    }

    @GET
    @Path("raw")
    @SuppressWarnings("rawtypes")
    public CompletableFuture raw() {
      return null;
    }
  }

  @Test
  void aFormIsSentAsTheMethodConsumesIt() {
    Map<String, Object> parts = operations(Kinds.class).get("POST /api/kinds/parts");

    assertThat(at(parts, "requestBody", "content").toString()).startsWith("{multipart/form-data={");
  }

  /** The part of a form with its headers, as Jersey's. */
  interface FormDataBodyPart {}

  @Test
  void aPartThatIsReadAsBytesOrWithItsHeadersIsAFile() {
    Map<String, Object> files = operations(Kinds.class).get("POST /api/kinds/files");

    Map<String, Object> file = Map.of("type", "string", "format", "binary");
    assertThat(at(files, "requestBody", "content", "multipart/form-data", "schema", "properties"))
        .isEqualTo(Map.of("b", file, "part", file));
  }

  /** The parts of a form as one object. */
  public static class Upload {
    @FormParam("title")
    public String name;

    @FormParam("file")
    public void setData(byte[] data) {}
  }

  @Test
  void resteasysMultipartFormHasThePartsThatItsClassNames() {
    Map<String, Object> object = operations(Kinds.class).get("POST /api/kinds/object");

    assertThat(at(object, "requestBody", "content", "multipart/form-data", "schema", "properties"))
        .isEqualTo(
            Map.of(
                "title",
                Map.of("type", "string"),
                "file",
                Map.of("type", "string", "format", "binary")));
  }

  @Test
  void aFormWhoseFieldsAreUnknownIsAnObject() {
    Map<String, Object> fields = operations(Kinds.class).get("POST /api/kinds/fields");

    assertThat(at(fields, "requestBody", "content", "application/x-www-form-urlencoded"))
        .isEqualTo(Map.of("schema", Map.of("type", "object")));
    Map<String, Object> list = operations(Kinds.class).get("POST /api/kinds/list");
    assertThat(at(list, "requestBody", "content", "multipart/form-data"))
        .isEqualTo(Map.of("schema", Map.of("type", "object")));
  }

  @Test
  void aReaderIsATextAndARawResultAnything() {
    Map<String, Map<String, Object>> operations = operations(Kinds.class);

    assertThat(at(operations.get("POST /api/kinds/reader"), "requestBody", "content", "text/plain"))
        .isEqualTo(Map.of("schema", Map.of("type", "string")));
    assertThat(at(operations.get("GET /api/kinds/raw"), "responses", "200", "content", "*/*"))
        .isEqualTo(Map.of());
  }

  /** What newer versions and implementations have, which are not on the class path. */
  private static byte[] newer(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    writer.visitAnnotation("Ljavax/ws/rs/Path;", true).visit("value", "newer");
    int flags = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    MethodVisitor events =
        writer.visitMethod(flags, "events", "(Ljavax/ws/rs/sse/SseEventSink;)V", null, null);
    events.visitAnnotation("Ljavax/ws/rs/GET;", true);
    events.visitParameterAnnotation(0, "Ljavax/ws/rs/core/Context;", true);
    MethodVisitor own = writer.visitMethod(flags, "own", "(Ljava/lang/String;I)V", null, null);
    own.visitAnnotation("Ljavax/ws/rs/POST;", true);
    String annotation = "Lorg/jboss/resteasy/annotations/jaxrs/QueryParam;";
    own.visitParameterAnnotation(0, annotation, true).visit("value", "named");
    own.visitParameterAnnotation(1, annotation, true);
    return writer.toByteArray();
  }

  @Test
  void eventsAreNoEmptyResponseAndParametersOfResteasyNoBodies() {
    Map<String, Map<String, Object>> operations =
        JaxRsApplication.of().with("Newer", newer("Newer")).operations();

    assertThat(at(operations.get("GET /api/newer"), "responses")).asString().startsWith("{2XX=");
    parameter(operations.get("POST /api/newer"), "query", "named");
    assertThat(operations.get("POST /api/newer")).doesNotContainKey("requestBody");
  }

  /** Another method of HTTP, which OpenAPI does not have. */
  @Retention(RetentionPolicy.RUNTIME)
  @HttpMethod("PROPFIND")
  @interface PropFind {}

  /** Looks like a locator. */
  @Path("found")
  public static class Finding {
    @PropFind
    @Path("circle")
    public Circle find() {
      return new Circle();
    }

    @GET
    public void get() {}
  }

  @Test
  void aMethodThatOpenApiDoesNotHaveIsNoLocator() {
    assertThat(operations(Finding.class)).containsOnlyKeys("GET /api/found");
  }

  /** Names a parameter twice, as locators do. */
  @Path("twice/{id}")
  public static class Twice {
    @GET
    @Path("of/{id: \\d+}/{id1}")
    public void get(@PathParam("id") int id) {}

    @GET
    @Path("//slashes")
    public void slashes() {}
  }

  @Test
  void parametersOfOneNameGetOthersAndMethodsReadTheLast() {
    Map<String, Map<String, Object>> operations = operations(Twice.class);

    // Two slashes are refused as requests.
    assertThat(operations).containsOnlyKeys("GET /api/twice/{id11}/of/{id}/{id1}");
  }

  /** Methods that media types tell apart. */
  @Path("overloads/{id}")
  public static class Overloads {
    @GET
    @Produces("application/json")
    public Item json(@PathParam("id") int id) {
      return null;
    }

    @GET
    @Produces("text/csv")
    public String csv(@PathParam("id") String id, @QueryParam("comma") String comma) {
      return "";
    }

    @POST
    @Consumes("application/json")
    @Deprecated
    public void json(Item item) {}

    @POST
    @Consumes("application/x-www-form-urlencoded")
    public Response form(@FormParam("name") String name) {
      return null;
    }
  }

  @Test
  void methodsThatMediaTypesTellApartAreOneOperation() {
    Map<String, Map<String, Object>> operations = operations(Overloads.class);

    Map<String, Object> get = operations.get("GET /api/overloads/{id}");
    assertThat(((Map<?, ?>) at(get, "responses", "200", "content")).keySet().toString())
        .isEqualTo("[application/json, text/csv]");
    assertThat(parameter(get, "path", "id").get("schema")).isEqualTo(Map.of("type", "string"));
    assertThat(parameter(get, "path", "id").get("required")).isEqualTo(true);
    parameter(get, "query", "comma");
    Map<String, Object> post = operations.get("POST /api/overloads/{id}");
    assertThat(((Map<?, ?>) at(post, "requestBody", "content")).keySet().toString())
        .isEqualTo("[application/json, application/x-www-form-urlencoded]");
    assertThat(((Map<?, ?>) at(post, "responses")).keySet().toString()).isEqualTo("[204, 2XX]");
    assertThat(post).doesNotContainKey("deprecated");
  }

  /** Empty paths beside none. */
  @Path("empty")
  public static class Empty {
    @GET
    public void get() {}

    @POST
    @Path("")
    public void post() {}

    @DELETE
    @Path("/")
    public void delete() {}

    @PUT
    @Path("static")
    public static void put() {}
  }

  @Test
  void jersey2LooksForNoEmptyPathBesideNone() {
    assertThat(operations(Empty.class)).containsOnlyKeys("GET /api/empty", "PUT /api/empty/static");
    assertThat(JaxRsApplication.of(Empty.class).servedBy(JaxRsApplication.RESTEASY).operations())
        .containsOnlyKeys("GET /empty", "POST /empty", "DELETE /empty", "PUT /empty/static");
  }

  /** Regular expressions, and marks. */
  @Path("marks")
  public static class Marks {
    @GET
    @Path("{year: [0-9]{4}}/{rest: .+}")
    @Deprecated
    public void get(@PathParam("year") int year) {}
  }

  @Test
  void expressionsBecomePatternsAndDeprecationStays() {
    Map<String, Object> get = operations(Marks.class).get("GET /api/marks/{year}/{rest}");

    assertThat(parameter(get, "path", "year").get("schema"))
        .isEqualTo(Map.of("type", "string", "pattern", "^([0-9]{4})$"));
    assertThat(parameter(get, "path", "rest").get("description")).isEqualTo("It may hold slashes.");
    assertThat(get.get("deprecated")).isEqualTo(true);
    assertThat(get.get("operationId")).isEqualTo("Marks_get");
    assertThat(get.get("tags")).isEqualTo(List.of("Marks"));
  }

  /** Paths that containers read in different ways. */
  @Path("marks")
  public static class Ambiguous {
    @GET
    @Path("../up")
    public void up() {}

    @GET
    @Path("a/%2e/b")
    public void here() {}

    @GET
    @Path("a;b=c")
    public void parameter() {}

    @GET
    @Path("a..b/.c")
    public void dots() {}
  }

  @Test
  void pathsThatCanBeReadInTwoWaysAreLeftOut() {
    assertThat(operations(Ambiguous.class)).containsOnlyKeys("GET /api/marks/a..b/.c");
  }

  @Test
  void jerseyAnswersNothingAsTheDefaultServlet() {
    assertThat(JaxRsApplication.of(Marks.class).mappedTo("/").operations()).isEmpty();
    assertThat(JaxRsApplication.of(Marks.class).mappedTo("/*").operations())
        .containsKey("GET /marks/{year}/{rest}");
    assertThat(
            JaxRsApplication.of(Marks.class)
                .servedBy(JaxRsApplication.RESTEASY)
                .mappedTo("/")
                .operations())
        .containsKey("GET /marks/{year}/{rest}");
  }

  /** No class that an implementation finds, makes and calls. */
  @Path("hidden")
  static class Hidden {
    @GET
    public void get() {}
  }

  /** Has one that needs an object of it. */
  public static class Around {
    /** No more is this. */
    @Path("inner")
    @SuppressWarnings("ClassCanBeStatic")
    public class Inner {
      @GET
      public void get() {}
    }
  }

  /** Where a path may stand, too. */
  @Path("contract")
  public interface Contract {
    @GET
    void get();
  }

  /** Has its path from the interface. */
  public static class Contracted implements Contract {
    @Override
    public void get() {}
  }

  @Test
  void aClassThatIsNotPublicOrNeedsTheOneAroundIsNotServed() {
    assertThat(operations(Marks.class, Hidden.class, Around.Inner.class))
        .containsOnlyKeys("GET /api/marks/{year}/{rest}");
  }

  @Test
  void scansOfResteasyAndCxfFindClassesByTheirInterfaces() {
    FrameworkApplication application =
        JaxRsApplication.of(Marks.class, Contract.class, Contracted.class)
            .servedBy(JaxRsApplication.RESTEASY);

    assertThat(application.operations()).containsOnlyKeys("GET /marks/{year}/{rest}");
    assertThat(application.set("resteasy.scan", "true").operations())
        .containsOnlyKeys("GET /marks/{year}/{rest}", "GET /contract");
  }

  /** Names one of two resource classes. */
  public static class Named extends Application {
    @Override
    public Set<Class<?>> getClasses() {
      return Set.of(Marks.class);
    }
  }

  @Test
  void anApplicationIsReadByTheClassesThatItNames() {
    assertThat(
            JaxRsApplication.of(Marks.class, Bodies.class, Named.class)
                .set("javax.ws.rs.Application", Named.class.getName())
                .operations())
        .containsOnlyKeys("GET /api/marks/{year}/{rest}");
  }

  /** A text that is JSON already, or XML. */
  @Path("written")
  public static class Written {
    @POST
    @Consumes({"application/json", "text/plain"})
    @Produces({"application/vnd.x+json", "text/xml", "text/csv"})
    public String post(String text) {
      return text;
    }
  }

  @Test
  void aTextThatIsJsonOrXmlIsNoJsonText() {
    Map<String, Object> post = operations(Written.class).get("POST /api/written");

    Map<String, Object> text = Map.of("schema", Map.of("type", "string"));
    assertThat(at(post, "requestBody", "content"))
        .isEqualTo(Map.of("application/json", Map.of(), "text/plain", text));
    assertThat(at(post, "responses", "200", "content"))
        .isEqualTo(
            Map.of("application/vnd.x+json", Map.of(), "text/xml", Map.of(), "text/csv", text));
  }

  /** Names no class: it stands for all. */
  public static class Unnamed extends Application {}

  /** Finds its classes by code that is not run. */
  public static class Choosing extends Application {
    @Override
    public Set<Object> getSingletons() {
      return Set.copyOf(List.of());
    }
  }

  /** Has its classes from another class. */
  public static class Helped extends Application {
    @Override
    public Set<Class<?>> getClasses() {
      return Helper.classes();
    }
  }

  static final class Helper {
    private Helper() {}

    static Set<Class<?>> classes() {
      return Set.of(Finding.class);
    }
  }

  @Test
  void anApplicationIsReadByTheClassesThatItCalls() {
    assertThat(
            JaxRsApplication.of(Marks.class, Finding.class, Helped.class, Helper.class)
                .set("javax.ws.rs.Application", Helped.class.getName())
                .operations())
        .containsOnlyKeys("GET /api/found");
  }

  @Test
  void librariesAreServedByAnApplicationThatDoesNotChoose() {
    FrameworkApplication application =
        JaxRsApplication.of(Marks.class, Unnamed.class, Choosing.class)
            .withLibraryOf(Finding.class);

    assertThat(application.set("javax.ws.rs.Application", Unnamed.class.getName()).operations())
        .containsOnlyKeys("GET /api/marks/{year}/{rest}", "GET /api/found");
    assertThat(application.set("javax.ws.rs.Application", Choosing.class.getName()).operations())
        .containsOnlyKeys("GET /api/marks/{year}/{rest}");
  }

  @Test
  void aServletThatIsNamedAsItsApplicationIsTheContainersOwn() {
    FrameworkApplication application =
        JaxRsApplication.of(Marks.class, Unnamed.class)
            .servedBy(null)
            .named(Unnamed.class.getName());

    assertThat(application.operations()).containsOnlyKeys("GET /api/marks/{year}/{rest}");
    assertThat(application.named("page").operations()).isEmpty();
  }

  @Test
  void namedClassesGoBeforeAllThatThereAre() {
    assertThat(
            JaxRsApplication.of(Marks.class, Bodies.class)
                .set("jersey.config.server.provider.classnames", Marks.class.getName() + ";x.Y")
                .operations())
        .containsOnlyKeys("GET /api/marks/{year}/{rest}");
  }

  @Test
  void packagesAreThoseBelowTooUnlessJerseyIsToldOtherwise() {
    String packages = "jersey.config.server.provider.packages";
    FrameworkApplication application = JaxRsApplication.of(Marks.class).set(packages, "io.github");
    String own = Marks.class.getPackage().getName();

    assertThat(application.operations()).containsOnlyKeys("GET /api/marks/{year}/{rest}");
    application.set("jersey.config.server.provider.scanning.recursive", "false");
    assertThat(application.set(packages, own).operations())
        .containsOnlyKeys("GET /api/marks/{year}/{rest}");
    assertThat(
            JaxRsApplication.of(Marks.class, Empty.class)
                .set("jersey.config.server.provider.classnames", Empty.class.getName())
                .set("jersey.config.server.provider.scanning.recursive", "false")
                .set(packages, "io.github")
                .operations())
        .containsOnlyKeys("GET /api/empty", "PUT /api/empty/static");
  }

  @Test
  void resteasyHasAPrefixInsteadOfItsMapping() {
    FrameworkApplication application =
        JaxRsApplication.of(Marks.class).servedBy(JaxRsApplication.RESTEASY);

    assertThat(application.operations()).containsOnlyKeys("GET /marks/{year}/{rest}");
    assertThat(application.set("resteasy.servlet.mapping.prefix", "/v1/").operations())
        .containsOnlyKeys("GET /v1/marks/{year}/{rest}");
  }

  @Test
  void cxfIsReadByItsSpringFiles() {
    String beans =
        "<beans xmlns='http://www.springframework.org/schema/beans'"
            + " xmlns:jaxrs='http://cxf.apache.org/jaxrs'>"
            + "<bean id='marks' class='"
            + Marks.class.getName()
            + "'/><jaxrs:server address='/v2'><jaxrs:serviceBeans><ref bean='marks'/>"
            + "</jaxrs:serviceBeans></jaxrs:server></beans>";

    assertThat(
            JaxRsApplication.of(Bodies.class)
                .servedBy(JaxRsApplication.CXF)
                .set("config-location", "/WEB-INF/beans.xml")
                .file("/WEB-INF/beans.xml", beans)
                .operations())
        .containsOnlyKeys("GET /api/v2/marks/{year}/{rest}");
    assertThat(JaxRsApplication.of(Bodies.class).servedBy(JaxRsApplication.CXF).operations())
        .isEmpty();
  }

  @Test
  void beansOfCxfMayBeScanned() {
    String beans =
        "<beans xmlns='http://www.springframework.org/schema/beans'"
            + " xmlns:context='http://www.springframework.org/schema/context'"
            + " xmlns:jaxrs='http://cxf.apache.org/jaxrs'>"
            + "<context:component-scan base-package='%s'/>"
            + "<jaxrs:server address='/v2'><jaxrs:serviceBeans><ref bean='%s'/>"
            + "</jaxrs:serviceBeans></jaxrs:server></beans>";
    String own = JaxRsReaderTest.class.getPackageName();

    for (String name : List.of("marks#rest", "jaxRsReaderTest.ScannedMarks")) {
      assertThat(
              JaxRsApplication.of(Bodies.class, NamedMarks.class, ScannedMarks.class)
                  .servedBy(JaxRsApplication.CXF)
                  .file("/WEB-INF/cxf-servlet.xml", String.format(beans, own, name))
                  .operations())
          .containsOnlyKeys("GET /api/v2/marks/{year}/{rest}");
    }
    assertThat(
            JaxRsApplication.of(NamedMarks.class)
                .servedBy(JaxRsApplication.CXF)
                .file("/WEB-INF/cxf-servlet.xml", String.format(beans, "com.other", "marks#rest"))
                .operations())
        .isEmpty();
  }

  @Test
  void packagesOfCxfHaveClassesWithAPathAndThoseThatImplementOne() {
    String beans =
        "<beans xmlns:jaxrs='http://cxf.apache.org/jaxrs'><jaxrs:server address='/v2'"
            + " basePackages='com.other, "
            + JaxRsReaderTest.class.getPackageName()
            + "'/></beans>";

    assertThat(
            JaxRsApplication.of(Marks.class, Contract.class, Contracted.class)
                .servedBy(JaxRsApplication.CXF)
                .file("/WEB-INF/cxf-servlet.xml", beans)
                .operations())
        .containsOnlyKeys("GET /api/v2/marks/{year}/{rest}", "GET /api/v2/contract");
  }

  @Service("marks#rest")
  static class NamedMarks extends Marks {}

  @Component
  static class ScannedMarks extends Marks {}

  @Test
  void anAddressOfCxfNeedsNoSlashAndNoneIsKnownOfAPlaceholder() {
    String server =
        "<jaxrs:server address='%s'><jaxrs:serviceBeans><bean class='"
            + Marks.class.getName()
            + "'/></jaxrs:serviceBeans></jaxrs:server>";
    String beans =
        "<beans xmlns='http://www.springframework.org/schema/beans'"
            + " xmlns:jaxrs='http://cxf.apache.org/jaxrs'>"
            + String.format(server, "v2")
            + String.format(server, "/${version}")
            + "</beans>";

    assertThat(
            JaxRsApplication.of(Bodies.class)
                .servedBy(JaxRsApplication.CXF)
                .file("/WEB-INF/cxf-servlet.xml", beans)
                .operations())
        .containsOnlyKeys("GET /api/v2/marks/{year}/{rest}");
  }

  @Test
  void otherServletsAreNotRead() {
    assertThat(JaxRsApplication.of(Marks.class).servedBy("com.example.Servlet").operations())
        .isEmpty();
  }
}
