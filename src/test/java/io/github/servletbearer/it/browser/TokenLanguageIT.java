// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.LoginApp;
import io.github.servletbearer.it.ServerSpec;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The token form in the language of the browser, from the first page to the last. */
@ExtendWith(Stage.Shared.class)
@Tag("long")
class TokenLanguageIT {

  private final Browser browser;

  TokenLanguageIT(Stage stage) {
    browser = stage.browser();
  }

  @AfterEach
  void speakEnglish() {
    browser.speak("en");
  }

  private void submit(String username, String password) {
    browser.type("#username", username);
    browser.type("#password", password);
    browser.click("button[type=submit]");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("form, refusal, token, countdown, copy and revocation")
  @CsvSource(
      delimiter = '|',
      value = {
        "de-DE,de;q=0.9,en;q=0.8|de|Token anfordern|Benutzername oder Passwort ist falsch."
            + "|Ihr Token|noch |abgelaufen|Kopiert|Token widerrufen",
        "ja|ja|トークンの取得|ユーザー名またはパスワードが正しくありません。" + "|発行されたトークン|残り |期限切れ|コピーしました|トークンを失効させました",
        "pt-BR,pt;q=0.9,en;q=0.8|pt-BR|Obter um token|Nome de usuário ou senha incorretos."
            + "|Seu token|faltam |expirado|Copiado|Token revogado",
      })
  void everythingIsTranslated(
      String accepted,
      String tag,
      String heading,
      String refusal,
      String result,
      String left,
      String expired,
      String copied,
      String revoked) {
    try (Container server =
        ServerSpec.named("language-" + tag)
            .hashesPasswords()
            .app("/shop", LoginApp.build("language-" + tag, "/shop"))
            .start()) {
      String origin = server.base().toString();
      browser.speak(accepted);
      browser.log().clear();
      browser.open(origin + "/shop/token");
      browser.seeText("h1", heading);
      assertThat(browser.evaluate("document.documentElement.lang")).isEqualTo(tag);
      assertThat(browser.evaluate("document.title")).isEqualTo(heading + " - Shop");

      submit(LoginApp.USER, "wrong");
      browser.seeText("[role=alert]", refusal);
      submit(LoginApp.USER, LoginApp.SECRET);
      browser.see("#token");
      browser.seeText("h1", result);
      browser.seeText("[role=timer]", left.strip());
      assertThat(browser.see("#curl").getText()).endsWith(origin + "/shop/api/hello");
      browser.allowClipboard(origin);
      browser.click("#token + .copy");
      browser.seeText("#token + .copy", copied);
      browser.passTime(Duration.ofMinutes(16));
      browser.seeText("[role=timer]", expired);
      browser.click("button.revoke");
      browser.seeText("h1", revoked);
      assertQuiet(browser.log(), origin, "400 " + origin + "/shop/token");
    }
  }
}
