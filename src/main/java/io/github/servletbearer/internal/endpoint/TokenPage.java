// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.endpoint.grant.TokenRequest;
import io.github.servletbearer.internal.endpoint.text.PageTexts;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.HtmlTemplate;
import io.github.servletbearer.internal.token.IssuedToken;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request of a browser: a login form, or a page that shows the token once. Works
 * without JavaScript, and better with it. Not thread-safe.
 */
final class TokenPage implements TokenResponder {
  /**
   * Begins the name of a scope's checkbox. No parameter may be repeated (RFC 6749 3.2), so each has
   * a name of its own, which the page alone understands.
   */
  private static final String SCOPE_BOX = "scope:";

  /** The longest user name that the form shows again, in characters. */
  private static final int MOST_NAME_CHARACTERS = 256;

  private static final HtmlTemplate FORM = template("token-form.html");
  private static final HtmlTemplate SCOPES = template("token-scopes.html");
  private static final HtmlTemplate SCOPE = template("token-scope.html");
  private static final HtmlTemplate PROBLEM = template("token-problem.html");
  private static final HtmlTemplate SESSION = template("token-session.html");
  private static final HtmlTemplate RESULT = template("token-result.html");
  private static final HtmlTemplate REVOKE = template("token-revoke.html");
  private static final HtmlTemplate REVOKED = template("token-revoked.html");
  private static final HtmlTemplate AGAIN = template("token-again.html");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final TokenPages pages;
  private final PageTexts texts;
  private String username = "";
  private Set<String> ticked = Collections.emptySet();

  /** A page in the language of the request's sender. */
  TokenPage(TokenPages pages, HttpServletRequest request) {
    this.pages = pages;
    this.texts = PageTexts.forSender(request);
  }

  @Override
  public boolean showsRefreshToken() {
    return false;
  }

  /** Keeps what the form shows again after a refusal, and puts the ticked scopes into one list. */
  @Override
  public TokenRequest received(TokenRequest request) {
    String name = request.get("username");
    username = name == null || name.length() > MOST_NAME_CHARACTERS ? "" : name;
    ticked = request.namesAfter(SCOPE_BOX);
    boolean chosen = !ticked.isEmpty() && request.get("scope") == null;
    return (chosen ? request.withScopes(ticked) : request).withoutRefreshToken();
  }

  @Override
  public boolean sendForm(HttpServletRequest request, HttpServletResponse response)
      throws BearerException, IOException {
    if (!pages.hasForm()) {
      return false;
    }
    pages.requireSafeTransport(request); // before a password is typed
    send(request, response, "form.heading", form(""));
    return true;
  }

  /** The reason, and the form again if there is one and the connection is safe. */
  @Override
  public void sendNoToken(
      HttpServletRequest request, HttpServletResponse response, ErrorResponse error)
      throws IOException {
    String problem = problem(response, error);
    boolean again = pages.hasForm() && pages.isTransportSafe(request);
    send(request, response, "refused.heading", again ? form(problem) : problem);
  }

  @Override
  public void sendRevoked(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    send(
        request,
        response,
        "revoked.heading",
        REVOKED.with(texts.all()).with("again", again(pages.again())).html());
  }

  @Override
  public void sendNotRevoked(
      HttpServletRequest request, HttpServletResponse response, ErrorResponse error)
      throws IOException {
    send(request, response, "unrevoked.heading", problem(response, error));
  }

  private String problem(HttpServletResponse response, ErrorResponse error) {
    response.resetBuffer();
    error.sendHead(response);
    String problem = texts.ofError(error.description());
    return isOfSession(problem)
        ? SESSION.with(texts.all()).html()
        : PROBLEM.with(texts.all()).with("problem", problem).html();
  }

  /** Whether the browser's cookie is the reason: without JavaScript it comes with the form. */
  private boolean isOfSession(String problem) {
    return problem.equals(texts.get("error.logged-in"))
        || problem.equals(texts.get("error.session-ends"));
  }

  @Override
  public void sendToken(
      HttpServletRequest request, HttpServletResponse response, IssuedToken issued)
      throws IOException {
    BearerToken token = issued.token();
    Instant end = token.expiresAt();
    String none = texts.get("result.scopes.none");
    String result =
        RESULT
            .with(texts.all())
            .with("token", issued.text())
            .with("user", token.subject())
            .with("scopes", token.scopes().isEmpty() ? none : String.join(" ", token.scopes()))
            .with("seconds", Long.toString(pages.lifetime().getSeconds()))
            .with("end", end == null ? "-" : TIME.format(end))
            .with("example", pages.example())
            .with("revoke", revoke(issued.text()))
            .with("again", again(""))
            .html();
    send(request, response, "result.heading", result);
  }

  /** A form that holds the token: it works without JavaScript, and its URL holds no token. */
  private String revoke(String token) {
    String address = pages.revoke();
    return address == null
        ? ""
        : REVOKE.with(texts.all()).with("address", address).with("token", token).html();
  }

  private String again(@Nullable String address) {
    return address == null ? "" : AGAIN.with(texts.all()).with("address", address).html();
  }

  private String form(String problem) {
    return FORM.with(texts.all())
        .with("problem", problem)
        .with("username", username)
        .with("focus-username", username.isEmpty() ? " autofocus" : "")
        .with("focus-password", username.isEmpty() ? "" : " autofocus")
        .with("scopes", scopes())
        .html();
  }

  /** A checkbox for each scope that can be requested, with its description. */
  private String scopes() {
    if (pages.scopes().isEmpty()) {
      return "";
    }
    StringBuilder boxes = new StringBuilder();
    for (Map.Entry<String, String> scope : pages.scopes().entrySet()) {
      boxes.append(
          SCOPE
              .with(texts.all())
              .with("name", SCOPE_BOX + scope.getKey())
              .with("scope", scope.getKey())
              .with("description", scope.getValue())
              .with("checked", ticked.contains(scope.getKey()) ? " checked" : "")
              .html());
    }
    return SCOPES.with(texts.all()).with("boxes", boxes.toString()).html();
  }

  private void send(
      HttpServletRequest request, HttpServletResponse response, String heading, String content)
      throws IOException {
    pages.send(request, response, texts, heading, content);
  }

  private static HtmlTemplate template(String file) {
    return HtmlTemplate.read(TokenPage.class, file);
  }
}
