// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;

/** What JAX-RS 2 adds. */
@Path("pages")
@Produces("text/plain")
public class PageResource {
  @GET
  public String get(@BeanParam Paging paging) {
    return paging.toString();
  }

  @POST
  @Path("later")
  public void later(@Suspended AsyncResponse response, String text) {
    response.resume("done " + text);
  }
}
