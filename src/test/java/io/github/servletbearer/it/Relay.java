// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to a server on this machine that passes bytes on as they are. It can be shut and opened
 * again, so that a test can have an outage without ending the server, and it knows what was asked
 * through it. Thread-safe.
 */
public final class Relay implements AutoCloseable {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int LONGEST_LINE = 64 * 1024;

  /** The end of a line, for a form has no line end of its own before the next request. */
  private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]+ /[^ ]*) HTTP/1\\.1\\r?$");

  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new ArrayList<>();
  private volatile int port;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean shut;

  private Relay(ServerSocket door) {
    this.door = door;
  }

  /** Opens on a free port; it leads nowhere until {@link #leadTo}. */
  static Relay start() {
    try {
      Relay relay = new Relay(new ServerSocket(0, 50, LOOPBACK));
      relay.inBackground(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Relay leadTo(int serverPort) {
    port = serverPort;
    return this;
  }

  /** {@code http://127.0.0.1:port}, without a slash at the end. */
  String address() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /**
   * Ends all connections, and each new one at once. The port stays taken, so that no other process
   * can answer in the meantime.
   */
  void shut() {
    shut = true;
    open.forEach(Relay::end);
  }

  void reopen() {
    shut = false;
  }

  /** How many requests with this text in their first line, as {@code "POST /x"}, went through. */
  synchronized long count(String text) {
    return requests.stream().filter(line -> line.contains(text)).count();
  }

  /** How many connections were opened, those that were ended at once included. */
  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        connections.incrementAndGet();
        open.add(client);
        if (shut) {
          end(client);
        } else {
          connect(client);
        }
      }
    } catch (IOException e) {
      shut(); // the door was closed
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(LOOPBACK, port);
      open.add(server);
      if (shut) {
        end(server);
      }
      inBackground(() -> pump(client, server, new Scan()));
      inBackground(() -> pump(server, client, null));
    } catch (IOException e) {
      end(client);
    }
  }

  private void pump(Socket from, Socket to, Scan scan) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (scan != null) {
          scan.read(buffer, count);
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // One of the two has gone.
    } finally {
      open.remove(from);
      open.remove(to);
      end(from);
      end(to);
    }
  }

  private void inBackground(Runnable work) {
    Thread thread = new Thread(work, "relay at " + door.getLocalPort());
    thread.setDaemon(true);
    thread.start();
  }

  private static void end(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    end(door);
  }

  /** Finds the request lines in what one client sends. */
  private final class Scan {
    private final StringBuilder line = new StringBuilder();

    void read(byte[] bytes, int count) {
      for (int i = 0; i < count; i++) {
        if (bytes[i] != '\n') {
          line.append((char) bytes[i]);
        }
        if (bytes[i] == '\n' || line.length() == LONGEST_LINE) {
          note();
          line.setLength(0);
        }
      }
    }

    private void note() {
      Matcher request = REQUEST_LINE.matcher(line);
      if (request.find()) {
        synchronized (Relay.this) {
          requests.add(request.group(1));
        }
      }
    }
  }
}
