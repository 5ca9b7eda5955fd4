// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.FormParam;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;

/** Behind a locator: no path of its own. */
@Produces("text/plain")
public class ReviewResource {
  @GET
  public String all() {
    return "good";
  }

  @GET
  @Path("{number}")
  public String one(@PathParam("number") int number) {
    return "good";
  }

  @POST
  @Consumes("application/x-www-form-urlencoded")
  public String add(
      @FormParam("text") String text, @FormParam("stars") @DefaultValue("5") int stars) {
    return text + stars;
  }
}
