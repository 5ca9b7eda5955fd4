// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonBackReference;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.google.gson.Gson;
import io.github.servletbearer.internal.openapi.Models;
import io.github.servletbearer.internal.openapi.ProcessorTime;
import io.github.servletbearer.internal.openapi.TestServlets;
import io.github.servletbearer.internal.openapi.Values;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class SchemasTest {
  private static Schemas schemas(String openapiVersion) {
    return new Schemas(
        new ClassIndex(ClassFiles.of(SchemasTest.class.getClassLoader())), openapiVersion);
  }

  @Test
  void scalarsAreTypesWithFormats() {
    Schemas schemas = schemas("3.0.3");
    assertThat(schemas.of(JavaType.named(long.class.getName())))
        .isEqualTo(Map.of("type", "integer", "format", "int64"));
    assertThat(schemas.of(JavaType.named(String.class.getName())))
        .isEqualTo(Map.of("type", "string"));
    assertThat(schemas.of(JavaType.named(java.util.UUID.class.getName())))
        .isEqualTo(Map.of("type", "string", "format", "uuid"));
    assertThat(schemas.of(JavaType.named(Object.class.getName()))).isEmpty();
    assertThat(schemas.components()).isEmpty();
  }

  @Test
  void classesAreNamedAndMayNameThemselves() {
    Schemas schemas = schemas("3.0.3");
    assertThat(schemas.of(JavaType.named(TestServlets.Order.class.getName())))
        .isEqualTo(Map.of("$ref", "#/components/schemas/Order"));
    assertThat(schemas.components()).containsOnlyKeys("Line", "Order", "State");
    Map<String, Object> order = Values.map(schemas.components(), "Order");
    assertThat(order).containsEntry("required", List.of("number"));
    assertThat(Values.map(order, "properties"))
        .containsOnlyKeys(
            "number", "lines", "prices", "replacedBy", "state", "picture", "e-mail", "active")
        .containsEntry("replacedBy", Map.of("$ref", "#/components/schemas/Order"))
        .containsEntry(
            "lines", Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/Line")))
        .containsEntry(
            "prices", Map.of("type", "object", "additionalProperties", Map.of("type", "number")))
        .containsEntry("e-mail", Map.of("type", "string", "nullable", true));
    assertThat(Values.map(schemas.components(), "State"))
        .containsEntry("enum", List.of("OPEN", "CLOSED"));
  }

  @Test
  void aChainOfClassesMayBeLong() {
    int last = 9_000;
    Schemas schemas =
        of(
            name -> {
              int number = Integer.parseInt(name.substring(1));
              String next = "LC" + (number + 1) + ";";
              return number > last ? null : classFile(name, null, next, null);
            });
    schemas.of(JavaType.named("C0"));
    assertThat(Values.map(schemas.components(), "C8999", "properties", "f0"))
        .containsEntry("$ref", "#/components/schemas/C9000");
  }

  @Test
  void formsOfAGenericClassEnd() {
    String[] forms = {
      "LG<LG<TT;TU;>;LG<TT;TU;>;>;", "LG<TT;LG<TU;TT;>;>;", "LG<TT;Ljava/lang/Integer;>;",
      "LG<Ljava/lang/Long;TU;>;", "LG<LG<TU;TT;>;TT;>;", "LG<LG<TT;Ljava/lang/Byte;>;TU;>;"
    };
    Schemas schemas =
        of(
            name ->
                classFile(
                    name,
                    "<T:Ljava/lang/Object;U:Ljava/lang/Object;>Ljava/lang/Object;",
                    "LG;",
                    forms));
    schemas.of(JavaType.named("G"));
    assertThat(ProcessorTime.within(Duration.ofSeconds(20), schemas::components))
        .hasSizeLessThanOrEqualTo(10_000)
        .containsKeys("G", "G_Long_Object");
  }

  private static Schemas of(Function<String, byte @Nullable []> classFiles) {
    ClassFiles files =
        name -> {
          byte[] content = classFiles.apply(name);
          return content == null ? null : new ByteArrayInputStream(content);
        };
    return new Schemas(new ClassIndex(files), "3.0.3");
  }

  /** A class with fields of one type, and of these generic forms of it. */
  private static byte[] classFile(
      String name, @Nullable String signature, String type, String @Nullable [] forms) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, signature, "java/lang/Object", null);
    for (int i = 0; i < (forms == null ? 1 : forms.length); i++) {
      String form = forms == null ? null : forms[i];
      writer.visitField(Opcodes.ACC_PUBLIC, "f" + i, type, form, null).visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void wordsBesideAReferenceStandAroundIt() {
    Schemas schemas = schemas("3.0.3");
    schemas.of(JavaType.named(TestServlets.Line.class.getName()));
    assertThat(Values.map(schemas.components(), "Line", "properties", "order"))
        .containsKeys("allOf", "description")
        .doesNotContainKey("$ref");
  }

  @Test
  void nullIsATypeSince31() {
    Schemas schemas = schemas("3.1.0");
    schemas.of(JavaType.named(TestServlets.Order.class.getName()));
    assertThat(Values.map(schemas.components(), "Order", "properties", "e-mail"))
        .isEqualTo(Map.of("type", List.of("string", "null")));
  }

  @Test
  void nameThatIsTakenGetsANumber() {
    Schemas schemas = schemas("3.0.3");
    schemas.define("Token", Map.of("type", "object"));
    assertThat(schemas.of(JavaType.named(TestServlets.Token.class.getName())))
        .isEqualTo(Map.of("$ref", "#/components/schemas/Token2"));
  }

  private static Map<String, Object> everything(String openapiVersion) {
    Schemas schemas = schemas(openapiVersion);
    schemas.of(JavaType.named(Models.Everything.class.getName()));
    return Values.map(schemas.components(), "Everything", "properties");
  }

  private static Map<String, Object> ref(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private static Map<String, Object> arrayOf(Object items) {
    return Map.of("type", "array", "items", items);
  }

  @Test
  void genericTypesAreNamedByTheirArguments() {
    Schemas schemas = schemas("3.0.3");
    schemas.of(JavaType.named(Models.Everything.class.getName()));
    Map<String, Object> components = schemas.components();
    assertThat(components)
        .containsKeys("Page_Item", "Page_Page_String", "Page_String", "ItemPage", "Item", "Color");
    assertThat(Values.map(components, "Page_Item", "properties"))
        .containsEntry("content", arrayOf(ref("Item")))
        .containsEntry("first", ref("Item"))
        .containsEntry("next", ref("Page_Item"));
    assertThat(Values.map(components, "Page_Page_String", "properties"))
        .containsEntry("first", ref("Page_String"));
    assertThat(Values.map(components, "ItemPage", "properties"))
        .containsOnlyKeys("title", "content", "first", "next", "total")
        .containsEntry("first", ref("Item"));
    assertThat(Values.map(components, "Page_Object", "properties"))
        .containsEntry("first", Map.of());
    assertThat(components.keySet()).filteredOn(name -> name.startsWith("Grow")).hasSize(4);
  }

  @Test
  void typesAreWrittenAsLibrariesAgree() {
    assertThat(everything("3.0.3"))
        .containsEntry("list", arrayOf(ref("Item")))
        .containsEntry("lookup", Map.of("type", "object", "additionalProperties", ref("Item")))
        .containsEntry("matrix", arrayOf(arrayOf(Map.of("type", "integer", "format", "int32"))))
        .containsEntry("wild", arrayOf(ref("Item")))
        .containsEntry(
            "byColor", Map.of("type", "object", "additionalProperties", arrayOf(ref("Item"))))
        .containsEntry("date", Map.of()) // and its kin: each library writes them otherwise
        .containsEntry("day", Map.of())
        .containsEntry("instant", Map.of("type", "string", "format", "date-time"))
        .containsEntry("written", Map.of("type", "string", "format", "date"))
        .containsEntry("maybe", Map.of())
        .containsEntry("json", Map.of("type", "object"))
        .containsEntry("two_words", Map.of("type", "string"))
        .containsEntry("bytes", Map.of())
        .containsEntry("tree", Map.of())
        .doesNotContainKeys("internal", "twoWords")
        .containsEntry("adapted", Map.of())
        .containsEntry("number", Map.of("type", "integer"))
        .containsEntry("colour", ref("Color"))
        .doesNotContainKey("color");
    Schemas schemas = schemas("3.0.3");
    schemas.of(JavaType.named(Models.Color.class.getName()));
    assertThat(Values.at(schemas.components(), "Color", "enum")).isEqualTo(List.of("r", "GREEN"));
  }

  @Test
  void wordsOfFieldsAreKeywordsOf30() {
    Map<String, Object> fields = everything("3.0.3");
    assertThat(Values.map(fields, "rating"))
        .containsEntry("enum", List.of(new BigInteger("1"), new BigInteger("2")))
        .containsEntry("minimum", new BigDecimal("0"))
        .containsEntry("exclusiveMinimum", true)
        .containsEntry("maximum", new BigDecimal("2.5"));
    assertThat(Values.map(fields, "slug"))
        .containsEntry("pattern", "[a-z]+")
        .containsEntry("minLength", 1)
        .containsEntry("maxLength", 9)
        .containsEntry("title", "Slug")
        .containsEntry("deprecated", true);
    assertThat(fields)
        .containsEntry(
            "words",
            Map.of(
                "type",
                "array",
                "items",
                Map.of("type", "string", "description", "A word"),
                "description",
                "Words",
                "minItems",
                1,
                "uniqueItems",
                true))
        .containsEntry(
            "perhaps", Map.of("type", "object", "allOf", List.of(ref("Item")), "nullable", true));
    assertThat(Values.list(fields, "letter", "enum")).containsExactly("a", "b", null);
    assertThat(Values.map(fields, "shown", "example")).containsOnlyKeys("id");
  }

  @Test
  void wordsOfFieldsAreKeywordsOf31() {
    Map<String, Object> fields = everything("3.1.0");
    assertThat(Values.map(fields, "rating"))
        .containsEntry("exclusiveMinimum", new BigDecimal("0"))
        .doesNotContainKey("minimum");
    assertThat(fields)
        .containsEntry("perhaps", Map.of("anyOf", List.of(ref("Item"), Map.of("type", "null"))));
    assertThat(Values.map(fields, "letter")).containsEntry("type", List.of("string", "null"));
    assertThat(Values.map(fields, "shown")).containsKey("examples").doesNotContainKey("example");
  }

  @Test
  void wordsOfAClassStandInItsSchema() {
    Schemas schemas = schemas("3.0.3");
    schemas.of(JavaType.named(Models.Item.class.getName()));
    assertThat(Values.map(schemas.components(), "Item"))
        .containsEntry("description", "A thing")
        .containsEntry("required", List.of("id"));
    assertThat(schemas.of(JavaType.named(Models.Poor.class.getName())))
        .isEqualTo(ref("Better_name_"));
  }

  private static Map<String, Object> account(ClassFiles files) {
    Schemas schemas = new Schemas(new ClassIndex(files), "3.0.3");
    schemas.of(JavaType.named(Models.Account.class.getName()));
    return Values.map(schemas.components(), "Account");
  }

  private static ClassFiles without(String... classNames) {
    ClassFiles all = ClassFiles.of(SchemasTest.class.getClassLoader());
    return name -> List.of(classNames).contains(name) ? null : all.open(name);
  }

  @Test
  void whatStandsOnGettersAndSettersCounts() {
    Map<String, Object> account = account(without());
    assertThat(account).containsEntry("required", List.of("full_name"));
    Map<String, Object> properties = Values.map(account, "properties");
    assertThat(Values.map(properties, "full_name")).containsEntry("description", "Both");
    assertThat(Values.map(properties, "note")).containsEntry("example", "Call first");
    assertThat(Values.map(properties, "issued")).containsEntry("description", "Whether it was");
    assertThat(Values.map(properties, "owners"))
        .containsEntry("type", "array")
        .containsEntry("description", "Without a field");
  }

  @Test
  void namesOfABeanAreThoseThatJacksonReads() throws Exception {
    Map<String, Object> properties = Values.map(account(without()), "properties");
    ObjectMapper mapper = new ObjectMapper();
    Set<String> read = new TreeSet<>();
    mapper
        .getDeserializationConfig()
        .introspect(mapper.constructType(Models.Account.class))
        .findProperties()
        .forEach(property -> read.add(property.getName()));
    // What swagger hides, a getter that JavaBeans do not know, capitals that the field shows.
    read.removeAll(List.of("hidden", "ter", "url"));
    assertThat(read).contains("open", "isle", "password", "is_new");
    assertThat(properties.keySet())
        .containsAll(read)
        .contains("URL")
        .doesNotContain("isOpen", "secret", "by", "ter", "static", "hidden");
  }

  @Test
  void namesAreThoseOfFieldsWhereGsonIsTheLibrary() {
    String jackson = ObjectMapper.class.getName();
    assertThat(Values.map(account(without(jackson)), "properties"))
        .containsKey("isOpen")
        .doesNotContainKey("open");
    assertThat(new Gson().toJsonTree(new Models.Account()).getAsJsonObject().keySet())
        .contains("isOpen")
        .doesNotContain("open");
    assertThat(Values.map(account(without(jackson, Gson.class.getName())), "properties"))
        .containsKey("open");
  }

  /** Its names are made by code. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  static class Named {
    public String twoWords = "";
  }

  static class NamedChild extends Named {}

  /** Written as a number. */
  enum Coded {
    ONE;

    @JsonValue
    public int code() {
      return 1;
    }
  }

  @JsonIgnoreProperties({"note", "key"})
  static class Entry {
    public String note = "";
    public String title = "";
  }

  /** With what Jackson is told of single properties. */
  @SuppressWarnings("deprecation")
  static class Written extends Entry {
    public int key = 1;
    @JsonUnwrapped public Entry inner = new Entry();
    @JsonBackReference public Entry owner = new Entry();

    @JsonSerialize(using = ToStringSerializer.class)
    public int number = 1;

    @JsonSerialize(include = JsonSerialize.Inclusion.NON_NULL)
    public int plain = 1;

    public Coded coded = Coded.ONE;
    public NamedChild named = new NamedChild();
  }

  @Test
  void whatJacksonIsToldByAnnotationsIsNotShownOtherwise() {
    Schemas schemas = schemas("3.0.3");
    schemas.of(JavaType.named(Written.class.getName()));

    Map<String, Object> properties = Values.map(schemas.components(), "Written", "properties");
    assertThat(properties)
        .containsOnlyKeys("number", "plain", "coded", "named", "title")
        .containsEntry("number", Map.of())
        .containsEntry("plain", Map.of("type", "integer", "format", "int32"))
        .containsEntry("coded", Map.of())
        .containsEntry("named", Map.of());
    assertThat(new ObjectMapper().valueToTree(new Written()).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(properties.keySet());
  }
}
