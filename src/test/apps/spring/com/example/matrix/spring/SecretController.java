// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix.spring;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Handlers of Spring MVC, for DispatcherServlets on {@code /} and on {@code *.do}. */
@Controller
public class SecretController {

  @RequestMapping({"/api/secret", "/api/secret.do"})
  @ResponseBody
  public String secret() {
    return "SECRET-DATA of Spring MVC";
  }

  @RequestMapping("/api/files/**")
  @ResponseBody
  public String files() {
    return "SECRET-DATA of Spring MVC, by a pattern";
  }

  @RequestMapping({"/open/page", "/open/page.do"})
  @ResponseBody
  public String page() {
    return "open";
  }
}
