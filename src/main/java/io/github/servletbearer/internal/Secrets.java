// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.bytes.Utf8;
import io.github.servletbearer.internal.file.FilePermissions;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.SecretReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches secrets from where settings say that they are; one that is missing is a problem that
 * stops the deployment. Keeps no secret and shows none in a message. Not thread-safe.
 */
final class Secrets {
  private static final int MAX_BYTES = 64 * 1024;
  private static final String ENVIRONMENT = "java:comp/env/";

  private final Problems problems;

  Secrets(Problems problems) {
    this.problems = problems;
  }

  /** The secret's bytes; or null where it is missing or empty, after reporting that. */
  byte @Nullable [] bytes(Setting<?> setting, SecretReference reference) {
    byte[] found;
    try {
      found = find(reference);
    } catch (IOException | NamingException | InvalidPathException e) {
      found = null;
    }
    boolean usable = found != null && found.length > 0 && found.length <= MAX_BYTES;
    if (!usable) {
      problems.error(
          ProblemCode.BAD_SECRET,
          setting.key() + " names " + reference + ", where there is nothing that can be read.",
          cure(reference));
      return null;
    }
    if (reference.kind() == SecretReference.Kind.FILE) {
      warnIfPublic(setting, reference);
    }
    return found;
  }

  /** A secret that is a text in UTF-8, without line breaks at its end, which editors add. */
  @Nullable String text(Setting<?> setting, SecretReference reference) {
    byte[] bytes = bytes(setting, reference);
    if (bytes == null) {
      return null;
    }
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    try {
      return Utf8.decode(bytes, 0, end);
    } catch (CharacterCodingException e) {
      problems.error(
          ProblemCode.BAD_SECRET,
          setting.key() + " names " + reference + ", which is not UTF-8.",
          "Save it in that encoding.");
      return null;
    }
  }

  /** Reports a key or secret that was found and cannot be used. */
  void unusable(Setting<?> setting, String reason) {
    problems.error(
        ProblemCode.BAD_SECRET,
        setting.key() + " names what cannot be used: " + reason + ".",
        "Fix it, or make a new one with \"java -jar servlet-bearer-all.jar genkey\".");
  }

  private static byte @Nullable [] find(SecretReference reference)
      throws IOException, NamingException {
    switch (reference.kind()) {
      case FILE:
        return read(Paths.get(reference.name()));
      case ENV:
        return utf8(System.getenv(reference.name()));
      default:
        return utf8(lookup(reference.name()));
    }
  }

  /** The name comes from a setting and is limited to the container's own naming context. */
  @SuppressWarnings("BanJNDI")
  private static Object lookup(String name) throws NamingException {
    return new InitialContext().lookup(name.startsWith("java:") ? name : ENVIRONMENT + name);
  }

  private static byte @Nullable [] utf8(@Nullable Object value) {
    if (value instanceof byte[]) {
      return ((byte[]) value).clone();
    }
    return value instanceof String ? ((String) value).getBytes(StandardCharsets.UTF_8) : null;
  }

  private static byte @Nullable [] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) { // a pipe could keep the start waiting for ever
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Utf8.withoutMark(Streams.readAtMost(in, MAX_BYTES));
    }
  }

  private static String cure(SecretReference reference) {
    switch (reference.kind()) {
      case FILE:
        return "Create the file, a regular one of 64 KiB at most, and let the container's user read it.";
      case ENV:
        return "Set the environment variable for the container's process.";
      default:
        return "Define the JNDI entry as a text in the container or in web.xml's env-entry.";
    }
  }

  private void warnIfPublic(Setting<?> setting, SecretReference reference) {
    if (FilePermissions.areOpenToOthers(Paths.get(reference.name()))) {
      problems.warning(
          ProblemCode.BAD_SECRET,
          setting.key() + " names " + reference + ", which every user of the machine can read.",
          "Let only the container's user read it: chmod 600.");
    }
  }
}
