// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The network before a server, the nodes' database for one: bytes can be late, or be lost without
 * notice to either side. Connections that were there at a loss never work again, as those that a
 * firewall has forgotten. Thread-safe.
 */
public final class Cable implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket door;
  private final int target;
  private volatile long delayNanos;
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean isCut;

  private Cable(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  public static Cable to(int port) {
    try {
      Cable cable = new Cable(new ServerSocket(0, 100, LOOPBACK), port);
      inBackground(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /** Each piece of data is so late, in either direction. */
  public void delay(long millis) {
    delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Loses all bytes from now on. */
  public void cut() {
    cuts.incrementAndGet();
    isCut = true;
  }

  /** New connections work again; the old ones stay silent. */
  public void join() {
    isCut = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        open.add(client);
        connect(client);
      }
    } catch (IOException e) {
      close();
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(LOOPBACK, target);
      open.add(server);
      int born = isCut ? -1 : cuts.get();
      inBackground(() -> pump(client, server, born));
      inBackground(() -> pump(server, client, born));
    } catch (IOException e) {
      end(client); // the server does not run
    }
  }

  private void pump(Socket from, Socket to, int born) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        LockSupport.parkNanos(delayNanos);
        if (born == cuts.get()) {
          out.write(buffer, 0, count);
        }
      }
    } catch (IOException e) {
      // One of the two has gone.
    } finally {
      end(from);
      if (born == cuts.get()) {
        end(to);
      }
    }
  }

  private void end(Closeable socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    end(door);
    open.forEach(this::end);
  }
}
