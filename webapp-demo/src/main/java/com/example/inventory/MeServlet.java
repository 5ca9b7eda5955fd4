// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Tells who is asking, by what the request says. */
@Tag(name = "User", description = "Who is logged in")
public final class MeServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  private static final List<String> ROLES =
      Collections.unmodifiableList(Arrays.asList("user", "admin"));

  @Override
  @Operation(
      summary = "Who am I",
      description = "The user of the token, with the roles and scopes that it has.")
  @ApiResponse(responseCode = "200", description = "The user")
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Object> me = new LinkedHashMap<>();
    me.put("token", request.getAttribute("token"));
    me.put("user", request.getRemoteUser());
    me.put("roles", roles(request));
    me.put("scopes", scopes(request));
    me.put("authType", request.getAuthType());
    answer(response, me);
  }

  private static List<String> roles(HttpServletRequest request) {
    List<String> roles = new ArrayList<>();
    for (String role : ROLES) {
      if (request.isUserInRole(role)) {
        roles.add(role);
      }
    }
    return roles;
  }

  private static List<String> scopes(HttpServletRequest request) {
    String scopes = (String) request.getAttribute("bearer.scopes");
    if (scopes == null || scopes.isEmpty()) {
      return Collections.emptyList();
    }
    return Arrays.asList(scopes.split(" "));
  }
}
