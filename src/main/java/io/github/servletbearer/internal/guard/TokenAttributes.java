// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.log.LimitedLog;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.token.PresentedToken;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The request attributes of one filter: the token for the application, and what access logs show.
 * What somebody else has set under their names is removed, or the request is refused. Thread-safe.
 */
final class TokenAttributes {
  /** The scopes of the verified token, by blanks. */
  private static final String SCOPES = "bearer.scopes";

  /** The user of the verified token as one word, for access logs alone. */
  private static final String SUBJECT = "bearer.sub";

  /** The first digits of the token's hash, for access logs. */
  private static final String TOKEN_ID = "bearer.tid";

  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final String text;
  private final LimitedLog limited = new LimitedLog(LOG);

  /** Those of a filter whose setting {@code attribute} names the token's text. */
  TokenAttributes(String text) {
    this.text = text;
  }

  /** Sets all that there is: of a token that nobody verified its text and hash alone. */
  void set(HttpServletRequest request, PresentedToken presented, @Nullable BearerToken token) {
    if (token != null) {
      request.setAttribute(BearerToken.ATTRIBUTE, token);
      request.setAttribute(SCOPES, String.join(" ", token.scopes()));
      request.setAttribute(SUBJECT, Redacted.word(token.subject()));
    }
    request.setAttribute(TOKEN_ID, presented.id());
    request.setAttribute(text, presented.text());
  }

  /** Removes what something else has set, if anything has. */
  void forget(HttpServletRequest request) throws BearerException {
    forgetText(request);
    forget(request, BearerToken.ATTRIBUTE);
    forget(request, SCOPES);
    forget(request, SUBJECT);
    forget(request, TOKEN_ID);
  }

  /** Removes the token's text alone: the others are of another filter of ours. */
  void forgetText(HttpServletRequest request) throws BearerException {
    forget(request, text);
  }

  /** What a connector has set (AJP) comes back when it is removed: that request is refused. */
  private void forget(HttpServletRequest request, String attribute) throws BearerException {
    if (request.getAttribute(attribute) == null) {
      return;
    }
    request.removeAttribute(attribute);
    if (request.getAttribute(attribute) != null) {
      limited.log(
          Level.WARNING,
          "refused a request whose attribute "
              + Redacted.line(attribute)
              + " was set by the connector. Stop the web server from sending it by AJP, and let"
              + " nobody else reach that port (secret, allowedRequestAttributesPattern)",
          null);
      throw new BearerException(
          BearerError.INVALID_REQUEST, "an attribute of the connector's that cannot be removed");
    }
  }
}
