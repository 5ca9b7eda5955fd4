// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.token.PresentedToken;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The request attributes of one filter: the token for the application, and those for access logs.
 * Values of others under these names are removed, or the request is refused. Thread-safe.
 */
final class TokenAttributes {
  /** The scopes of the verified token, separated by blanks. */
  private static final String SCOPES = "bearer.scopes";

  /** The user of the verified token as one word, for access logs alone. */
  private static final String SUBJECT = "bearer.sub";

  /** The first digits of the token's hash, for access logs. */
  private static final String TOKEN_ID = "bearer.tid";

  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final String text;
  private final LimitedLog limited = new LimitedLog(LOG);

  /** The attributes of a filter; its setting {@code attribute} names that of the token's text. */
  TokenAttributes(String text) {
    this.text = text;
  }

  /** Sets all attributes, or for a token that was not verified those of its text and hash alone. */
  void set(HttpServletRequest request, PresentedToken presented, @Nullable BearerToken token) {
    if (token != null) {
      request.setAttribute(BearerToken.ATTRIBUTE, token);
      request.setAttribute(SCOPES, joined(token.scopes()));
      request.setAttribute(SUBJECT, Redacted.word(token.subject()));
    }
    request.setAttribute(TOKEN_ID, presented.id());
    request.setAttribute(text, presented.text());
  }

  /** Most tokens have one scope or none, which need no new text. */
  private static String joined(Set<String> scopes) {
    switch (scopes.size()) {
      case 0:
        return "";
      case 1:
        return scopes.iterator().next();
      default:
        return String.join(" ", scopes);
    }
  }

  /** Removes all attributes that others have set. */
  void remove(HttpServletRequest request) throws BearerException {
    removeText(request);
    remove(request, BearerToken.ATTRIBUTE);
    remove(request, SCOPES);
    remove(request, SUBJECT);
    remove(request, TOKEN_ID);
  }

  /** The value of the attribute of the token's text, also of others, or null. */
  @Nullable Object text(HttpServletRequest request) {
    return request.getAttribute(text);
  }

  /** Removes that of the token's text alone: the others belong to another guard. */
  void removeText(HttpServletRequest request) throws BearerException {
    remove(request, text);
  }

  /** An attribute of a connector (AJP) survives its removal: the request is refused. */
  private void remove(HttpServletRequest request, String attribute) throws BearerException {
    if (request.getAttribute(attribute) == null) {
      return;
    }
    request.removeAttribute(attribute);
    if (request.getAttribute(attribute) != null) {
      limited.log(
          Level.WARNING,
          "refused a request whose attribute "
              + Redacted.line(attribute)
              + " was set by the connector. Stop the web server from sending it by AJP, and protect"
              + " that port from others (secret, allowedRequestAttributesPattern)",
          null);
      throw new BearerException(
          BearerError.INVALID_REQUEST, "an attribute of the connector that cannot be removed");
    }
  }
}
