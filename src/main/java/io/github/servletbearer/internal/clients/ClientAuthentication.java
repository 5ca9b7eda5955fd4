// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.http.FormBody;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is (RFC 6749 2.3.1): by Basic or in the form, never by both. The application's own
 * frontends are no clients: they have neither id nor secret. Thread-safe.
 */
public final class ClientAuthentication {
  private final Clients clients;
  private final LoginThrottle throttle;

  public ClientAuthentication(Clients clients, LoginThrottle throttle) {
    this.clients = clients;
    this.throttle = throttle;
  }

  /**
   * The client of a request, or null where it names none.
   *
   * @throws ErrorResponseException if id or secret are wrong or given twice, or after too many
   *     failures
   * @throws BearerException with {@code UNAVAILABLE} if nobody can say now
   */
  public @Nullable Client of(HttpServletRequest request, FormBody form)
      throws ErrorResponseException, BearerException {
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
        throw refuse("The client's secret comes by Basic or in the form, never by both");
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
      throws ErrorResponseException {
    boolean isSame =
        id == null
            || basic.ids().isEmpty()
            || (basic.isPublic() ? basic.ids().contains(id) : basic.id().equals(id));
    if (!isSame) {
      throw refuse("The client_id in the form is not that of the Authorization header");
    }
  }

  /** A client that has a secret must show it (RFC 6749 3.2.1); others may name themselves. */
  private @Nullable Client requirePublic(List<String> ids, boolean byBasic)
      throws ErrorResponseException, BearerException {
    for (String id : ids) {
      if (clients.isKnown(id)) {
        throw failed(byBasic);
      }
    }
    return null;
  }

  /** Each secret that is tested is a guess, and none is beyond the limit of guesses. */
  private Client authenticate(
      HttpServletRequest request, BasicCredentials credentials, boolean byBasic)
      throws ErrorResponseException, BearerException {
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
          if (e.error() != BearerError.INVALID_CLIENT) {
            throw e;
          }
          attempt.wrong();
        } catch (ErrorResponseException e) {
          attempt.turnedAway();
          throw e;
        }
      }
      Audit.clientFailed(TokenHash.of(id).shortText(), address);
      throw failed(byBasic);
    }
  }

  /**
   * 401 and a Basic challenge if it tried Basic (RFC 6749 5.2), 400 if the secret stood in the
   * form: a 401 would need a challenge there, too (RFC 9110 15.5.2), at which browsers open a
   * dialog.
   */
  private ErrorResponseException failed(boolean byBasic) {
    ErrorResponse refusal =
        clients.isEmpty()
            ? ErrorResponse.of(
                BearerError.INVALID_CLIENT,
                "This token endpoint has no clients: leave client id and secret empty")
            : ErrorResponse.of(BearerError.INVALID_CLIENT);
    return new ErrorResponseException(
        byBasic
            ? refusal.with("WWW-Authenticate", "Basic realm=\"clients\"")
            : refusal.withStatus(HttpServletResponse.SC_BAD_REQUEST));
  }

  private static ErrorResponseException refuse(String description) {
    return new ErrorResponseException(ErrorResponse.of(BearerError.INVALID_REQUEST, description));
  }
}
