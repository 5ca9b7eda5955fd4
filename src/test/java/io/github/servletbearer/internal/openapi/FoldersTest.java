// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping to a folder is shown as the folder and what is below it. */
class FoldersTest {
  private final Application application = new Application().companion();

  @ParameterizedTest
  @CsvSource({"/old/*, /old, /old/{path}", "/*, /, /{path}", "/, /, /{path}"})
  void folderCanBeCalledItselfAndBelow(String mapping, String itself, String below) {
    application.servlet("plain", TestServlets.Plain.class, mapping).filter("f", "/*");
    assertThat(application.operations())
        .containsOnlyKeys("GET " + itself, "GET " + below, "POST /token");
    assertThat(application.security("GET " + itself)).isNotNull();
    assertThat(application.security("GET " + below)).isNotNull();
    Map<String, Object> operation = application.operations().get("GET " + below);
    assertThat(operation.get("description").toString()).contains("stands for all below its folder");
    assertThat(operation.get("parameters").toString())
        .contains("name=path", "in=path", "required=true", "The rest of the path");
    assertThat(application.operations().get("GET " + itself)).doesNotContainKey("parameters");
  }

  @Test
  void openPartOfAFolderIsOpenBelowToo() {
    application.servlet("plain", TestServlets.Plain.class, "/old/*").filter("f", "/old/locked/*");
    assertThat(application.operations())
        .containsOnlyKeys(
            "GET /old",
            "GET /old/{path}",
            "GET /old/locked",
            "GET /old/locked/{path}",
            "POST /token");
    assertThat(application.security("GET /old/{path}")).isNull();
    assertThat(application.security("GET /old/locked/{path}")).isNotNull();
  }

  @Test
  void folderThatIsAnotherServletsPathIsShownBelowAlone() {
    application
        .servlet("plain", TestServlets.Plain.class, "/old/*")
        .servlet("other", TestServlets.Plain.class, "/old")
        .filter("f", "/*");
    assertThat(application.operations())
        .containsOnlyKeys("GET /old", "GET /old/{path}", "POST /token");
    assertThat(application.operations().get("GET /old").get("operationId").toString())
        .startsWith("other");
  }

  @Test
  void idsDiffer() {
    application.servlet("plain", TestServlets.Plain.class, "/old/*").filter("f", "/*");
    List<Object> ids =
        List.of(
            application.operations().get("GET /old").get("operationId"),
            application.operations().get("GET /old/{path}").get("operationId"));
    assertThat(ids).doesNotHaveDuplicates();
  }
}
