// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

/** What the shop sells. */
public class Item {
  private long id = 1;
  private String name = "spoon";
}
