// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

/** How items are ordered. */
public enum Order {
  NAME,
  PRICE
}
