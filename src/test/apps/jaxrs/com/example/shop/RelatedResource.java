// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;

/** Locators that go in circles. */
public class RelatedResource {
  @GET
  @Produces("text/plain")
  public String get() {
    return "related";
  }

  @Path("next")
  public RelatedResource next() {
    return this;
  }
}
