// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

/** A request that cannot be used as it is; the message is for the client. */
final class BadInputException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  BadInputException(int status, String message) {
    super(message);
    this.status = status;
  }

  int getStatus() {
    return status;
  }
}
