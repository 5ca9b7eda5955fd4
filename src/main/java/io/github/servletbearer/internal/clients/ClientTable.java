// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.file.LineFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a clients file: UTF-8, one client a line (see {@link Client}), blank lines, and
 * lines that begin with {@code #}. One bad line and there is no table at all. Immutable.
 */
final class ClientTable {
  private static final int MAX_CLIENTS = 1_000;

  private final Map<String, Client> byId;
  private final PasswordHash decoy;

  private ClientTable(Map<String, Client> byId) {
    this.byId = byId;
    List<PasswordHash> hashes = new ArrayList<>();
    byId.values().forEach(client -> hashes.add(client.hash()));
    this.decoy = PasswordHash.decoy(hashes);
  }

  /**
   * Reads the content of a file.
   *
   * @param leastIterations of each hash
   * @throws InvalidFileException with the number of the first bad line, or if there is no client
   */
  static ClientTable parse(byte[] content, int leastIterations) throws InvalidFileException {
    Map<String, Client> byId = new HashMap<>();
    LineFile.read(content, line -> add(byId, Client.parse(line, leastIterations)));
    if (byId.isEmpty()) {
      throw new InvalidFileException("there is no client in it: write id:hash:grants:scopes");
    }
    return new ClientTable(byId);
  }

  private static void add(Map<String, Client> byId, Client client) {
    if (byId.put(client.id(), client) != null) {
      throw new IllegalArgumentException("the same id is in a line above: remove one of the two");
    }
    if (byId.size() > MAX_CLIENTS) {
      throw new IllegalArgumentException(
          "there are more than "
              + MAX_CLIENTS
              + " clients: an identity provider is the place for so many");
    }
  }

  /** The client of this id, exactly; null where there is none. */
  @Nullable Client find(String id) {
    return byId.get(id);
  }

  /** What a secret is compared with: for an unknown client, a hash that costs the same. */
  PasswordHash hashOf(@Nullable Client client) {
    return client == null ? decoy : client.hash();
  }
}
