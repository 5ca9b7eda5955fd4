// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * A reverse proxy that changes the head of each request, or answers it by itself, and changes the
 * answers, as a test says. One request for each connection, without a body. Thread-safe.
 */
final class EditingProxy implements AutoCloseable {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final ServerSocket door;
  private final int backend;
  private final UnaryOperator<String> requests;
  private final UnaryOperator<String> answers;

  private EditingProxy(
      ServerSocket door,
      int backend,
      UnaryOperator<String> requests,
      UnaryOperator<String> answers) {
    this.door = door;
    this.backend = backend;
    this.requests = requests;
    this.answers = answers;
  }

  /**
   * Starts before a server of this machine.
   *
   * @param requests makes of the head of a request another, or an answer; null leaves the client
   *     waiting
   */
  static EditingProxy before(
      int port, UnaryOperator<String> requests, UnaryOperator<String> answers) {
    try {
      ServerSocket door = new ServerSocket(0, 50, LOOPBACK);
      EditingProxy proxy = new EditingProxy(door, port, requests, answers);
      Thread thread = new Thread(proxy::accept, "editing proxy");
      thread.setDaemon(true);
      thread.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String base() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        String request = requests.apply(head(client.getInputStream()));
        if (request != null) {
          String answer = request.startsWith("HTTP/") ? request : answers.apply(forward(request));
          client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
          client.close();
        }
      }
    } catch (IOException e) {
      // The door was closed.
    }
  }

  private String forward(String head) throws IOException {
    try (Socket server = new Socket(LOOPBACK, backend)) {
      server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new String(server.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.append((char) c);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
