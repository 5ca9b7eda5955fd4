// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web application of others that {@code src/test/wars/pom.xml} fetches, and what is expected of
 * it.
 *
 * @param name the file's name without ".war", and the context path without its slash
 * @param locks url-patterns that are locked
 * @param hidesAuthorization whether it stumbles over a token, so that forwardAuthorization is false
 * @param prepare what must be done once after the first start
 * @param open pages that stay open
 * @param locked paths below the locks
 * @param use the application's own login, or work in it, with headers for what is locked
 * @param checkSays problems that {@code check} ends with 1 for; none where it ends with 0
 * @param operations how many operations its document has at least, ours among them
 */
record RealWar(
    String name,
    List<String> locks,
    boolean hidesAuthorization,
    Use prepare,
    List<String> open,
    List<String> locked,
    Use use,
    List<String> checkSays,
    int operations) {

  /** Requests of a user, and what came out. */
  interface Use {
    Use NOTHING = (app, authorization) -> List.of();

    List<Answer> requests(Http app, String... authorization);
  }

  static final List<RealWar> ALL =
      List.of(
          new RealWar(
              "axis2", // its own servlets; version 2.5
              List.of("/services/*", "/servlet/AxisServlet", "*.jws"),
              false,
              Use.NOTHING,
              List.of("/", "/axis2-web/index.jsp", "/axis2-admin/welcome", "/axis2-admin/"),
              List.of("/services/listServices", "/services/Version?wsdl", "/services/Version/x"),
              RealWar::axis2Login,
              List.of(),
              11),
          new RealWar(
              "jackrabbit", // WebDAV; version 2.3
              List.of("/server/*"),
              true,
              (app, authorization) ->
                  List.of(app.form("/admin", "mode", "new", "repository_home", "jackrabbit")),
              List.of("/", "/about.jsp", "/remote.jsp", "/repository/default/"),
              List.of("/server/", "/server/default/jcr:root/"),
              RealWar::jackrabbitLogin,
              List.of("SB303", "FORWARD", "INCLUDE"),
              5),
          new RealWar(
              "activemq", // Spring MVC, SiteMesh; version 3.0
              List.of("*.action"),
              false,
              Use.NOTHING,
              List.of("/queues.jsp", "/connections.jsp", "/xml/queues.jsp", "/styles/site.css"),
              List.of("/createDestination.action", "/x/deleteDestination.action"),
              RealWar::activemqQueue,
              List.of("SB310"),
              20),
          new RealWar(
              "cas", // Spring MVC, Web Flow and Security; version 2.4
              List.of("/serviceValidate", "/proxyValidate", "/p3/*", "/validate", "/proxy"),
              false,
              Use.NOTHING,
              List.of("/", "/login", "/logout", "/none", "/css/cas.css"),
              List.of("/serviceValidate?ticket=x&service=y", "/p3/serviceValidate", "/validate"),
              RealWar::casLogin,
              List.of("SB310"),
              13),
          new RealWar(
              "shindig", // Guice, Shiro, REST; version 2.5
              List.of("/rest/*", "/social/rest/*", "/gadgets/api/rest/*"),
              false,
              Use.NOTHING,
              List.of("/container/sample1.html", "/samplecontainer/samplecontainer.html", "/none"),
              List.of("/rest/people/john.doe/@self", "/social/rest/people/john.doe/@friends"),
              (app, authorization) ->
                  List.of(
                      app.get("/oauth/authorize"),
                      app.form("/login.jsp", "username", "john.doe", "password", "password"),
                      app.form("/login.jsp", "username", "john.doe", "password", "x")),
              List.of(),
              25));

  /** A user of {@link #LOGIN_FIRST}, kermit with the password kermit. */
  static final String KERMIT = "Basic a2VybWl0Omtlcm1pdA==";

  /** Its own filter, which code puts before ours, asks each request for a Basic login. */
  static final RealWar LOGIN_FIRST =
      new RealWar(
          "activiti", // Spring MVC and Spring Security, registered by code; version 3.0
          List.of("/service/history/*"),
          false,
          Use.NOTHING,
          List.of("/service/management/engine"),
          List.of("/service/history/historic-process-instances"),
          Use.NOTHING,
          List.of("SB209", "SB304"),
          150);

  private static List<Answer> axis2Login(Http app, String... authorization) {
    Answer login = app.form("/axis2-admin/login", "userName", "admin", "password", "axis2");
    Answer index = app.get("/axis2-admin/index", "Cookie", cookie(login));
    assertThat(index.text()).contains("Available Services");
    return List.of(
        login, index, app.form("/axis2-admin/login", "userName", "admin", "password", "x"));
  }

  private static List<Answer> jackrabbitLogin(Http app, String... authorization) {
    String basic = "Basic YWRtaW46YWRtaW4="; // admin:admin
    Answer repository = app.get("/repository/default/", "Authorization", basic);
    assertThat(repository.status()).isEqualTo(200);
    return List.of(repository);
  }

  /** Makes a queue: the open page has what the locked action wants, and shows the queue then. */
  private static List<Answer> activemqQueue(Http app, String... authorization) {
    Answer page = app.get("/queues.jsp");
    String secret = part("name=\"secret\" value=\"([^\"]+)", page.text());
    String form =
        Http.encode("JMSDestination", "orders", "JMSDestinationType", "queue", "secret", secret);
    String[] headers = List.of("Cookie", cookie(page)).toArray(String[]::new);
    if (authorization.length > 0) {
      headers = new String[] {"Cookie", cookie(page), authorization[0], authorization[1]};
    }
    Answer made = app.post("/createDestination.action", form, headers);
    Answer queues = app.get("/xml/queues.jsp");
    assertThat(queues.text()).contains("orders");
    return List.of(made, queues);
  }

  /**
   * Logs in by the form, and asks for the user of the ticket that the browser is sent away with.
   */
  private static List<Answer> casLogin(Http app, String... authorization) {
    String service = "?" + Http.encode("service", "https://shop.example.com/");
    Answer page = app.get("/login" + service);
    Answer login = casLogin(app, service, page, "Mellon");
    Answer refused = casLogin(app, service, app.get("/login" + service), "x");
    String ticket = "&" + Http.encode("ticket", part("ticket=(.*)", login.header("Location")));
    Answer user = app.get("/serviceValidate" + service + ticket, authorization);
    assertThat(user.text()).contains("<cas:user>casuser</cas:user>");
    Answer again = app.get("/serviceValidate" + service + ticket, authorization);
    return List.of(page, login, refused, user, again);
  }

  private static Answer casLogin(Http app, String service, Answer page, String password) {
    String field = "name=\"%s\" value=\"([^\"]+)";
    String form =
        Http.encode(
            "username",
            "casuser",
            "password",
            password,
            "lt",
            part(field.formatted("lt"), page.text()),
            "execution",
            part(field.formatted("execution"), page.text()),
            "_eventId",
            "submit");
    return app.post("/login" + service, form, "Cookie", cookie(page));
  }

  private static String part(String regex, String text) {
    Matcher found = Pattern.compile(regex).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  private static String cookie(Answer answer) {
    return answer.header("Set-Cookie").replaceFirst(";.*", "");
  }

  /** Skips or fails the test where it was not fetched. */
  void require() {
    String missing = "no " + file().getFileName() + ": mvn -f src/test/wars/pom.xml package";
    if (Boolean.getBoolean("wars.required")) {
      assertThat(file()).as(missing).exists();
    }
    assumeTrue(Files.exists(file()), missing);
  }

  Path file() {
    return Kit.target("wars", name + ".war");
  }

  /** The folder of libraries that the server has for all of them. */
  static Path serverLibraries() {
    return Kit.target("wars", "lib");
  }

  @Override
  public String toString() {
    return name;
  }
}
