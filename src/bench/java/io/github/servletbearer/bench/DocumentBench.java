// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import io.github.servletbearer.internal.deployment.ContainerParts;
import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.Superclasses;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.openapi.OpenApiDocument;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The document of an application of 1,000 servlets and 2,000 methods of JAX-RS resources: the first
 * one of a JVM, which loads all classes for it and runs mostly uncompiled, as the first who opens
 * the docs page finds it; the second, and the eleventh.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Measurement(iterations = 1)
@Fork(value = 3, jvmArgs = "-XX:+UseSerialGC")
public class DocumentBench {
  private static final int SERVLETS = 1_000;
  private static final int RESOURCES = 100;
  private static final int METHODS = 20;

  private final GeneratedClasses files = new GeneratedClasses();
  private Settings settings;
  private Coverage coverage;
  private byte[] json;

  /** Writes web.xml and class files, and does what the start has done before. */
  @Setup
  public void prepare() throws IOException {
    StringBuilder xml = new StringBuilder("<web-app>");
    for (int i = 0; i < SERVLETS; i++) {
      String name = "com.example.Servlet" + i;
      files.addServlet(name);
      servlet(xml, "s" + i, name, "/app/s" + i);
    }
    for (int i = 0; i < RESOURCES; i++) {
      files.addResource("com.example.Resource" + i, "r" + i, METHODS);
    }
    servlet(xml, "rest", "org.glassfish.jersey.servlet.ServletContainer", "/api/*");
    servlet(xml, "bearer", "io.github.servletbearer.BearerServlet", "/token");
    xml.append("<filter><filter-name>f</filter-name>");
    xml.append("<filter-class>io.github.servletbearer.BearerFilter</filter-class></filter>");
    xml.append("<filter-mapping><filter-name>f</filter-name>");
    xml.append("<url-pattern>/api/*</url-pattern><url-pattern>/app/*</url-pattern>");
    xml.append("</filter-mapping></web-app>");
    byte[] bytes = xml.toString().getBytes(StandardCharsets.UTF_8);
    ContainerParts parts = ServletContainer.TOMCAT.parts();
    Deployment deployment =
        Deployment.described(
            WebXml.parse(new ByteArrayInputStream(bytes)), parts, Superclasses.UNKNOWN, List.of());
    settings = SettingsReader.read(deployment, Sources.ofProcess(Map.of()), "Shop", new Problems());
    coverage = settings.coverage(deployment);
  }

  private static void servlet(StringBuilder xml, String name, String className, String pattern) {
    xml.append("<servlet><servlet-name>").append(name).append("</servlet-name><servlet-class>");
    xml.append(className).append("</servlet-class></servlet><servlet-mapping><servlet-name>");
    xml.append(name).append("</servlet-name><url-pattern>").append(pattern);
    xml.append("</url-pattern></servlet-mapping>");
  }

  /** As it is sent. */
  @Benchmark
  @Warmup(iterations = 0)
  public byte[] first() {
    return document();
  }

  /** The same once its classes are there. */
  @Benchmark
  @Warmup(iterations = 1)
  public byte[] second() {
    return document();
  }

  /** The same once the code has been compiled. */
  @Benchmark
  @Warmup(iterations = 10)
  public byte[] eleventh() {
    return document();
  }

  private byte[] document() {
    json = OpenApiDocument.of(settings, coverage, files, OpenApiFile.NONE).json();
    return json;
  }

  /** Nothing is missing in what was measured. */
  @TearDown
  public void count() {
    if (count(json, "\"operationId\"") < SERVLETS + RESOURCES * METHODS) {
      throw new IllegalStateException("the document lacks operations");
    }
  }

  private static int count(byte[] json, String word) {
    return new String(json, StandardCharsets.UTF_8).split(word, -1).length - 1;
  }
}
