// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One request over a plain socket, sent as it stands. */
final class RawRequest {

  private static final int TIMEOUT_MILLIS = 20_000;

  private RawRequest() {}

  /**
   * Sends these lines with Connection, and Host unless the first header is one, each character as
   * one byte, and returns all that comes back; that may be nothing, since servers may drop a
   * connection instead of an answer.
   */
  static String send(URI server, String requestLine, String... headers) {
    StringBuilder request = new StringBuilder(requestLine).append("\r\n");
    if (headers.length == 0 || !headers[0].startsWith("Host: ")) {
      request.append("Host: ").append(server.getAuthority()).append("\r\n");
    }
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("Connection: close\r\n");
    if (requestLine.startsWith("POST ")) {
      request.append("Content-Length: 0\r\n");
    }
    byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(bytes);
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        received.write(buffer, 0, n);
      }
    } catch (IOException e) {
      received.writeBytes(("\n[" + e.getMessage() + "]").getBytes(StandardCharsets.UTF_8));
    }
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  /** The status of an answer; 0 where there was none. */
  static int status(String answer) {
    String[] words = answer.split("[ \r\n]", 3);
    return answer.startsWith("HTTP/") && words.length > 1 && words[1].matches("\\d{3}")
        ? Integer.parseInt(words[1])
        : 0;
  }
}
