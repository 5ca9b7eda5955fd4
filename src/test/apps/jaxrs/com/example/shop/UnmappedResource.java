// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

/** No resource: it has no annotation. */
public class UnmappedResource {
  public String get() {
    return "unmapped";
  }
}
