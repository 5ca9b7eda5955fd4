// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import io.github.servletbearer.it.Kit;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL on a free port of 127.0.0.1, which ends with the tests at the latest. It is
 * that of Debian's package {@code postgresql}; where there is none, the tests are skipped, and fail
 * with {@code -Dpostgresql.required=true}. It runs as the user {@code postgres} where the tests run
 * as root, since it refuses to run as root.
 */
public final class PostgresqlServer implements AutoCloseable {
  /** Its superuser, who needs no password. */
  public static final String USER = "bearer";

  private static final String CURE =
      "The tests with PostgreSQL are skipped: apt-get install postgresql, whose initdb and pg_ctl"
          + " they run.";
  private static final String OTHER_USER = "postgres";

  /** Which of several JVMs that run tests at the same time. */
  private static final String JVM = "jvm-" + ProcessHandle.current().pid();

  private static PostgresqlServer shared; // guarded by the class

  private final Path programs;
  private final Path folder;
  private final int port;
  private final String options;

  private PostgresqlServer(Path programs, Path folder, String options) {
    this.programs = programs;
    this.folder = folder;
    this.port = freePort();
    this.options =
        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' " + options;
  }

  /**
   * Starts a server of its own.
   *
   * @param name that of its folder
   * @param options of its command line, such as {@code -c fsync=off}
   */
  public static PostgresqlServer start(String name, String options) {
    Path programs = programs();
    if (programs == null && Boolean.getBoolean("postgresql.required")) {
      throw new AssertionError(CURE);
    }
    Assumptions.assumeTrue(programs != null, CURE);
    PostgresqlServer server = new PostgresqlServer(programs, emptyFolder(name), options);
    asOther(server.program("initdb"), "-N", "-A", "trust", "-U", USER, "-D", server.data());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end of " + name));
    server.restart();
    return server;
  }

  /** The server of all tests of this JVM that do nothing to it: each has tables of its own. */
  public static synchronized PostgresqlServer shared() {
    if (shared == null) {
      shared = start("shared", "-c fsync=off -c max_connections=200");
    }
    return shared;
  }

  private static Path programs() {
    Path all = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(all)) {
      return null;
    }
    try (Stream<Path> versions = Files.list(all)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Path::compareTo)
          .orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Below target; where another user cannot enter it, in the folder for temporary files. */
  private static Path emptyFolder(String name) {
    try {
      Path below = Files.createDirectories(Kit.target("postgresql", JVM));
      Path folder =
          code(other("test", "-x", below.toString())) == 0
              ? Kit.emptyDirectory(below.resolve(name))
              : Files.createTempDirectory("servlet-bearer-postgresql");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      if (isRoot()) {
        run(List.of("chown", OTHER_USER, folder.toString()));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return url(port);
  }

  /** The address of the same database through another port. */
  public static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Connections without a pool. */
  public PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(USER);
    return source;
  }

  /** Starts it again after {@link #kill}, and returns when it serves. */
  public void restart() {
    asOther(program("pg_ctl"), "-D", data(), "-w", "-l", folder + "/log", "-o", options, "start");
  }

  /** Ends all its processes at once, as {@code kill -9} does. */
  public void kill() {
    ProcessHandle main = postmaster();
    List<ProcessHandle> all = new ArrayList<>(List.of(main));
    all.addAll(main.descendants().toList());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  /** Stops all its processes where they are: connections stay open, and nothing answers. */
  public void freeze() {
    signal("STOP");
  }

  /** Continues them. */
  public void thaw() {
    signal("CONT");
  }

  /** What it has logged. */
  String log() {
    return Kit.read(folder.resolve("log"));
  }

  private void signal(String signal) {
    ProcessHandle main = postmaster();
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal, "" + main.pid()));
    code(command); // first the one that starts others
    main.descendants().forEach(each -> code(List.of("kill", "-" + signal, "" + each.pid())));
  }

  private ProcessHandle postmaster() {
    String first = Kit.read(Path.of(data(), "postmaster.pid")).lines().findFirst().orElseThrow();
    return ProcessHandle.of(Long.parseLong(first.strip())).orElseThrow();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private String program(String name) {
    return programs.resolve(name).toString();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static List<String> other(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("runuser", "-u", OTHER_USER, "--"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private static void asOther(String... command) {
    run(other(command));
  }

  private static void run(List<String> command) {
    int code = code(command);
    if (code != 0) {
      throw new AssertionError(
          String.join(" ", command) + " ended with " + code + ": " + Kit.read(output()));
    }
  }

  private static int code(List<String> command) {
    try {
      Files.createDirectories(output().getParent());
      return new ProcessBuilder(command)
          .directory(new File("/"))
          .redirectErrorStream(true)
          .redirectOutput(output().toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path output() {
    return Kit.target("postgresql", JVM, "command-" + Thread.currentThread().getId() + ".log");
  }

  @Override
  public void close() {
    try {
      if (Files.exists(folder)) {
        kill();
        Kit.deleteTree(folder);
      }
    } catch (UncheckedIOException | java.util.NoSuchElementException e) {
      // It does not run: there is nothing to end.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
