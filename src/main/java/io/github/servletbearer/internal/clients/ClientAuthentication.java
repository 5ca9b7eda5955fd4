// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.http.FormBody;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates clients (RFC 6749 2.3.1), by Basic or by the form, never by both. The application's
 * own frontends are not clients: they have neither id nor secret. Thread-safe.
 */
public final class ClientAuthentication {
  private final Clients clients;
  private final LoginThrottle throttle;

  /** Authenticates these clients; failures count in the throttle. */
  public ClientAuthentication(Clients clients, LoginThrottle throttle) {
    this.clients = clients;
    this.throttle = throttle;
  }

  /**
   * Authenticates the client of a request.
   *
   * @return the client, or null where the request names none
   * @throws BearerException if id or secret are wrong or given twice, after too many failures, and
   *     with {@code UNAVAILABLE} or {@code TOO_BUSY} if it cannot be decided now
   */
  public @Nullable Client authenticate(HttpServletRequest request, FormBody form)
      throws BearerException {
    Enumeration<String> values = request.getHeaders("Authorization"); // null where hidden
    List<String> headers = values == null ? Collections.emptyList() : Collections.list(values);
    if (headers.size() > 1) {
      throw refuse("Several Authorization headers");
    }
    BasicCredentials basic = headers.isEmpty() ? null : BasicCredentials.parse(headers.get(0));
    String id = form.get("client_id");
    String secret = form.get("client_secret");
    if (basic != null) {
      if (secret != null) {
        throw refuse("Send the client's secret by Basic or in the form, not both");
      }
      requireSame(id, basic);
      return basic.isPublic()
          ? requirePublic(basic.ids(), true)
          : authenticate(request, basic, true);
    }
    return secret == null
        ? requirePublic(id == null ? Collections.emptyList() : Collections.singletonList(id), false)
        : authenticate(request, BasicCredentials.ofForm(id, secret), false);
  }

  private static void requireSame(@Nullable String id, BasicCredentials basic)
      throws BearerException {
    boolean isSame =
        id == null
            || basic.ids().isEmpty()
            || (basic.isPublic() ? basic.ids().contains(id) : basic.id().equals(id));
    if (!isSame) {
      throw refuse("The client_id in the form is not that of the Authorization header");
    }
  }

  /** A client that has a secret must send it (RFC 6749 3.2.1); others may name themselves. */
  private @Nullable Client requirePublic(List<String> ids, boolean byBasic) throws BearerException {
    for (String id : ids) {
      if (clients.isKnown(id)) {
        throw failed(byBasic);
      }
    }
    return null;
  }

  /** Each secret that is checked is a guess, and none is beyond the limit of guesses. */
  private Client authenticate(
      HttpServletRequest request, BasicCredentials credentials, boolean byBasic)
      throws BearerException {
    List<String> secrets = credentials.secrets();
    if (clients.isEmpty() || secrets.isEmpty()) {
      throw failed(byBasic);
    }
    String id = credentials.id();
    String address = request.getRemoteAddr();
    try (LoginThrottle.Attempt attempt = throttle.beginClient(id, address, secrets.size())) {
      for (String secret : secrets.subList(0, attempt.guesses())) {
        try {
          Client client = clients.authenticate(id, secret, address);
          attempt.right();
          return client;
        } catch (BearerException e) {
          if (e.error() == BearerError.TOO_BUSY) {
            attempt.turnedAway();
          }
          if (e.error() != BearerError.INVALID_CLIENT) {
            throw e;
          }
          attempt.wrong();
        }
      }
      Audit.clientFailed(TokenHash.of(id).shortText(), address);
      throw failed(byBasic);
    }
  }

  /**
   * With a Basic challenge if the client used Basic (RFC 6749 5.2); not for a secret in the form,
   * since browsers would open a dialog.
   */
  private BearerException failed(boolean byBasic) {
    BearerException e =
        clients.isEmpty()
            ? BearerException.withDescription(
                BearerError.INVALID_CLIENT,
                "This token endpoint has no clients: leave client id and secret empty")
            : new BearerException(BearerError.INVALID_CLIENT, "the client is not authenticated");
    return byBasic ? e.withHeader("WWW-Authenticate", "Basic realm=\"clients\"") : e;
  }

  private static BearerException refuse(String description) {
    return BearerException.withDescription(BearerError.INVALID_REQUEST, description);
  }
}
