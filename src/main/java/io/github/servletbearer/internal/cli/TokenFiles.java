// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.bytes.Utf8;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Paths;

/** Reads what {@code explain} is given beside the application: a token, keys. */
final class TokenFiles {
  /** In bytes; no setting lets a token be as long. */
  private static final int MAX_TOKEN = 256 * 1024;

  private TokenFiles() {}

  /**
   * The text of a token's file without white space around it. No message repeats the argument,
   * which may be the token itself.
   */
  static String token(String file) throws CommandFailedException {
    try (InputStream in = Files.newInputStream(Paths.get(file))) {
      return token(in);
    } catch (IOException | InvalidPathException e) {
      throw new CommandFailedException(
          ProblemCode.UNREADABLE_FILE,
          "the token's file cannot be read"
              + (e instanceof NoSuchFileException ? ": there is no such file." : "."),
          "Name a file, or send the token to standard input. The token itself is never an argument,"
              + " which the list of processes and the shell's history would show.");
    }
  }

  static String token(InputStream in) throws CommandFailedException {
    byte[] bytes;
    try {
      bytes = Streams.readAtMost(in, MAX_TOKEN);
    } catch (IOException e) {
      throw noToken("standard input cannot be read.");
    }
    if (bytes.length > MAX_TOKEN) {
      throw noToken("there are more than " + MAX_TOKEN + " bytes, which is no token.");
    }
    String token = new String(bytes, charset(bytes)).replace("\ufeff", "").trim();
    if (token.isEmpty()) {
      throw noToken("there is no token.");
    }
    return token;
  }

  /** UTF-16 by its byte order mark, as PowerShell writes files; else UTF-8. */
  private static Charset charset(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return first == 0xfffe || first == 0xfeff ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  private static CommandFailedException noToken(String text) {
    return new CommandFailedException(
        ProblemCode.BAD_COMMAND, text, "Name the token's file, or send it to standard input.");
  }

  /** The bytes of a key set, without a byte order mark. */
  static byte[] keys(String file, int most) throws CommandFailedException {
    try (InputStream in = Files.newInputStream(Paths.get(file))) {
      byte[] bytes = Streams.readAtMost(in, most);
      if (bytes.length > most) {
        throw badKeys(file, "it has more than " + most + " bytes");
      }
      return Utf8.withoutMark(bytes);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw badKeys(file, "there is no such file");
    } catch (IOException e) {
      throw badKeys(file, "it cannot be read");
    }
  }

  static CommandFailedException badKeys(String file, String reason) {
    return new CommandFailedException(
        ProblemCode.UNREADABLE_FILE,
        Redacted.line(file) + " is no key set: " + Redacted.line(reason) + ".",
        "Save what the provider answers at its jwks_uri (RFC 7517 5).");
  }
}
