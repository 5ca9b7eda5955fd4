// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/** A client that costs little: one connection, kept open as long as the server keeps it. */
final class KeptConnection implements AutoCloseable {
  private final URI server;
  private final InetAddress from;
  private Socket socket;
  private InputStream in;

  KeptConnection(URI server) throws IOException {
    this(server, InetAddress.getLoopbackAddress());
  }

  /** A connection from this address of the machine. */
  KeptConnection(URI server, InetAddress from) throws IOException {
    this.server = server;
    this.from = from;
    open();
  }

  private void open() throws IOException {
    socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort(), from, 0);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a request and passes over the answer, whose length must be told. */
  int status(byte[] request) throws IOException {
    send(request);
    return status();
  }

  /** Sends requests, of which each has an answer to be read. */
  void send(byte[] requests) throws IOException {
    socket.getOutputStream().write(requests);
  }

  int status() throws IOException {
    int status = Integer.parseInt(line().substring("HTTP/1.1 ".length()).substring(0, 3));
    int length = -1;
    boolean closes = false;
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      closes |= lower.equals("connection: close");
    }
    if (length < 0) {
      throw new IOException("an answer without its length");
    }
    in.skipNBytes(length);
    if (closes) {
      socket.close();
      open();
    }
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
