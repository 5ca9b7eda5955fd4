// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import javax.servlet.GenericServlet;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Servlets as applications have them. */
public final class TestServlets {
  private TestServlets() {}

  /** Plain, as most are. */
  public static class Plain extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Two methods, one of them no more to be used, and two that only look like methods. */
  public static class Several extends Plain {
    @Override
    @Deprecated
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) {}

    void doPut(HttpServletRequest request) {}

    int doDelete(HttpServletRequest request) {
      return 0;
    }

    public void doPatch(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Calls the method that HttpServlet does not know. */
  public static class Patching extends Several {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      doPatch(request, response);
    }
  }

  /** Does everything in service, without a word. */
  static class Silent extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Does everything in service, and says nothing of it. */
  static class HiddenService extends HttpServlet {
    @Override
    @Hidden
    protected void service(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Does everything in service, by annotation. */
  static class Service extends HttpServlet {
    @Override
    @Operation(method = "get, POST", summary = "Do it")
    protected void service(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** No HTTP servlet at all. */
  static class Generic extends GenericServlet {
    @Override
    public void service(ServletRequest request, ServletResponse response) {}
  }

  /** Fully annotated. */
  @Tag(name = "Orders", description = "What customers want")
  static class Orders extends HttpServlet {
    @Override
    @Operation(
        summary = "Read an order",
        description = "With all lines.",
        operationId = "readOrder")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "integer"))
    @Parameter(
        name = "sort",
        description = "By what",
        schema =
            @Schema(
                allowableValues = {"date", "price"},
                defaultValue = "date"))
    @Parameter(name = "limit", example = "20", schema = @Schema(implementation = int.class))
    @ApiResponse(
        responseCode = "200",
        description = "The order",
        content = @Content(schema = @Schema(implementation = Order.class)))
    @ApiResponse(responseCode = "401", description = "Log in first")
    @ApiResponse(responseCode = "404", description = "No such order")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @Operation(summary = "Place an order", deprecated = true, tags = "Checkout")
    @RequestBody(
        description = "The order",
        required = true,
        content =
            @Content(
                mediaType = "application/json",
                array = @ArraySchema(schema = @Schema(implementation = Line.class))))
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @Hidden
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Overrides without words of its own. */
  static class SpecialOrders extends Orders {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Not in the document, and neither is the class that it names. */
  @Hidden
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Unseen.class)))
  static class Secret extends HttpServlet {
    @Override
    @Operation(summary = "Secret")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Named by a hidden servlet alone. */
  public static class Unseen {
    int a;
  }

  /** A class that goes over the wire, and knows itself. */
  public static class Order extends Base {
    @Schema(description = "Number", requiredMode = Schema.RequiredMode.REQUIRED, example = "7")
    long number;

    List<Line> lines;
    Map<String, BigDecimal> prices;
    public Order replacedBy;
    State state;
    byte[] picture;
    transient String cached;

    @Schema(hidden = true)
    String internal;

    @Schema(name = "e-mail", nullable = true)
    String email;

    static int count;
  }

  /** What orders inherit. */
  static class Base {
    boolean active;
  }

  /** A line of an order. */
  public static class Line {
    String article;

    @Schema(description = "The one that it belongs to")
    public Order order;
  }

  /** The application's own class of a name of ours. */
  public static class Token {
    Object anything;
  }

  /** States. */
  enum State {
    OPEN,
    CLOSED
  }
}
