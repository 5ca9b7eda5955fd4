// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.otherFilter;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was seen of the real ones is said in {@code OtherPaths}. */
class OtherPathsTest {
  private static final String LUCEE =
      servlet("CFMLServlet", "lucee.loader.servlet.CFMLServlet")
          + servletMapping("CFMLServlet", "*.cfm", "*.cfc", "/index.cfm/*");
  private static final String JOLOKIA =
      servlet("agent", "org.jolokia.http.AgentServlet") + servletMapping("agent", "/*");

  private static final String WEBDAV =
      servlet("dav", "org.apache.catalina.servlets.WebdavServlet")
          + servletMapping("dav", "/webdav/*");

  private static String problems(boolean stops, String... parts) {
    Deployment deployment =
        WebXmlText.deployment(
            Map.of("com.example.Remote", "org.apache.xmlrpc.webserver.XmlRpcServlet")::get,
            COMPANION,
            String.join("", parts));
    Problems problems = new Problems();
    Settings settings =
        SettingsReader.read(deployment, Sources.ofProcess(Map.of()), "Shop", problems);
    new Protection(settings, settings.coverage(deployment)).requireWhole(stops, problems);
    return (stops ? problems.errors() : problems.warnings()).toString();
  }

  @Test
  void lockOnSomePathsIsNamedOnce() {
    String bearer = filter("bearer") + filterMapping("bearer", "/api/*");
    assertThat(problems(false, LUCEE, bearer))
        .startsWith("[SB212 Lucee finds pages in any letter case: what is locked at")
        .contains("/api/*.cfm", "/api/*.cfc")
        .contains("Map the bearer filter to *.cfc, *.cfm, and name in exclude what stays open.")
        .containsOnlyOnce("SB212");
  }

  @Test
  void checkEndsWithAnError() {
    String bearer = filter("bearer") + filterMapping("bearer", "/api/*");
    assertThat(problems(true, LUCEE, bearer)).startsWith("[SB212 ");
  }

  @Test
  void wholeLockIsFineAlsoWithExclude() {
    String all = filterMapping("bearer", "/*");
    assertThat(problems(true, LUCEE, filter("bearer"), all)).isEqualTo("[]");
    assertThat(problems(true, LUCEE, filter("bearer", "exclude", "/open/*"), all)).isEqualTo("[]");
  }

  @Test
  void whatIsOpenAsAWholeIsFine() {
    String bearer = filter("bearer") + filterMapping("bearer", "/rest/*");
    String rest = servlet("rest", "com.example.Rest") + servletMapping("rest", "/rest/*");
    String page =
        servlet("page", "lucee.loader.servlet.CFMLServlet")
            + servletMapping("page", "/index.cfm/*");
    assertThat(problems(true, page, rest, bearer)).isEqualTo("[]");
  }

  @Test
  void filterThatServesCounts() {
    String solr =
        otherFilter("solr", "org.apache.solr.servlet.SolrDispatchFilter")
            + filterMapping("solr", "/*");
    String bearer = filter("bearer") + filterMapping("bearer", "/update/*");
    assertThat(problems(false, bearer, solr))
        .contains("Solr leaves out what follows a colon, as in /update:x")
        .contains("what is locked at /update/* may be open at other paths");
  }

  @Test
  void whereNoPathCountsExcludeIsNoCure() {
    String bearer = filter("bearer", "exclude", "/version") + filterMapping("bearer", "/*");
    assertThat(problems(true, JOLOKIA, bearer))
        .contains("Map the bearer filter to /*, without exclude.");
  }

  @Test
  void vaadinShowsItsPagesAtExcludedPathsToo() {
    String vaadin =
        servlet("ui", "com.vaadin.server.VaadinServlet")
            + servletMapping("ui", "/ui/*", "/VAADIN/*");
    String part = filter("bearer") + filterMapping("bearer", "/ui/secret");
    assertThat(problems(true, vaadin, part)).contains("to /ui/*, without exclude.");
    String whole = filter("bearer") + filterMapping("bearer", "/ui/*");
    assertThat(problems(true, vaadin, whole)).isEqualTo("[]");
  }

  @Test
  void whereNoPathCountsAnotherMappingIsOpenToo() {
    String axis =
        servlet("axis", "org.apache.axis.transport.http.AxisServlet")
            + servletMapping("axis", "/services/*", "/servlet/AxisServlet");
    String bearer = filter("bearer") + filterMapping("bearer", "/services/*");
    assertThat(problems(true, axis, bearer))
        .contains("Axis takes the service from the message")
        .contains("what is locked at /services/* may be open at other paths")
        .contains("Map the bearer filter to /services/*, /servlet/AxisServlet, without exclude.");
    String both = bearer + filterMapping("bearer", "/servlet/AxisServlet");
    assertThat(problems(true, axis, both)).isEqualTo("[]");
  }

  @Test
  void whereSpellingsCountAnotherMappingIsNoWayAround() {
    String two =
        servlet("two", "lucee.loader.servlet.CFMLServlet") + servletMapping("two", "/a/*", "/b/*");
    String bearer = filter("bearer") + filterMapping("bearer", "/a/*");
    assertThat(problems(true, two, bearer)).isEqualTo("[]");
  }

  @Test
  void subclassIsKnown() {
    String remote = servlet("x", "com.example.Remote") + servletMapping("x", "/rpc/*");
    String bearer = filter("bearer") + filterMapping("bearer", "/rpc/secret");
    assertThat(problems(true, remote, bearer)).contains("XML-RPC takes what it runs from the body");
  }

  @Test
  void servletThatReachesOthersCountsWhereItIsOpen() {
    String concat =
        servlet("concat", "org.eclipse.jetty.servlets.ConcatServlet")
            + servletMapping("concat", "/concat");
    String bearer = filter("bearer") + filterMapping("bearer", "/api/*");
    assertThat(problems(false, concat, bearer))
        .startsWith("[SB212 ConcatServlet shows what its query names, as in ?//api/x.js:")
        .contains("what is locked at /api/* may be open at other paths")
        .contains("Map the bearer filter to /concat, without exclude.");
    assertThat(problems(true, concat, bearer, filterMapping("bearer", "/concat"))).isEqualTo("[]");
  }

  @Test
  void servletForFilesOfAllFoldersCounts() {
    String bearer = filter("bearer") + filterMapping("bearer", "/api/*");
    assertThat(problems(true, WEBDAV, bearer))
        .contains("what is locked at /api/* may be open", "Map the bearer filter to /webdav/*,");
    assertThat(problems(true, WEBDAV, bearer, filterMapping("bearer", "/webdav/*")))
        .isEqualTo("[]");
  }

  @Test
  void servletForPagesCountsBelowAFolderAlone() {
    String bearer = filter("bearer") + filterMapping("bearer", "/api/*");
    String ssi = servlet("ssi", "org.apache.catalina.ssi.SSIServlet");
    assertThat(problems(true, ssi, servletMapping("ssi", "*.shtml"), bearer)).isEqualTo("[]");
    String both = ssi + servletMapping("ssi", "*.shtml", "/ssi/*");
    assertThat(problems(true, both, bearer))
        .contains("what is locked at /api/* may be open", "Map the bearer filter to /ssi/*,");
    assertThat(problems(true, both, bearer, filterMapping("bearer", "/ssi/*"))).isEqualTo("[]");
  }

  @Test
  void messageMayNameTheServiceWhereThePathNamesAnother() {
    String axis =
        servlet("axis", "org.apache.axis2.transport.http.AxisServlet")
            + servletMapping("axis", "/services/*", "*.jws");
    String bearer = filter("bearer") + filterMapping("bearer", "/services/Secret/*");
    assertThat(problems(true, axis, bearer))
        .contains("Axis2 takes the service from the message")
        .contains("Map the bearer filter to *.jws, /services/*, without exclude.");
  }

  @Test
  void filterThatWritesFilesCountsWhereItIsOpen() {
    String put =
        otherFilter("put", "org.eclipse.jetty.servlets.PutFilter") + filterMapping("put", "/*");
    String bearer = filter("bearer") + filterMapping("bearer", "/api/*");
    assertThat(problems(true, bearer, put))
        .contains("PutFilter writes where its header new-uri says", "locked at /api/* may be open")
        .contains("Map the bearer filter to /*, without exclude.");
    assertThat(problems(true, filter("bearer"), filterMapping("bearer", "/*"), put))
        .isEqualTo("[]");
  }

  @Test
  void bodyMayNameWhatIsForAnotherPath() {
    String broker =
        servlet("broker", "flex.messaging.MessageBrokerServlet")
            + servletMapping("broker", "/messagebroker/*");
    String bearer = filter("bearer") + filterMapping("bearer", "/messagebroker/secret");
    assertThat(problems(true, broker, bearer))
        .contains("BlazeDS takes what it runs from the body")
        .contains("Map the bearer filter to /messagebroker/*, without exclude.");
  }

  @Test
  void whatIsLockedAsAWholeIsOutOfItsReach() {
    String api = servlet("api", "com.example.Api") + servletMapping("api", "/api/*");
    String bearer = filter("bearer") + filterMapping("bearer", "/api/*");
    assertThat(problems(true, WEBDAV, api, bearer)).isEqualTo("[]");
  }
}
