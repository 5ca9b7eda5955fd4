// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors of servers in an application that lead to servlets past the filters on their paths,
 * without a trace in what the container lists. They are searched for a word, not read. A filter
 * that judges every request judges these, too.
 */
public final class ServerDescriptors {
  private enum Sign {
    /** Seen: 9.4.58, 10.0.25. */
    JETTY(
        ServletContainer.JETTY,
        "Rewrite(?:Regex|Pattern)Rule",
        "inside of the application, Jetty then chooses filters by the new path and the servlet by"
            + " the old one",
        "Rewrite before the application, by Jetty's module rewrite",
        "jetty-web.xml",
        "jetty8-web.xml",
        "web-jetty.xml"),
    /** Seen: 26.0.0.3 with {@code disallowServeServletsByClassname="false"}. */
    IBM(
        ServletContainer.LIBERTY,
        "(?:enable-serving-servlets-by-class-name\\s+value|serveServletsByClassnameEnabled)"
            + "\\s*=\\s*[\"']true[\"']",
        "the server may run each servlet at /servlet/ and its name or class, too",
        "Write false",
        "ibm-web-ext.xml",
        "ibm-web-ext.xmi"),
    /** Seen: 4.0.66. */
    RESIN(
        ServletContainer.RESIN,
        "url-regexp|\\binvoker\\b",
        "Resin does not list which servlets run there",
        "Map each servlet by url-pattern and by its name",
        "resin-web.xml");

    private final ServletContainer container;
    private final String word;
    private final String effect;
    private final String cure;

    @SuppressWarnings("ImmutableEnumChecker") // nothing changes it
    private final List<String> files;

    Sign(ServletContainer container, String word, String effect, String cure, String... files) {
      this.container = container;
      this.word = word;
      this.effect = effect;
      this.cure = cure;
      this.files = Collections.unmodifiableList(Arrays.asList(files));
    }
  }

  /** The files of the application. */
  public interface Files {
    /** Opens a file by its path, which begins with a slash; null where there is none. */
    @Nullable InputStream file(String path) throws IOException;
  }

  private ServerDescriptors() {}

  /** Adds a problem for each that this container reads, unless every request is judged. */
  public static void require(
      ServletContainer container, Files files, Protection protection, Problems problems) {
    add(container, false, files, protection, problems);
  }

  /** As {@link #require}, with a warning for each that another container would read. */
  public static void requireAndWarn(
      ServletContainer container, Files files, Protection protection, Problems problems) {
    add(container, true, files, protection, problems);
  }

  private static void add(
      ServletContainer container,
      boolean others,
      Files files,
      Protection protection,
      Problems problems) {
    if (!protection.locksPartly()) {
      return;
    }
    for (Sign sign : Sign.values()) {
      boolean reads = container == sign.container || container == ServletContainer.UNKNOWN;
      for (String file : sign.files) {
        String found = reads || others ? find(sign.word, "/WEB-INF/" + file, files) : null;
        if (found != null) {
          problems.add(
              reads,
              ProblemCode.SERVER_DESCRIPTOR,
              String.format(
                  "WEB-INF/%s has %s: %s, past a bearer filter that is mapped to some paths.",
                  file, Redacted.line(found), sign.effect),
              sign.cure + ", or map the filter to /* without exclude.");
        }
      }
    }
  }

  /** The first such word of the file, comments left out, or null. */
  private static @Nullable String find(String word, String path, Files files) {
    try (InputStream in = files.file(path)) {
      if (in == null) {
        return null;
      }
      String xml = new String(Streams.readAll(in), StandardCharsets.ISO_8859_1);
      Matcher matcher = Pattern.compile(word).matcher(xml.replaceAll("(?s)<!--.*?-->", ""));
      return matcher.find() ? matcher.group() : null;
    } catch (IOException e) { // the container cannot read it either
      return null;
    }
  }
}
