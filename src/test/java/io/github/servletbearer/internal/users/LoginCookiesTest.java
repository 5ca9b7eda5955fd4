// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import java.util.Comparator;
import java.util.TreeSet;
import javax.servlet.SessionCookieConfig;
import javax.servlet.http.Cookie;
import org.junit.jupiter.api.Test;

class LoginCookiesTest {
  private static final Comparator<String> NULLS_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private final Config config = new Config();
  private final Undertow undertow = new Undertow();

  /** The application's session cookies. */
  public static class Config {
    String name = "JSESSIONID";
    String domain;

    public String getName() {
      return name;
    }

    public String getPath() {
      return "/demo";
    }

    public String getDomain() {
      return domain;
    }
  }

  /** A response of Undertow 2.2, as far as cookies go. */
  public static class Undertow extends Fakes.Response {
    final TreeSet<Cookie> cookies =
        new TreeSet<>(
            Comparator.comparing(Cookie::getName)
                .thenComparing(Cookie::getPath, NULLS_FIRST)
                .thenComparing(Cookie::getDomain, NULLS_FIRST));

    public void addCookie(Cookie cookie) {
      cookies.remove(cookie);
      cookies.add(cookie);
    }
  }

  static Cookie cookie(String name, String path) {
    Cookie cookie = new Cookie(name, "x");
    cookie.setPath(path);
    return cookie;
  }

  private void removeHidden() {
    new LoginCookies(undertow.http()).removeHidden(Fakes.as(SessionCookieConfig.class, config));
  }

  @Test
  void sessionCookieThatIsNoHeaderYetIsRemoved() {
    undertow.addCookie(cookie("JSESSIONID", "/demo"));
    removeHidden();
    assertThat(undertow.cookies).isEmpty();
  }

  @Test
  void onlyThatCookieIsRemoved() {
    for (String name : new String[] {"A", "JSESSIONID", "JSESSIONIDSSO", "a", "z"}) {
      undertow.addCookie(cookie(name, "/demo"));
      undertow.addCookie(cookie(name, "/"));
    }
    removeHidden();
    assertThat(undertow.cookies)
        .hasSize(9)
        .noneMatch(each -> each.getName().equals("JSESSIONID") && each.getPath().equals("/demo"));
  }

  @Test
  void nameOfTheSpecificationIsTheDefaultAndADomainCounts() {
    config.name = null;
    config.domain = "example.com";
    Cookie session = cookie("JSESSIONID", "/demo");
    session.setDomain("example.com");
    undertow.addCookie(session);
    removeHidden();
    assertThat(undertow.cookies).isEmpty();
  }

  @Test
  void whereThereIsNoneTheWorstIsACookieThatDeletes() {
    removeHidden();
    assertThat(undertow.cookies)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.getMaxAge()).isZero();
              assertThat(each.getValue()).isEmpty();
            });
  }

  @Test
  void committedResponseIsLeftAlone() {
    Fakes.Response response = new Fakes.Response();
    LoginCookies cookies = new LoginCookies(response.http());
    response.addHeader("Set-Cookie", "a=b");
    response.committed = true;
    cookies.remove(null);
    assertThat(response.header("Set-Cookie")).isEqualTo("a=b");
  }
}
