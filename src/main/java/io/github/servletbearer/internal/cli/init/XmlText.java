// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of an XML file, and the way back to its bytes. Immutable. */
final class XmlText {
  private static final Pattern DECLARATION =
      Pattern.compile("<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*>");

  /** In bytes; a declaration stands at the beginning. */
  private static final int MAX_DECLARATION = 512;

  private final byte[] mark;
  private final Charset charset;
  private final String text;

  private XmlText(byte[] mark, Charset charset, String text) {
    this.mark = mark;
    this.charset = charset;
    this.text = text;
  }

  /**
   * Decodes a file as XML processors do (XML 1.0, appendix F).
   *
   * @throws InitException if its encoding is unknown, or the bytes would not come back as they are
   */
  static XmlText of(byte[] file) throws InitException {
    byte[] mark = mark(file);
    Charset charset = charset(file, mark);
    byte[] content = Arrays.copyOfRange(file, mark.length, file.length);
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      boolean isXml = text.indexOf('\0') < 0; // it has none, but as four bytes for a character
      if (isXml && Arrays.equals(content, text.getBytes(charset))) {
        return new XmlText(mark, charset, text);
      }
    } catch (CharacterCodingException | UnsupportedOperationException e) {
      // refused below
    }
    throw notEditable("web.xml is not written in its encoding, " + charset.name() + ".");
  }

  private static InitException notEditable(String text) {
    return new InitException(text, "Save it in UTF-8, or paste the block by hand.");
  }

  /** The byte order mark, which may be empty. */
  private static byte[] mark(byte[] file) {
    int length = startsWith(file, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    length = startsWith(file, 0xFE, 0xFF) || startsWith(file, 0xFF, 0xFE) ? 2 : length;
    return Arrays.copyOf(file, length);
  }

  private static Charset charset(byte[] file, byte[] mark) throws InitException {
    if (startsWith(file, 0xFE, 0xFF) || startsWith(file, 0, '<', 0, '?')) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(file, 0xFF, 0xFE) || startsWith(file, '<', 0, '?', 0)) {
      return StandardCharsets.UTF_16LE;
    }
    int length = Math.min(file.length, MAX_DECLARATION);
    String head = new String(file, 0, length, StandardCharsets.ISO_8859_1);
    Matcher declaration = DECLARATION.matcher(head.substring(mark.length));
    if (mark.length > 0 || !declaration.lookingAt()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(declaration.group(1));
    } catch (IllegalArgumentException e) {
      throw notEditable("web.xml has the encoding " + declaration.group(1) + ", which is unknown.");
    }
  }

  private static boolean startsWith(byte[] file, int... octets) {
    for (int i = 0; i < octets.length; i++) {
      if (i >= file.length || (file[i] & 0xFF) != octets[i]) {
        return false;
      }
    }
    return true;
  }

  String text() {
    return text;
  }

  /** The bytes of another text in the same encoding. */
  byte[] encode(String other) {
    byte[] content = other.getBytes(charset);
    byte[] file = Arrays.copyOf(mark, mark.length + content.length);
    System.arraycopy(content, 0, file, mark.length, content.length);
    return file;
  }
}
