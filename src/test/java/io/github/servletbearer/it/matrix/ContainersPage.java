// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

/** Writes {@code docs/containers.md} from what the suite recorded. */
final class ContainersPage {

  private ContainersPage() {}

  static void writeOrCompare() {
    Results.all()
        .forEach(
            (pair, results) -> {
              for (Group.Column column : Group.Column.values()) {
                System.out.println(pair + " " + column + " " + results.cell(column));
              }
            });
  }
}
