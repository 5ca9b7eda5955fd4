// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.List;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;

/** Annotations that are inherited from an interface. */
public interface Items {
  @GET
  @Produces("application/json")
  List<Item> list(
      @QueryParam("page") @DefaultValue("0") int page,
      @QueryParam("tag") List<String> tags,
      @QueryParam("order") Order order);

  @GET
  @Path("{id: \\d+}")
  @Produces("application/json")
  Item get(@PathParam("id") long id);
}
