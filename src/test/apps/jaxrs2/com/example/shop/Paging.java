// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import javax.ws.rs.DefaultValue;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.QueryParam;

/** Parameters together. */
public class Paging {
  @QueryParam("from")
  @DefaultValue("0")
  private int from;

  private String language;

  @HeaderParam("X-Language")
  public void setLanguage(String language) {
    this.language = language;
  }

  @Override
  public String toString() {
    return from + language;
  }
}
