// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.MaintenanceFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The command probe against the real Tomcat, alone and behind proxies that are not as they must.
 */
@ExtendWith(SharedServer.class)
@Tag("long")
class ProbeIT {

  private static final String DEMO = "/demo";
  private static final String PROBED = "/probed";
  private static final UnaryOperator<String> AS_IT_IS = UnaryOperator.identity();
  private static final String PAGE =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi";

  private final Container server;
  private final Path folder = Kit.emptyDirectory(Kit.target("it", "probe"));

  ProbeIT(Container server) {
    this.server = server;
  }

  private Tool probe(Path war, String address) {
    return Tool.servletBearer(folder, "probe", "--rate", "1000", war.toString(), address);
  }

  private Tool probeDemoBehind(UnaryOperator<String> requests, UnaryOperator<String> answers)
      throws IOException, InterruptedException {
    try (EditingProxy proxy = EditingProxy.before(server.base().getPort(), requests, answers)) {
      return probe(Kit.path("demo.war"), proxy.base() + DEMO);
    }
  }

  @Test
  @DisplayName("the demo answers as its report says, within the usual limit of requests")
  void demoIsAsReported() throws Exception {
    Tool run = probe(Kit.path("demo.war"), server.base() + DEMO + "/");

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .matches(
            "Asking http://127[^ ]+/demo: at most 2000 requests, 1000 a second\\.\\R"
                + "\\d+ paths, \\d+ requests in \\d+ s: all as reported\\.\\R");
    assertThat(run.err()).isEmpty();
  }

  @Test
  @DisplayName("a proxy that drops Authorization is found, and nothing else")
  void proxyThatDropsAuthorization() throws Exception {
    Tool run =
        probeDemoBehind(head -> head.replaceFirst("(?m)^Authorization: .*\r\n", ""), AS_IT_IS);

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .contains("401 as without a token  401 invalid_token")
        .doesNotContain("401, 400 or 404");
    assertThat(run.err()).contains("SB501").contains("Let the proxy pass the header on.");
  }

  @Test
  @DisplayName("a proxy that tidies up paths, and refuses unknown methods, is no difference")
  void proxyThatTidiesUp() throws Exception {
    Tool run =
        probeDemoBehind(
            head ->
                head.startsWith("GET ")
                    ? head.replaceFirst("^GET (/[^ ]*)//+", "GET $1/")
                        .replaceFirst("^GET //+", "GET /")
                    : "HTTP/1.1 405 Not Allowed\r\nContent-Length: 0\r\n\r\n",
            AS_IT_IS);

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("PROBE is refused before the application (405)");
  }

  @Test
  @DisplayName("a proxy that answers a spelling by itself is found")
  void proxyThatAnswersASpelling() throws Exception {
    Tool run =
        probeDemoBehind(head -> head.startsWith("GET /demo//api/items ") ? PAGE : head, AS_IT_IS);

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("/api/items +GET +/demo//api/items +200 text/html +401, 400 or 404");
    assertThat(run.err()).contains("another spelling of a protected path");
  }

  @Test
  @DisplayName("a proxy that answers a path by itself, and lets caches keep refusals, is found")
  void proxyThatAnswersAPath() throws Exception {
    Tool run =
        probeDemoBehind(
            head -> head.startsWith("GET /demo/api/me ") ? PAGE : head,
            answer -> answer.replaceFirst("Cache-Control: no-store\r\n", ""));

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("/api/me +GET +/demo/api/me +200 text/html +401 of the filter")
        .contains("401 without Cache-Control");
  }

  @Test
  @DisplayName("a proxy that hangs, a wrong context path and a closed port are not judged")
  void whatCannotBeAskedIsNotJudged() throws Exception {
    Tool hanging = probeDemoBehind(head -> null, AS_IT_IS);
    assertThat(hanging.exit()).isEqualTo(2);
    assertThat(hanging.err()).contains("SB502").contains("does not answer within 10000 ms");

    Tool wrong = probe(Kit.path("demo.war"), server.base() + "/nothing-here");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("SB502").contains("Compare the address");

    EditingProxy gone = EditingProxy.before(server.base().getPort(), AS_IT_IS, AS_IT_IS);
    gone.close();
    Tool closed = probe(Kit.path("demo.war"), gone.base() + DEMO);
    assertThat(closed.exit()).isEqualTo(2);
    assertThat(closed.err()).contains("SB502").contains("cannot be connected to");
  }

  private static WebApp app(WebXml xml) {
    xml.companion().servlet("echo", EchoServlet.class, "/api/items", "/api/*");
    return WebApp.at(PROBED).withBearer().withTestClasses().webXml(xml.toString());
  }

  /** Of the application that has a filter on /api/*, while this one is deployed. */
  private Tool probeWhileDeployed(WebApp deployed) throws Exception {
    Path reported = app(new WebXml().bearer("bearer", "/api/*")).build("probe-reported");
    server.deploy(PROBED, deployed.build("probe-deployed"));
    try {
      return probe(reported, server.base() + PROBED);
    } finally {
      server.undeploy(PROBED);
    }
  }

  @Test
  @DisplayName("an application that was deployed without the filter is found")
  void filterIsMissing() throws Exception {
    Tool run = probeWhileDeployed(app(new WebXml().bearer("bearer", "/elsewhere/*")));

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("/api/items +GET +/probed/api/items +200 [^ ]+ +401 of the filter");
  }

  @Test
  @DisplayName("a filter ahead of ours that answers by itself is found")
  void otherFilterAnswersFirst() throws Exception {
    WebXml xml =
        new WebXml()
            .filter("maintenance", MaintenanceFilter.class.getName())
            .mapFilter("maintenance", "/api/items", List.of("REQUEST"))
            .bearer("bearer", "/api/*");
    Tool run = probeWhileDeployed(app(xml));

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("/api/items +GET +/probed/api/items +200 text/plain +401 of the filter")
        .containsPattern("/api/items +PROBE +/probed/api/items +200 text/plain")
        .doesNotContain("/probed/api/probe");
    assertThat(run.err()).contains("map our filter before all others");
  }
}
