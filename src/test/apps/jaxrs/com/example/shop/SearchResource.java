// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import javax.ws.rs.CookieParam;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.MatrixParam;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;

/** Parameters of all kinds. */
@Path("/search/")
@Produces("text/plain")
public class SearchResource {
  @GET
  public String search(
      @QueryParam("q") String text,
      @QueryParam("exact") boolean exact,
      @HeaderParam("X-Trace") String trace,
      @CookieParam("theme") @DefaultValue("light") String theme,
      @MatrixParam("colour") String colour) {
    return text + exact + trace + theme + colour;
  }

  @GET
  @Path("files/{path: .+}")
  public String file(@PathParam("path") String path) {
    return path;
  }

  @GET
  @Path("{year: [0-9]{4}}-{month: [0-9]{1,2}}")
  public String month(@PathParam("year") int year, @PathParam("month") int month) {
    return year + "/" + month;
  }

  @GET
  @Path("report.csv")
  @Produces({"text/csv", "application/json"})
  public String report() {
    return "[]";
  }

  @GET
  @Path("old")
  @Deprecated
  public String old() {
    return "old";
  }
}
