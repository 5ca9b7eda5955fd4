// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.Collections;
import java.util.List;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

/** Items, with methods of its own beside inherited ones, and locators. */
@Path("items")
public class ItemResource extends Crud<Item> implements Items {
  public List<Item> list(int page, List<String> tags, Order order) {
    return Collections.singletonList(new Item());
  }

  public Item get(long id) {
    return new Item();
  }

  @POST
  @Consumes({"application/json", "text/x-item"})
  @RolesAllowed({"clerk", "user"})
  public Response create(Item item, @Context UriInfo uri) {
    return Response.created(uri.getAbsolutePath()).build();
  }

  @PATCH
  @Path("{id: \\d+}")
  @Consumes("application/json")
  public void change(@PathParam("id") long id, Item item) {}

  @Path("{id: \\d+}/reviews")
  public ReviewResource reviews(@PathParam("id") long id) {
    return new ReviewResource();
  }

  @Path("{id: \\d+}/related")
  public RelatedResource related() {
    return new RelatedResource();
  }
}
