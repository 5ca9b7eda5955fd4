// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertNoErrors;
import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The browser as a witness: what it must notice, so that the other tests may trust its silence. */
@ExtendWith(Stage.Shared.class)
class BrowserIT {

  private final Browser browser;
  private final StaticSite site;
  private final StaticSite other;

  BrowserIT(Stage stage) {
    browser = stage.browser();
    site = stage.frontend();
    other = stage.stranger();
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  private void open(String head, String body) {
    site.page("/page.html", head, body);
    browser.open(site.origin() + "/page.html");
  }

  @Test
  void pageWithoutFaultIsQuiet() {
    open("", "<p>nothing</p>");

    assertQuiet(browser.log(), site.origin());
  }

  @Test
  void violatedPolicyIsNoticed() {
    String policy =
        "<meta http-equiv='Content-Security-Policy' content=\"style-src 'none'; img-src data:\">";
    open(policy, "<p style='color: red'>red</p>");

    assertThat(browser.log().errors())
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains("Content Security Policy"));
    assertThatThrownBy(() -> assertNoErrors(browser.log())).isInstanceOf(AssertionError.class);
  }

  @Test
  void otherOriginIsNoticed() {
    open("", "<img alt='' src='" + other.origin() + "/style.css'>");

    assertThat(browser.log().requests("GET", other.origin() + "/style.css")).hasSize(1);
    assertThatThrownBy(() -> assertQuiet(browser.log(), site.origin()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void failedRequestIsNoticedUnlessProvoked() {
    open("", "<img alt='' src='/none.png'>");

    assertThatThrownBy(() -> assertQuiet(browser.log(), site.origin()))
        .isInstanceOf(AssertionError.class);
    assertQuiet(browser.log(), site.origin(), "404 " + site.origin() + "/none.png");
  }

  @Test
  void errorOfScriptIsNoticed() {
    open("", "<script>throw new Error('oh')</script>");

    assertThat(browser.log().errors())
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains("oh"));
  }

  @Test
  void headersAndBodyOfRequestAreNoticed() {
    open("", "<p id='done'></p>");
    Object sent =
        browser.evaluate(
            "fetch('/', {method: 'POST', body: 'a=b', headers: {Authorization: 'Basic Og=='}})"
                + ".then(() => true)");

    assertThat(sent).isEqualTo(true);
    assertThat(browser.log().requests("POST", site.origin() + "/"))
        .singleElement()
        .satisfies(request -> assertThat(request.body()).isEqualTo("a=b"))
        .satisfies(
            request ->
                assertThat(request.headers())
                    .containsEntry("authorization", "Basic Og==")
                    .containsEntry("origin", site.origin()));
  }
}
