// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Sha256Test {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashesTheExampleOfTheStandard() {
    assertEquals(OF_ABC, HexFormat.of().formatHex(Sha256.digest(bytes("abc"))));
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    assertEquals(
        0, IntStream.range(0, 20_000).parallel().filter(i -> !isRight("text " + i)).count());
  }

  private static boolean isRight(String text) {
    try {
      byte[] right = MessageDigest.getInstance("SHA-256").digest(bytes(text));
      return Arrays.equals(right, Sha256.digest(bytes(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a cryptographic device may have it. */
  @Test
  void needsNoCopies() throws Exception {
    URL[] classes = {Sha256.class.getProtectionDomain().getCodeSource().getLocation()};
    Security.insertProviderAt(new Uncopyable(), 1);
    try (URLClassLoader loader =
        new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
      Class<?> again = loader.loadClass(Sha256.class.getName());
      assertNotSame(Sha256.class, again);
      for (int i = 0; i < 2; i++) {
        byte[] hash = (byte[]) again.getMethod("digest", byte[].class).invoke(null, bytes("abc"));
        assertArrayEquals(bytes("Uncopyable abc"), hash);
      }
    } finally {
      Security.removeProvider(Uncopyable.NAME);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Its digests cannot be cloned, and show by their result that they are its own. */
  public static final class Uncopyable extends Provider {
    static final String NAME = "Uncopyable";
    private static final long serialVersionUID = 1;

    Uncopyable() {
      super(NAME, "1", "for a test");
      put("MessageDigest.SHA-256", Echo.class.getName());
    }

    public static final class Echo extends MessageDigestSpi {
      private String text = NAME + " ";

      @Override
      protected void engineUpdate(byte input) {
        text += (char) input;
      }

      @Override
      protected void engineUpdate(byte[] input, int offset, int length) {
        text += new String(input, offset, length, StandardCharsets.US_ASCII);
      }

      @Override
      protected byte[] engineDigest() {
        return bytes(text);
      }

      @Override
      protected void engineReset() {
        text = NAME + " ";
      }
    }
  }
}
