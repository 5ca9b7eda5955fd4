// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A server that answers each request as a test defines, from the head as it came. An empty answer
 * ends the connection; null leaves the client waiting. Thread-safe.
 */
final class TalkingServer implements AutoCloseable {
  private final ServerSocket door;
  private final UnaryOperator<String> answers;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> waiting = new ArrayList<>();

  TalkingServer(UnaryOperator<String> answers) {
    this.answers = answers;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::accept, "talking server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = door.accept();
        String head = head(socket.getInputStream());
        heads.add(head);
        String answer = answers.apply(head);
        if (answer == null) {
          waiting.add(socket);
        } else {
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
          socket.close();
        }
      }
    } catch (IOException e) {
      // The door was closed.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0 && head.indexOf("\r\n\r\n") < 0; c = in.read()) {
      head.append((char) c);
      if (head.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString();
  }

  String origin() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /** The heads of all requests, in their order. */
  List<String> heads() {
    return heads;
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : waiting) {
      socket.close();
    }
  }
}
