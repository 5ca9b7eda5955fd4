// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server that does to each connection what a test wants, byte by byte. */
public final class RawServer implements AutoCloseable {
  /** What is done to a connection; it is closed afterwards. */
  public interface Talk {
    void with(RawServer server, InputStream in, OutputStream out) throws Exception;
  }

  private final ServerSocket listening;
  private final Thread accepting;
  private final String scheme;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  final AtomicInteger connections = new AtomicInteger();
  final CountDownLatch reached = new CountDownLatch(1);

  public RawServer(Talk talk) {
    this("http", ServerSocketFactory.getDefault(), talk);
  }

  public RawServer(String scheme, ServerSocketFactory sockets, Talk talk) {
    this.scheme = scheme;
    try {
      listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting = start(() -> accept(talk));
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "raw server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept(Talk talk) {
    while (closed.getCount() > 0) {
      try {
        Socket socket = listening.accept();
        connections.incrementAndGet();
        open.add(socket);
        start(() -> talk(socket, talk));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket socket, Talk talk) {
    try (socket) {
      talk.with(this, socket.getInputStream(), socket.getOutputStream());
    } catch (Exception e) {
      // The client has gone, which is what most tests are about.
    } finally {
      open.remove(socket);
    }
  }

  public URI uri(String path) {
    return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort() + path);
  }

  /** Reads the head of a request. */
  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString();
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Tells the test that the talk is here, and says nothing until the server is closed. */
  public void holdOn() throws InterruptedException {
    reached.countDown();
    closed.await();
  }

  /** Writes a byte each 20 milliseconds until the client has gone or the server is closed. */
  void drip(OutputStream out, String text) throws Exception {
    reached.countDown();
    for (int i = 0; !closed.await(20, TimeUnit.MILLISECONDS); i++) {
      out.write(text.charAt(i % text.length()));
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listening.close();
    try {
      accepting.join(); // only then is nobody there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : open) {
      socket.close();
    }
  }
}
