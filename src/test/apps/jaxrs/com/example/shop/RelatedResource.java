// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;

/** Behind another locator. */
public class RelatedResource {
  @GET
  @Produces("text/plain")
  public String get() {
    return "related";
  }

  @GET
  @Path("{kind}")
  @Produces("text/plain")
  public String kind(@PathParam("kind") String kind) {
    return kind;
  }
}
