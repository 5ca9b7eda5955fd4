// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A web server as Tomcat's AJP connector knows one: sends a request without a body (AJP 1.3). */
final class Ajp {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int FORWARD_REQUEST = 2;
  private static final int GET = 2;
  private static final int REQUEST_ATTRIBUTE = 0x0a;
  private static final int DONE = 0xff;
  private static final int SEND_BODY = 3;
  private static final int SEND_HEADERS = 4;
  private static final int END = 5;

  private final int port;

  Ajp(int port) {
    this.port = port;
  }

  /** GET of a path, with a token or null, and with request attributes. */
  Answer get(String path, String token, Map<String, String> attributes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      byte[] request = request(path, token, attributes);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(0x1234);
      out.writeShort(request.length);
      out.write(request);
      out.flush();
      return answer(new DataInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] request(String path, String token, Map<String, String> attributes)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(FORWARD_REQUEST);
    out.writeByte(GET);
    string(out, "HTTP/1.1");
    string(out, path);
    string(out, "192.0.2.7"); // the client, as the web server saw it
    string(out, "192.0.2.7");
    string(out, "www.example.com");
    out.writeShort(80);
    out.writeByte(0);
    out.writeShort(token == null ? 1 : 2);
    string(out, "Host");
    string(out, "www.example.com");
    if (token != null) {
      string(out, "Authorization");
      string(out, "Bearer " + token);
    }
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      out.writeByte(REQUEST_ATTRIBUTE);
      string(out, attribute.getKey());
      string(out, attribute.getValue());
    }
    out.writeByte(DONE);
    return bytes.toByteArray();
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    out.writeShort(bytes.length);
    out.write(bytes);
    out.writeByte(0);
  }

  private static Answer answer(DataInputStream in) throws IOException {
    int status = 0;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      in.readShort(); // "AB"
      byte[] packet = in.readNBytes(in.readUnsignedShort());
      switch (packet[0]) {
        case SEND_HEADERS -> status = number(packet, 1);
        case SEND_BODY -> body.write(packet, 3, number(packet, 1));
        case END -> {
          return new Answer(status, List.of(), body.toByteArray());
        }
        default -> throw new IOException("unknown packet " + packet[0]);
      }
    }
  }

  private static int number(byte[] packet, int at) {
    return (packet[at] & 0xff) << 8 | packet[at + 1] & 0xff;
  }
}
