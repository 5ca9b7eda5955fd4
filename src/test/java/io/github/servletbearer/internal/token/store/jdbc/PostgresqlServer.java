// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tomcat.dbcp.dbcp2.BasicDataSource;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL for the tests of this process: one cluster, which stops with the process. It is
 * that of Debian's package {@code postgresql}; where there is none, tests skip.
 */
final class PostgresqlServer {
  private static final String ADVICE =
      "no PostgreSQL here: apt-get install postgresql, whose initdb and pg_ctl these tests run";

  private static final String UNREACHABLE =
      " is not reachable for the user postgres, as which a root user's tests run PostgreSQL: move"
          + " the project to a folder that others may enter, or do not run the tests as root";

  private static PostgresqlServer running; // guarded by the class

  private final Path programs;
  private final Path data;
  private final int port;
  private final BasicDataSource pool;

  private PostgresqlServer(Path programs) throws IOException, InterruptedException {
    this.programs = programs;
    this.data =
        Files.createTempDirectory(
            new File("target").getAbsoluteFile().toPath(),
            "postgresql",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    if (isRoot()) {
      run("chown", "postgres", data.toString());
    }
    Assumptions.assumeTrue(isReachable(), data + UNREACHABLE);
    asOther(program("initdb"), "-N", "-A", "trust", "-U", "bearer", "-D", data + "/db");
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    asOther(
        program("pg_ctl"),
        "-D",
        data + "/db",
        "-w",
        "-l",
        data + "/log",
        "-o",
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=120"
            + " -c unix_socket_directories=''",
        "start");
    pool = newPool(60);
  }

  /** The server, started when it is first asked for. */
  static synchronized PostgresqlServer start() throws IOException, InterruptedException {
    if (running == null) {
      Path programs = programs();
      Assumptions.assumeTrue(programs != null, ADVICE);
      running = new PostgresqlServer(programs);
    }
    return running;
  }

  private static Path programs() throws IOException {
    Path all = new File("/usr/lib/postgresql").toPath();
    if (!Files.isDirectory(all)) {
      return null;
    }
    try (Stream<Path> versions = Files.list(all)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Path::compareTo)
          .orElse(null);
    }
  }

  /** Tomcat's own pool, one for all tests. */
  BasicDataSource pool() {
    return pool;
  }

  /** A pool of Tomcat's for so many connections. */
  BasicDataSource newPool(int connections) {
    BasicDataSource source = new BasicDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
    source.setUsername("bearer");
    source.setMaxTotal(connections);
    source.setMaxIdle(connections);
    return source;
  }

  /** Lets all its processes stand still. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets them go on. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Files.readAllLines(data.resolve("db/postmaster.pid")).get(0);
    List<String> command = new ArrayList<>(List.of("kill", "-" + name, pid));
    ProcessHandle.of(Long.parseLong(pid))
        .orElseThrow()
        .children()
        .forEach(child -> command.add(Long.toString(child.pid())));
    asOther(command.toArray(new String[0]));
  }

  private boolean isReachable() throws IOException, InterruptedException {
    try {
      asOther("test", "-w", data.toString());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String program(String name) {
    return programs.resolve(name).toString();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** PostgreSQL does not run as root. */
  private static void asOther(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    all.addAll(List.of(command));
    run(all.toArray(new String[0]));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("servlet-bearer", ".log");
    int code =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String output = Files.readString(log);
    Files.delete(log);
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code + ": " + output);
    }
  }

  private void stop() {
    try {
      asOther(program("pg_ctl"), "-D", data + "/db", "-m", "immediate", "stop");
      run("rm", "-rf", data.toString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
