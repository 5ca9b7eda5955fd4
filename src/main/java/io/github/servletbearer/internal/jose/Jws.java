// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import io.github.servletbearer.internal.bytes.Base64Url;
import io.github.servletbearer.internal.bytes.Words;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed token as it was received, parsed strictly and not verified: none of its content may be
 * trusted (RFC 7515 3.1, compact serialisation). Immutable.
 */
public final class Jws {
  /** The longest token that is read, in characters, however long the setting lets them be. */
  private static final int MAX_LENGTH = 65_536;

  private static final int MAX_HEADER_LENGTH = 4096;
  private static final int MAX_OWN_KEY_ID_LENGTH = 256;

  /**
   * Header members that change what is signed or how it is to be read (RFC 7515 4.1.11, RFC 7797 3,
   * RFC 7516 4.1). Who does not support them must refuse. Members that contain or name a key
   * ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) are not among them: they are ignored.
   */
  private static final String[] REFUSED = {"crit", "b64", "enc", "zip"};

  /** The {@code zip} of tokens that are not compressed, as ForgeRock AM writes it into each. */
  private static final String NOT_COMPRESSED = "NONE";

  private final byte[] text;
  private final int signedLength;
  private final byte[] payload;
  private final byte[] signature;
  private final Header header;

  private Jws(byte[] text, int signedLength, byte[] payload, byte[] signature, Header header) {
    this.text = text;
    this.signedLength = signedLength;
    this.payload = payload;
    this.signature = signature;
    this.header = header;
  }

  /**
   * A parsed header. Tokens of one issuer share it, so the header of a verified token can be passed
   * to {@link #parse(String, Header)} for the next one. It holds no secret. Immutable.
   */
  public static final class Header {
    private final String encoded;
    private final JwsAlgorithm algorithm;
    private final @Nullable String keyId;
    private final @Nullable String thumbprint;
    private final @Nullable String sha1Thumbprint;
    private final @Nullable String type;

    private Header(String encoded, Map<String, Object> members) throws JoseException {
      this.encoded = encoded;
      this.algorithm = Jws.algorithm(members);
      this.keyId = optional(members, "kid");
      this.thumbprint = stringOrNull(members.get("x5t#S256"));
      this.sha1Thumbprint = stringOrNull(members.get("x5t"));
      this.type = optional(members, "typ");
    }
  }

  /**
   * Parses a token.
   *
   * @throws JoseException if the alphabet, the number of dots, the base64url (RFC 4648 3.5, unused
   *     bits zero), the header's JSON, {@code alg}, {@code kid} or {@code typ} are invalid, or if
   *     the header has {@code crit}, {@code b64} or asks for encryption
   */
  public static Jws parse(String token) throws JoseException {
    return parse(token, null);
  }

  /** The same, faster where the header of the token is that of a valid one. */
  public static Jws parse(String token, @Nullable Header known) throws JoseException {
    if (token.length() > MAX_LENGTH) {
      throw new JoseException("token longer than " + MAX_LENGTH + " characters");
    }
    // What ISO 8859-1 does not have becomes a question mark, which is in no alphabet here.
    byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
    if (text.length != token.length()) { // a surrogate pair becomes one question mark
      throw new JoseException("a character that base64url does not have (RFC 7515 2)");
    }
    int firstDot = token.indexOf('.');
    int secondDot = token.indexOf('.', firstDot + 1);
    if (firstDot < 0 || secondDot < 0) {
      throw new JoseException("not a signed token: it does not have three parts");
    }
    if (token.indexOf('.', secondDot + 1) >= 0) {
      throw new JoseException(tooManyParts(token));
    }
    if (firstDot > MAX_HEADER_LENGTH) {
      throw new JoseException("token header longer than " + MAX_HEADER_LENGTH + " characters");
    }
    // The other parts, so every character, before the header is parsed.
    byte[] payload = decode(text, firstDot + 1, secondDot);
    byte[] signature = decode(text, secondDot + 1, text.length);
    if (signature.length == 0) {
      throw new JoseException("token without a signature");
    }
    String encoded = token.substring(0, firstDot);
    Header header =
        known != null && known.encoded.equals(encoded)
            ? known
            : new Header(encoded, members(decode(text, 0, firstDot)));
    return new Jws(text, secondDot, payload, signature, header);
  }

  private static byte[] decode(byte[] text, int from, int to) throws JoseException {
    try {
      return Base64Url.decode(text, from, to);
    } catch (IllegalArgumentException e) {
      throw new JoseException(String.valueOf(e.getMessage()));
    }
  }

  private static String tooManyParts(String token) {
    int dots = 0;
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) == '.') {
        dots++;
      }
    }
    return dots == 4
        ? "encrypted tokens (JWE) are not accepted"
        : "not a signed token: it has more than three parts";
  }

  private static Map<String, Object> members(byte[] json) throws JoseException {
    Map<String, Object> header;
    try {
      header = StrictJson.object(json);
    } catch (InvalidJsonException e) {
      throw new JoseException("token header: " + e.getMessage());
    }
    for (String name : REFUSED) {
      if (header.containsKey(name) && !isNotCompressed(name, header.get(name))) {
        throw new JoseException("token header with " + name + ", which is not supported");
      }
    }
    return header;
  }

  private static boolean isNotCompressed(String name, @Nullable Object value) {
    return name.equals("zip") && NOT_COMPRESSED.equals(value);
  }

  private static JwsAlgorithm algorithm(Map<String, Object> header) throws JoseException {
    JwsAlgorithm algorithm = JwsAlgorithm.of(string(header, "alg"));
    if (algorithm == null) {
      throw new JoseException("token header with an alg that is not supported");
    }
    return algorithm;
  }

  private static @Nullable String optional(Map<String, Object> header, String name)
      throws JoseException {
    return header.containsKey(name) ? string(header, name) : null;
  }

  /** Thumbprints help to choose and are no more than that, so others of them are ignored. */
  private static @Nullable String stringOrNull(@Nullable Object value) {
    return value instanceof String ? (String) value : null;
  }

  private static String string(Map<String, Object> header, String name) throws JoseException {
    Object value = header.get(name);
    if (value instanceof String) {
      return (String) value;
    }
    throw new JoseException("token header whose " + name + " is not a string");
  }

  /** Whether a text is 1 to 256 visible characters of ASCII, as the ids of our own keys are. */
  public static boolean isOwnKeyId(String text) {
    return text.length() <= MAX_OWN_KEY_ID_LENGTH && Words.isVisible(text);
  }

  /** The header's {@code alg}: what the token claims, to be compared with the key's own. */
  public JwsAlgorithm algorithm() {
    return header.algorithm;
  }

  /** The header, for {@link #parse(String, Header)} once the token is verified. */
  public Header header() {
    return header;
  }

  /** The header's {@code kid}, which may have any characters (RFC 7515 4.1.4), or null. */
  public @Nullable String keyId() {
    return header.keyId;
  }

  /** The header's {@code x5t#S256} (RFC 7515 4.1.8), or null where it is no string. */
  public @Nullable String thumbprint() {
    return header.thumbprint;
  }

  /** The header's {@code x5t} (RFC 7515 4.1.7), or null where it is no string. */
  public @Nullable String sha1Thumbprint() {
    return header.sha1Thumbprint;
  }

  /** The header's {@code typ}, or null. */
  public @Nullable String type() {
    return header.type;
  }

  /** The payload's bytes; not copied. */
  public byte[] payload() {
    return payload;
  }

  /** The token's characters; the first {@link #signedLength} are signed (RFC 7515 5.2). */
  public byte[] text() {
    return text;
  }

  public int signedLength() {
    return signedLength;
  }

  public byte[] signature() {
    return signature;
  }
}
