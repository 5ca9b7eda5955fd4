// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.nio.charset.StandardCharsets;

/** A request as it is sent (RFC 9112 3), each character as one byte. Not thread-safe. */
public final class Request {
  private final StringBuilder text = new StringBuilder();
  private String body = "";

  private Request(String method, String target) {
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
  }

  /** A request of this target, whatever it is; its headers begin with the host and our name. */
  static Request of(String method, String target, String host, String userAgent) {
    return new Request(method, target).with("Host", host).with("User-Agent", userAgent);
  }

  /** One that asks for the answer as it is, and for the end of the connection. */
  public static Request once(String method, String target, String host, String userAgent) {
    return of(method, target, host, userAgent)
        .with("Accept-Encoding", "identity")
        .with("Connection", "close");
  }

  /** Adds a header; the value has no line end. */
  public Request with(String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  /** With a form as its body, encoded. */
  public Request withForm(String form) {
    body = form;
    return with("Content-Type", "application/x-www-form-urlencoded")
        .with("Content-Length", Integer.toString(form.length()));
  }

  /** All of it in one piece, so that the network does not wait for more. */
  byte[] bytes() {
    return (text + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
  }
}
