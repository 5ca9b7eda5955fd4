// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** HTTP/1.1 over a plain socket: sends bytes as given and reads one response. */
final class RawHttp {

  private static final int TIMEOUT_MILLIS = 30_000;

  private RawHttp() {}

  /** A request of these lines, completed by Host, Content-Length and Connection. */
  static byte[] request(URI server, String body, String... lines) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (String line : lines) {
      request.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    String rest = "Host: " + server.getAuthority() + "\r\nConnection: close\r\n";
    if (content.length > 0) {
      rest += "Content-Length: " + content.length + "\r\n";
    }
    request.writeBytes((rest + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(content);
    return request.toByteArray();
  }

  static Answer exchange(URI server, byte[] request) {
    return exchange(server, request, InetAddress.getLoopbackAddress());
  }

  /** The local address is the one that the server will see as the client's. */
  static Answer exchange(URI server, byte[] request, InetAddress localAddress) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(localAddress, 0));
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      boolean head = new String(request, 0, 5, StandardCharsets.ISO_8859_1).equals("HEAD ");
      return read(new BufferedInputStream(socket.getInputStream()), head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that comes until the connection ends. */
  static String transcript(URI server, byte[] request) {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer read(InputStream in, boolean head) throws IOException {
    String statusLine = line(in);
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).trim()));
    }
    Answer bare = new Answer(status, headers, new byte[0]);
    if (head || status == 204 || status == 304) {
      // What follows in spite of the rules would be seen here.
      return new Answer(status, headers, in.readAllBytes());
    }
    if (bare.headers("Transfer-Encoding").contains("chunked")) {
      return new Answer(status, headers, chunks(in));
    }
    if (bare.has("Content-Length")) {
      return new Answer(
          status, headers, in.readNBytes(Integer.parseInt(bare.header("Content-Length"))));
    }
    return new Answer(status, headers, in.readAllBytes());
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in).split(";", 2)[0].trim(), 16);
      if (size == 0) {
        return body.toByteArray();
      }
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = in.read();
      if (b == -1) {
        throw new EOFException("The server closed the connection after \"" + line + "\"");
      }
      if (b == '\n') {
        return line.toString();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
  }
}
