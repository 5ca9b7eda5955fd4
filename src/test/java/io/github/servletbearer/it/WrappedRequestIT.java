// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertServletDidNotRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.RelayServlet;
import io.github.servletbearer.it.outside.ForgingFilter;
import io.github.servletbearer.it.server.ServerKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A filter before ours wraps the request, and its wrapper tells the path of an exception. Wherever
 * its class comes from, nobody gets in without a token.
 */
class WrappedRequestIT {

  private static final List<String> DISPATCHERS =
      List.of("REQUEST", "FORWARD", "INCLUDE", "ASYNC", "ERROR");

  private static final List<String> MAPPED =
      List.of("/secret/*", "/part/*", "/open/*", "/errors/*", "/token", "/docs/*");

  /** Where the wrapper's class is loaded from. */
  enum Place {
    APPLICATION,
    SERVER_FOLDER,
    PARENT_OF_THE_APPLICATION,
    ONE_CLASS_PATH_ON_TOMCAT,
    ONE_CLASS_PATH_ON_UNDERTOW
  }

  /** Headers that a client may send, and the path that it asks for. */
  private record Attack(String path, List<String> headers) {
    static Attack of(String path, String... headers) {
      return new Attack(path, List.of(headers));
    }

    /** It passes on no request but its own and wrappers of it, a token or not. */
    boolean isRefusedByUndertow() {
      return headers.contains("X-Implement");
    }
  }

  @ParameterizedTest
  @DisplayName("no wrapper gets a request without a token past the filter, in any dispatch")
  @EnumSource
  void wrappersGrantNothing(Place place) {
    try (Container server = start(place)) {
      Http http = new Http(server.base(), "/wrapped");
      String token = http.login("johndoe", "secret");
      List<String> reached = new ArrayList<>();
      for (Attack attack : attacks()) {
        Answer answer = http.get(attack.path(), attack.headers().toArray(String[]::new));
        if (answer.has(EchoServlet.RAN) || answer.text().contains(EchoServlet.MARK)) {
          reached.add(attack.toString());
        }
        Answer control = http.get(attack.path(), with(token, attack.headers()));
        boolean isError = attack.headers().contains("error:404");
        if (place != Place.ONE_CLASS_PATH_ON_UNDERTOW || !attack.isRefusedByUndertow()) {
          assertThat(control.text()).as("control: " + attack).contains(EchoServlet.MARK);
          assertThat(control.status()).as("control: " + attack).isEqualTo(isError ? 404 : 200);
        }
      }
      assertThat(reached).as("reached without a token").isEmpty();
      honestRequestsWork(http);
      realmLogsIn(http);
    }
  }

  private static List<Attack> attacks() {
    List<Attack> attacks = new ArrayList<>();
    for (String open : List.of("/open/x", "/token", "/docs")) {
      attacks.add(Attack.of("/secret/x", "X-Forge", open));
      for (String way : List.of("forward", "include", "async")) {
        String to = way + ":/secret/x";
        attacks.add(Attack.of("/secret/x", "X-Forge", open, "X-Hand-On", to));
        attacks.add(Attack.of(open, "X-Hand-On", to));
        attacks.add(Attack.of("/outside.txt", "X-Forge", open, "X-Hand-On", to));
      }
      attacks.add(Attack.of(open, "X-Forge", open, "X-Hand-On", "error:404"));
    }
    attacks.add(Attack.of("/secret/x", "X-Forge", "/open/x", "X-Implement", "1"));
    return attacks;
  }

  private static String[] with(String token, List<String> headers) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of("Authorization", "Bearer " + token));
    return all.toArray(String[]::new);
  }

  /** What is excluded stays open, also through wrappers that tell the truth. */
  private static void honestRequestsWork(Http http) {
    String fromOutside = "/relay/forward?to=/part/x";
    for (String path : List.of("/open/x", "/open/relay/forward?to=/open/x", fromOutside)) {
      assertThat(http.get(path).json("mark")).as(path).isEqualTo(EchoServlet.MARK);
    }
    assertThat(http.get("/open/x", "X-Forge", "/open/x").json("mark")).isEqualTo(EchoServlet.MARK);
    assertServletDidNotRun(http.get("/relay/forward?to=/part/secret"));
  }

  /** The wrapper's login accepts anybody; the realm is asked, below it. */
  private static void realmLogsIn(Http http) {
    assertThat(login(http, "johndoe", "secret").status()).isEqualTo(200);
    assertThat(login(http, "johndoe", "wrong").json("error")).isEqualTo("invalid_grant");
    assertThat(login(http, "stranger", "any").json("error")).isEqualTo("invalid_grant");
  }

  private static Answer login(Http http, String user, String password) {
    String form = "username=" + user + "&password=" + password;
    return http.post("/token", form, "X-Forge", "/token");
  }

  private static Container start(Place place) {
    String name = "wrapped-" + place.name().toLowerCase(Locale.ROOT);
    Path outside = classesOutside(name);
    WebApp app = app();
    ServerSpec spec = ServerSpec.named(name);
    switch (place) {
      case SERVER_FOLDER -> spec.commonClasses(outside);
      case PARENT_OF_THE_APPLICATION -> spec.sharedClasses(outside);
      default -> app.withClasses(outside);
    }
    if (place == Place.ONE_CLASS_PATH_ON_TOMCAT) {
      spec.flat();
    } else if (place == Place.ONE_CLASS_PATH_ON_UNDERTOW) {
      spec.on(ServerKind.UNDERTOW_2).flat();
    }
    return spec.app(app).start();
  }

  private static Path classesOutside(String name) {
    String folder = ForgingFilter.class.getPackageName().replace('.', '/');
    Path classes = Kit.emptyDirectory(Kit.target("it-apps", name + "-outside"));
    Kit.copyTree(WebApp.place(ForgingFilter.class).resolve(folder), classes.resolve(folder));
    return classes;
  }

  private static WebApp app() {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.roles", "user")
            .filter("forging", ForgingFilter.class.getName())
            .mapFilter("forging", "/*", List.of("REQUEST"))
            .filter(
                "bearer", "io.github.servletbearer.BearerFilter", "exclude", "/open/*, /part/x");
    for (String pattern : MAPPED) {
      xml.mapFilter("bearer", pattern, DISPATCHERS);
    }
    xml.companion()
        .servlet("secret", EchoServlet.class, "/secret/*", "/errors/*", "/part/*")
        .servlet("open", EchoServlet.class, "/open/*")
        .servlet("relay", RelayServlet.class, "/open/relay/*", "/relay/*")
        .errorPage("404", "/errors/page");
    return WebApp.at("/wrapped")
        .withBearer()
        .withTestClasses()
        .file("outside.txt", "a file outside of the filter")
        .webXml(xml.toString());
  }
}
