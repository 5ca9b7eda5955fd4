// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;

/** Annotations that are inherited from a superclass, which is generic. */
public abstract class Crud<T> {
  @PUT
  @Path("{id: \\d+}")
  @Consumes("application/json")
  @Produces("application/json")
  public T replace(@PathParam("id") long id, T entity) {
    return entity;
  }

  @DELETE
  @Path("{id: \\d+}")
  public void delete(@PathParam("id") long id) {}
}
