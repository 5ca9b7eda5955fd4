// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The software of a server, from the local Maven repository. What is not there is fetched by Maven,
 * so that its mirrors and checksums apply; archives are unpacked once, below {@code target}.
 */
public final class Distribution {

  private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:";
  private static final int MINUTES = 10;

  private Distribution() {}

  /** The unpacked folder, or the JAR itself where the server is one JAR. */
  public static synchronized Path of(ServerKind kind) {
    if (kind == ServerKind.TOMCAT_9 && System.getProperty("tomcat9.home") != null) {
      return Kit.path("tomcat9.home"); // unpacked by the build, for the run command, too
    }
    Artifact artifact = Artifact.parse(kind.artifact());
    Path file = fetch(kind.title(), artifact);
    return artifact.type().equals("jar") ? file : unpacked(artifact, file);
  }

  /** JARs by their coordinates, {@code group:artifact:version}, without dependencies. */
  public static synchronized List<Path> jars(String... coordinates) {
    return Stream.of(coordinates)
        .map(Artifact::parse)
        .map(artifact -> fetch(artifact.name(), artifact))
        .toList();
  }

  /** The JAR of an embedded server and all that it depends on. */
  public static synchronized List<Path> classPath(ServerKind kind) {
    Artifact artifact = Artifact.parse(kind.artifact());
    Path folder = Kit.target("containers", artifact.artifactId() + "-" + artifact.version());
    Path list = folder.resolve("class-path");
    List<Path> known = Files.exists(list) ? paths(Kit.read(list)) : List.of();
    if (!known.isEmpty() && known.stream().allMatch(Files::exists)) {
      return known;
    }
    Path pom = folder.resolve("pom.xml");
    Kit.write(pom, artifact.pom());
    maven(
        kind.title(),
        artifact,
        List.of("-f", pom.toString(), PLUGIN + "build-classpath", "-Dmdep.outputFile=" + list));
    return paths(Kit.read(list));
  }

  private static List<Path> paths(String classPath) {
    return Stream.of(classPath.strip().split(File.pathSeparator)).map(Path::of).toList();
  }

  private static Path fetch(String title, Artifact artifact) {
    Path file = Kit.path("maven.repository").resolve(artifact.path());
    if (!Files.exists(file)) {
      maven(
          title,
          artifact,
          List.of(PLUGIN + "get", "-Dartifact=" + artifact.coordinates(), "-Dtransitive=false"));
    }
    if (!Files.exists(file)) {
      throw unavailable(title, artifact, "Maven did not store " + file);
    }
    return file;
  }

  private static void maven(String title, Artifact artifact, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home", "")).resolve("bin/mvn").toString());
    command.addAll(List.of("-B", "-q", "-Dmaven.repo.local=" + Kit.path("maven.repository")));
    command.addAll(arguments);
    Path log = Kit.target("containers", "maven.log");
    try {
      Files.createDirectories(log.getParent());
      // In a folder without a project, so that Maven does not read that of the tests.
      Process process =
          new ProcessBuilder(command)
              .directory(log.getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw unavailable(title, artifact, "Maven did not end within " + MINUTES + " minutes");
      }
      if (process.exitValue() != 0) {
        throw unavailable(title, artifact, "Maven failed, see " + log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static AssertionError unavailable(String title, Artifact artifact, String reason) {
    return new AssertionError(
        title
            + " ("
            + artifact.coordinates()
            + ") is not available: "
            + reason
            + "; run \"mvn dependency:get -Dtransitive=false -Dartifact="
            + artifact.coordinates()
            + "\" where there is a network.");
  }

  private static Path unpacked(Artifact artifact, Path archive) {
    Path home = Kit.target("containers", artifact.name());
    if (Files.exists(home)) {
      return home;
    }
    // Unpacked beside it and renamed at the end: a folder that is there is complete.
    Path folder = Kit.emptyDirectory(Kit.target("containers", artifact.name() + ".part"));
    try {
      if (artifact.type().equals("zip")) {
        unzip(archive, folder);
      } else {
        untar(archive, folder);
      }
      Files.move(onlyFolder(folder), home);
      Kit.deleteTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return home;
  }

  private static void untar(Path archive, Path folder) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    try {
      if (tar.waitFor() != 0) {
        throw new IOException("tar cannot unpack " + archive);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void unzip(Path archive, Path folder) throws IOException {
    // With permissions: the start scripts must stay executable.
    try (FileSystem zip =
            FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", "true"));
        Stream<Path> walk = Files.walk(zip.getPath("/"))) {
      for (Path entry : (Iterable<Path>) walk::iterator) {
        Path destination = folder.resolve(entry.toString().substring(1));
        if (Files.isDirectory(entry)) {
          Files.createDirectories(destination);
        } else {
          Files.copy(entry, destination, StandardCopyOption.COPY_ATTRIBUTES);
          Files.setPosixFilePermissions(destination, Files.getPosixFilePermissions(entry));
        }
      }
    }
  }

  /** Each of these archives has one folder at its top. */
  private static Path onlyFolder(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      List<Path> found = list.toList();
      if (found.size() != 1) {
        throw new IOException("One folder was expected, not " + found);
      }
      return found.get(0);
    }
  }

  /** Maven coordinates: {@code group:artifact:version[:type[:classifier]]}. */
  private record Artifact(
      String groupId, String artifactId, String version, String type, String classifier) {

    static Artifact parse(String coordinates) {
      String[] parts = coordinates.split(":", -1);
      return new Artifact(
          parts[0],
          parts[1],
          parts[2],
          parts.length > 3 ? parts[3] : "jar",
          parts.length > 4 ? parts[4] : "");
    }

    String coordinates() {
      String all = String.join(":", groupId, artifactId, version, type);
      return classifier.isEmpty() ? all : all + ":" + classifier;
    }

    String name() {
      String name = artifactId + "-" + version;
      return classifier.isEmpty() ? name : name + "-" + classifier;
    }

    /** Where the local repository keeps it. */
    String path() {
      return String.join("/", groupId.replace('.', '/'), artifactId, version, name() + "." + type);
    }

    String pom() {
      return """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>io.github.servletbearer</groupId>
        <artifactId>class-path</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <dependencies>
          <dependency>
            <groupId>%s</groupId>
            <artifactId>%s</artifactId>
            <version>%s</version>
          </dependency>
        </dependencies>
      </project>
      """
          .formatted(groupId, artifactId, version);
    }
  }
}
