// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** A new key to sign tokens with, as a private JWK (RFC 7517). */
final class GeneratedKey {
  private GeneratedKey() {}

  static byte[] of(JwsAlgorithm algorithm) throws CommandFailedException {
    try {
      return SigningKeys.generate(algorithm);
    } catch (JoseException e) {
      throw new CommandFailedException(
          ProblemCode.BAD_COMMAND,
          "this Java cannot make a key for " + algorithm.header() + ".",
          "Take another algorithm, ES256 for example, or a newer Java.");
    }
  }

  /**
   * Writes a key to a file that is not there yet. It belongs to its owner alone from the moment on
   * in which it exists: a right that is taken away later may have been used before.
   */
  static void write(byte[] key, String name) throws CommandFailedException {
    try {
      Path file = Paths.get(name);
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              file,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownersAlone(file))) {
        write(key, channel, file);
      }
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailedException(
          ProblemCode.UNREADABLE_FILE,
          Redacted.line(name) + " is there already, and a key is never overwritten.",
          "Name a new file; the old key is still needed until its last token has expired.");
    } catch (IOException | InvalidPathException e) {
      throw new CommandFailedException(
          ProblemCode.UNREADABLE_FILE,
          "the key cannot be written to " + Redacted.line(name) + ".",
          "Name a file in a folder that exists and may be written to.");
    }
  }

  /** Half a key is no key: it goes again. */
  private static void write(byte[] key, SeekableByteChannel channel, Path file) throws IOException {
    try {
      for (ByteBuffer rest = ByteBuffer.wrap(key); rest.hasRemaining(); ) {
        channel.write(rest);
      }
    } catch (IOException e) {
      Files.delete(file);
      throw e;
    }
  }

  private static FileAttribute<?>[] ownersAlone(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
