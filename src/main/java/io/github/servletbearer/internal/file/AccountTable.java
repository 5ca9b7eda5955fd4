// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.file;

import io.github.servletbearer.internal.bytes.Utf8;
import io.github.servletbearer.internal.crypto.PasswordHash;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file of accounts: UTF-8, one account a line, blank lines, and lines that begin
 * with {@code #}. One invalid line makes the whole file invalid: half a file would lock out some
 * accounts and keep outdated rights for others. Immutable.
 */
public final class AccountTable<A extends AccountTable.Account> {
  private final Map<String, A> byName;
  private final PasswordHash decoy;

  private AccountTable(Map<String, A> byName) {
    this.byName = byName;
    List<PasswordHash> hashes = new ArrayList<>();
    for (A account : byName.values()) {
      PasswordHash hash = account.hash();
      if (hash != null) {
        hashes.add(hash);
      }
    }
    this.decoy = PasswordHash.decoy(hashes);
  }

  /** One line. */
  public interface Account {
    /** The name, of which the file has one. */
    String name();

    /** The hash of the password, or null where there is none. */
    @Nullable PasswordHash hash();
  }

  /**
   * Parses the content of a file.
   *
   * @param most accounts
   * @param form how a line is written, for error texts
   * @param parser parses a line, or throws {@code IllegalArgumentException} with the cure and
   *     without any text of the line
   * @throws InvalidFileException with the number of the first invalid line, or if there is none
   */
  public static <A extends Account> AccountTable<A> parse(
      byte[] bytes, int most, String form, Function<String, A> parser) throws InvalidFileException {
    byte[] content = Utf8.withoutMark(bytes);
    Map<String, A> byName = new HashMap<>();
    int number = 0;
    for (int start = 0; start < content.length; ) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      number++;
      try {
        String line = line(content, start, end);
        if (!isSkipped(line)) {
          add(byName, parser.apply(line), most);
        }
      } catch (IllegalArgumentException e) {
        throw new InvalidFileException("line " + number + ": " + e.getMessage());
      }
      start = end + 1;
    }
    if (byName.isEmpty()) { // or an editor has emptied it and is about to write
      throw new InvalidFileException("there is no account in it: write one a line, " + form);
    }
    return new AccountTable<>(byName);
  }

  private static String line(byte[] content, int start, int end) {
    boolean returned = end > start && content[end - 1] == '\r';
    try {
      return Utf8.decode(content, start, returned ? end - 1 : end);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8: save the file in that encoding", e);
    }
  }

  /** Zeros, which a copy that broke off may leave where lines should be, are no blanks. */
  private static boolean isSkipped(String line) {
    int first = 0;
    while (first < line.length() && (line.charAt(first) == ' ' || line.charAt(first) == '\t')) {
      first++;
    }
    return first == line.length() || line.charAt(first) == '#';
  }

  private static <A extends Account> void add(Map<String, A> byName, A account, int most) {
    if (byName.put(account.name(), account) != null) {
      throw new IllegalArgumentException("the same name is in a line above: remove one of the two");
    }
    if (byName.size() > most) {
      throw new IllegalArgumentException(
          "there are more than "
              + most
              + " accounts: keep them in a directory, a database or an identity provider");
    }
  }

  /** The account of this name, exactly; null where there is none. */
  public @Nullable A find(String name) {
    return byName.get(name);
  }

  /** The hash to check a password with: for an account without one, a hash that takes as long. */
  public PasswordHash hashOf(@Nullable A account) {
    PasswordHash hash = account == null ? null : account.hash();
    return hash == null ? decoy : hash;
  }
}
